using NodaTime;
using Permanence.Domain.Obligations;

namespace Permanence.Domain.Boards;

/// <summary>Which duties somebody asks for; what is null or empty leaves nothing out.</summary>
/// <param name="Owner">The role that has to act.</param>
/// <param name="Person">Who holds that role for the child, whatever the case of the letters.</param>
/// <param name="Team">The child's, whatever the case of the letters.</param>
/// <param name="Clause">Any clause that times the duty.</param>
/// <param name="Statuses">Any of them.</param>
/// <param name="DueWithin">
/// Days from the day asked about: what is still to be done and has its date by then. What is overdue is within any number of days.
/// </param>
/// <param name="Child">A child's id.</param>
public sealed record DutyFilter(
    string? Owner,
    string? Person,
    string? Team,
    string? Clause,
    IReadOnlyList<ObligationStatus> Statuses,
    int? DueWithin,
    string? Child
)
{
    public static readonly DutyFilter None = new(null, null, null, null, [], null, null);

    /// <param name="on">The London date asked about.</param>
    public bool Fits(DutyRow row, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (Child is null || row.Child == Child)
            && (Owner is null || row.Owner == Owner)
            && (Statuses.Count == 0 || Statuses.Contains(row.Status))
            && (Clause is null || row.Clauses.Contains(Clause))
            && (Team is null || string.Equals(row.Team, Team, StringComparison.OrdinalIgnoreCase))
            && (Person is null || string.Equals(row.Person, Person, StringComparison.OrdinalIgnoreCase))
            && (DueWithin is not { } days || (row.IsToBeDone() && row.Due <= on.PlusDays(days)));
    }
}
