using NodaTime;
using Permanence.Domain.Boards;

namespace Permanence.Grains.Boards;

/// <summary>Everything a child's row on today's board depends on.</summary>
/// <param name="Revision">How often the record has been written; 0 where there is none.</param>
/// <param name="Policy">The policies that answered.</param>
/// <param name="On">The London date of the row.</param>
public sealed record RowStamp(int Revision, string Policy, LocalDate On);

/// <param name="Row">Null where the child is not on today's board.</param>
public sealed record StampedRow(RowStamp Stamp, TrackerRow? Row);
