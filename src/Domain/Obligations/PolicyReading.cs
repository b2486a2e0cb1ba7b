using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;

namespace Permanence.Domain.Obligations;

/// <summary>All versions of a policy asked about one child on one day, and what they have come to ask.</summary>
internal sealed class PolicyReading
{
    private readonly Inquiry[] inquiries;
    private readonly List<Asked>? origins;

    /// <param name="origins">Filled with what asks each obligation; null where nobody wants to know.</param>
    public PolicyReading(CaseHistory history, PolicyPacks policy, WorkingDayCalendar calendar, List<Asked>? origins)
    {
        (Policy, this.origins) = (policy, origins);
        inquiries = new Inquiry[policy.Versions.Count];
        for (var version = 0; version < inquiries.Length; version++)
            inquiries[version] = new Inquiry(history, policy.Versions[version], calendar);
        // As many as a full record has, so that the list does not grow while it is filled.
        Obligations = new(policy.Versions[^1].Duties.Count);
    }

    public PolicyPacks Policy { get; }

    public List<Obligation> Obligations { get; }

    /// <summary>The child asked about under one version.</summary>
    public Inquiry Under(int version) => inquiries[version];

    public void Add(Obligation obligation, Inquiry inquiry, in Arising arising)
    {
        Obligations.Add(obligation);
        origins?.Add(new Asked(obligation, inquiry, arising));
    }
}
