using System.Collections.Concurrent;
using Permanence.Api.Http;
using Permanence.Domain.People;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.People;

namespace Permanence.Api.Access;

/// <summary>
/// The directories of the councils, as this node read them seconds ago: what changed on another node is known here within <see
/// cref="ReadAgainAfter"/> of the next request. While a directory cannot be reached, what was read last holds.
/// </summary>
internal sealed class People(IGrainFactory grains, ICouncils councils, TimeProvider time, IEnumerable<DemoPeople> invented) : IPeople
{
    public static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);

    // Older than that nobody goes by it: whoever asks waits for the next reading.
    private static readonly TimeSpan HoldsUnread = TimeSpan.FromSeconds(20);
    private static readonly Caller Reading = Caller.Platform("directory", "directory");

    private readonly DemoPeople? invented = invented.FirstOrDefault();
    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> underWay = new(StringComparer.Ordinal);

    public string Name(string id)
    {
        foreach (var directory in known.Values)
        {
            if (directory.Staff.Find(id) is { } person)
                return person.Name;
        }

        return invented?.Find(id)?.Name ?? id;
    }

    public StaffList Staff(string authority) => known.GetValueOrDefault(authority)?.Staff ?? StaffList.Empty;

    public async ValueTask<StaffList> Read(string authority)
    {
        if (councils.Find(authority) is null)
            return StaffList.Empty;
        var age = known.GetValueOrDefault(authority) is { } there ? time.GetElapsedTime(there.ReadAt) : TimeSpan.MaxValue;
        if (age > ReadAgainAfter)
        {
            var reading = Begin(authority);
            if (age > HoldsUnread)
                await reading;
        }

        return Staff(authority);
    }

    public async Task<StaffList> ReadAgain(string authority)
    {
        // One that is under way may have begun before what changed.
        if (underWay.TryGetValue(authority, out var before))
            await before;
        await Begin(authority);
        return Staff(authority);
    }

    // On its own: whoever asked may leave, and somebody else waits for the same reading.
    private Task Begin(string authority)
    {
        if (underWay.TryGetValue(authority, out var begun))
            return begun;
        using (ExecutionContext.SuppressFlow())
            return underWay.GetOrAdd(authority, id => Task.Run(() => ReadNow(id)));
    }

    private async Task ReadNow(string authority)
    {
        try
        {
            using var _ = Reading.Ask();
            var staff = await grains.GetGrain<IDirectoryGrain>(new DirectoryKey(authority)).Read();
            known[authority] = new Known(staff, time.GetTimestamp());
        }
        catch (Exception fault) when (Away.Is(fault)) { }
        finally
        {
            underWay.TryRemove(authority, out var _);
        }
    }

    private sealed record Known(StaffList Staff, long ReadAt);
}
