using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Grains.Policies;

/// <summary>
/// What records and lists mean under the policies now in force. Pure: the same record, day and stamp give the same answer.
/// </summary>
public interface IAssessor
{
    /// <summary>
    /// Which policies, calendar and program answer for an authority now. Changes whenever any answer could. Empty where the
    /// authority has no policy.
    /// </summary>
    string Stamp(string authority);

    /// <summary>What the authority's policy asks for this child; null where the authority has no policy.</summary>
    /// <param name="history">The record on the day asked about.</param>
    Evaluation? Evaluate(CaseHistory history);

    /// <summary>
    /// The child's row on the board of that day; null where nobody knew the child by then, or the authority has no policy.
    /// </summary>
    TurningRow? Row(CaseHistory history);

    /// <summary>
    /// What the last edit of the policies' files moved for this child; null where this node has taken up none since it
    /// started.
    /// </summary>
    IReadOnlyList<MovedDuty>? MovedByEdit(CaseHistory history);

    /// <summary>Why the authority's policy stops these events from being recorded; empty where it does not.</summary>
    IReadOnlyList<Refusal> Stops(ChildHistory record, IReadOnlyList<CareEvent> events);

    /// <summary>The same of the events that open a record.</summary>
    IReadOnlyList<Refusal> StopsOpening(CaseFile file);

    /// <summary>Why what somebody records is not theirs to record; empty where it is.</summary>
    /// <param name="record">The record before the events; null where they open it.</param>
    /// <param name="events">The events as they would be stored, with the stamp of whoever says so.</param>
    IReadOnlyList<Refusal> NotTheirs(string authority, CaseFile? record, IReadOnlyList<CareEvent> events);

    /// <summary>The events with the role each is recorded in by somebody who has several.</summary>
    /// <param name="record">The record before the events; null where they open it.</param>
    /// <param name="events">The events as they would be stored, with the stamp of whoever says so.</param>
    IReadOnlyList<CareEvent> InRole(string authority, CaseFile? record, IReadOnlyList<CareEvent> events, IReadOnlyList<string> roles);

    /// <summary>Who keeps an authority's directory on a London date, and which roles are kept in it.</summary>
    DirectoryRules Directory(string authority, LocalDate on);

    /// <summary>The clauses of the indicators that count the child.</summary>
    IReadOnlyList<string> CountedBy(CaseHistory history);

    /// <summary>
    /// For how many months the authority keeps the rows of an import as they were sent; null where it has set no time.
    /// </summary>
    int? ImportRowsMonths(string authority);

    /// <summary>A list as the authority's policy describes it on a London date; null where it has none of that id.</summary>
    PolicyForm? List(string authority, string list, LocalDate on);
}

/// <summary>A row, and when that day it turns by itself.</summary>
/// <param name="HoursRunOut">When limits in hours run out that day.</param>
public sealed record TurningRow(TrackerRow Row, IReadOnlyList<Instant> HoursRunOut);

/// <param name="Keepers">The roles that change a directory.</param>
/// <param name="KeptHere">The roles that are given and taken away in it; all others come with a sign-in.</param>
public sealed record DirectoryRules(IReadOnlyList<string> Keepers, IReadOnlyList<string> KeptHere);
