using NodaTime;
using Orleans.Concurrency;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Grains.Boards;

/// <summary>
/// One council's board: a projection, held in memory and rebuilt from the children when it wakes. Key: <see cref="GrainKeys.Authority"/>.
/// </summary>
[Alias("permanence.tracker-board")]
public interface ITrackerBoardGrain : IGrainWithStringKey
{
    /// <summary>The board now; another day's, or as it was known at an instant, is computed from the children and not kept.</summary>
    [ReadOnly]
    [Alias("read")]
    Task<Board> Read(AsOf asOf, CancellationToken cancelled = default);

    /// <summary>
    /// What a child's row depends on is now this. Where somebody watches, the row is brought at once; else when the board is next read.
    /// Safe to repeat.
    /// </summary>
    [Alias("changed")]
    Task Changed(string child, RowStamp stamp);

    /// <summary>Keeps <paramref name="observer"/> told for two minutes; the observer asks again well before. Gives the version now.</summary>
    [Alias("watch")]
    Task<long> Watch(IBoardObserver observer);

    [Alias("unwatch")]
    Task Unwatch(IBoardObserver observer);
}

/// <summary>What a web node implements to hear of changed rows. Delivery is at most once: a gap in versions means asking again.</summary>
[Alias("permanence.board-observer")]
public interface IBoardObserver : IGrainObserver
{
    [OneWay]
    [Alias("changed")]
    Task Changed(BoardChange change);
}

/// <param name="Rows">Rows that are new or changed.</param>
/// <param name="Removed">Children no longer on the board.</param>
public sealed record BoardChange(string Authority, long Version, Instant AsAt, BoardCounts Counts, IReadOnlyList<TrackerRow> Rows, IReadOnlyList<string> Removed);
