using System.Collections.Concurrent;
using Permanence.Grains.Boards;

namespace Permanence.Grains.Tests.Builders;

/// <summary>Who watches a board and keeps what they are told.</summary>
internal sealed class Watcher : IBoardObserver
{
    public ConcurrentQueue<BoardChange> Changes { get; } = [];

    public Task Changed(BoardChange change)
    {
        Changes.Enqueue(change);
        return Task.CompletedTask;
    }
}
