using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// Somebody allocated to a child in a role. One allocated later takes the place of who was there before; nobody comes back by the next
/// one's leaving.
/// </summary>
/// <param name="Who">The id of a person of the directory, or as an import names them; null where the entry does not say.</param>
/// <param name="Until">The last day; null where none is recorded.</param>
public sealed record Allocation(string Role, string? Who, LocalDate Since, LocalDate? Until, CareEvent Source)
{
    private static readonly int OfficerAllocated = EventVocabulary.OrdinalOf(EventTypes.OfficerAllocated);
    private static readonly int ReviewingOfficerAppointed = EventVocabulary.OrdinalOf(EventTypes.IroAppointed);

    public bool InForceOn(LocalDate day) => Since <= day && !(Until < day);

    internal static Allocation? Last(CaseHistory history, string role)
    {
        var allocated = LastOf(history.Of(OfficerAllocated), role, null);
        var appointed = LastOf(history.Of(ReviewingOfficerAppointed), role, "iro");
        var last = allocated is null || appointed?.On > allocated.On ? appointed : allocated;
        return last is null ? null : new Allocation(role, last.Text("who"), last.On, last.Date("until"), last);
    }

    private static CareEvent? LastOf(ReadOnlySpan<CareEvent> events, string role, string? otherwise)
    {
        for (var index = events.Length - 1; index >= 0; index--)
        {
            if ((events[index].Text("role") ?? otherwise) == role)
                return events[index];
        }

        return null;
    }
}
