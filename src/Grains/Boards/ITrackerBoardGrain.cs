using NodaTime;
using Orleans.Concurrency;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Grains.Boards;

/// <summary>
/// One council's board: a projection, held in memory and rebuilt from the records when it wakes. Key: <see cref="AuthorityKey"/>.
/// </summary>
[Alias("permanence.tracker-board")]
[GrainInterfaceType("permanence.tracker-board")]
public interface ITrackerBoardGrain : IGrainWithStringKey
{
    /// <summary>
    /// The board now. One that has just woken is what it was when it fell asleep, marked with that time, and its watchers hear of what is
    /// different since. Another day's board, or as it was known at an instant, is computed from the records and not kept.
    /// </summary>
    [ReadOnly]
    [Alias("read")]
    Task<Board> Read(AsOf asOf, CancellationToken cancelled = default);

    /// <summary>
    /// What can be shown of a long board that has just woken, before it has read it for itself; null where it has, or has nothing. Whoever
    /// shows it asks for the board next.
    /// </summary>
    [ReadOnly]
    [Alias("at-once")]
    Task<BoardSnapshot?> AtOnce(CancellationToken cancelled = default);

    /// <summary>A child's row is now this. Safe to repeat.</summary>
    [Alias("changed")]
    Task Changed(string child, StampedRow row);

    /// <summary>
    /// Keeps <paramref name="observer"/> told for two minutes; the observer asks again well before. Gives the version now: whatever has
    /// this version or an earlier one is on its way.
    /// </summary>
    [Alias("watch")]
    Task<long> Watch(IBoardObserver observer);

    [Alias("unwatch")]
    Task Unwatch(IBoardObserver observer);
}

/// <summary>What a web node implements to hear of changed rows. Delivery is at most once: a gap in versions means asking again.</summary>
[Alias("permanence.board-observer")]
[GrainInterfaceType("permanence.board-observer")]
public interface IBoardObserver : IGrainObserver
{
    [OneWay]
    [Alias("changed")]
    Task Changed(BoardChange change);
}

/// <summary>From one version of a board to the next.</summary>
/// <param name="AsAt">The instant at which the board's facts were right.</param>
/// <param name="On">The London date the board is of.</param>
/// <param name="Missing">Children whose record cannot be read.</param>
/// <param name="Awaited">Children whose record has not been read yet, where the board is just waking.</param>
/// <param name="Rows">Rows that are new or changed.</param>
/// <param name="Shared">Of those, the children whom the council's adoption agency may see.</param>
/// <param name="Removed">Children no longer on the board.</param>
public sealed record BoardChange(
    string Authority,
    long Version,
    Instant AsAt,
    LocalDate On,
    int Missing,
    int Awaited,
    BoardCounts Counts,
    IReadOnlyList<TrackerRow> Rows,
    IReadOnlyList<string> Shared,
    IReadOnlyList<string> Removed
);
