using NodaTime;
using Permanence.Domain.Agencies;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Boards;

/// <summary>Everything a child's row on today's board depends on.</summary>
/// <param name="Revision">How often the record has been written; 0 where there is none.</param>
/// <param name="Policy">The policies that answered.</param>
/// <param name="On">The London date of the row.</param>
public sealed record RowStamp(int Revision, string Policy, LocalDate On);

/// <summary>A child's row and what it hangs on.</summary>
/// <param name="Row">Null where the child is not on today's board.</param>
/// <param name="Shared">Whether the council's adoption agency may see it.</param>
/// <param name="From">The instant from which it holds: when the day began, or when the last limit in hours ran out.</param>
/// <param name="Until">The instant from which it holds no more: midnight in London, or when the next limit in hours runs out.</param>
public sealed record StampedRow(RowStamp Stamp, TrackerRow? Row, bool Shared, Instant From, Instant Until)
{
    /// <summary>Whether nothing that the row depends on is another now.</summary>
    public bool IsRight(int revision, string policy, Instant now) =>
        Stamp.Revision == revision && Stamp.Policy == policy && From <= now && now < Until;

    /// <summary>Today's row of a record.</summary>
    public static StampedRow Of(ChildRecord record, string authority, IAssessor assessor, Instant now) =>
        Of(record.Read(), record.Revision, authority, assessor, now);

    /// <summary>The same where somebody holds a reading of the record; null where there is no record.</summary>
    public static StampedRow Of(ChildHistory? record, int revision, string authority, IAssessor assessor, Instant now)
    {
        // The stamp first: a policy that is taken up in between leaves a row that is brought again, not one that stays.
        var stamp = new RowStamp(revision, assessor.Stamp(authority), LondonTime.DayOf(now));
        var history = record?.At(now);
        var made = history is null ? null : assessor.Row(history);
        var holds = Holding.Of(history, made?.HoursRunOut ?? [], now);
        return new StampedRow(stamp, made?.Row, made is not null && AgencyView.Shows(history!), holds.From, holds.Until);
    }
}
