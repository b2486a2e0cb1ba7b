using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Permanence.Grains.Tests.Builders;

/// <summary>
/// Reminders that outlive every silo of the test, as those of a real store do. Orleans' own table in memory is kept by one of the silos and
/// dies with it.
/// </summary>
public sealed class SharedReminders : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> rows = new();
    private int version;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Found(entry => entry.GrainId == grainId);

    // A ring: a range that begins after its end goes over the top.
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        Found(entry =>
        {
            var hash = entry.GrainId.GetUniformHashCode();
            return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
        });

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(rows.GetValueOrDefault((grainId, reminderName)));

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        var etag = Interlocked.Increment(ref version).ToString(CultureInfo.InvariantCulture);
        rows[(entry.GrainId, entry.ReminderName)] = new ReminderEntry
        {
            GrainId = entry.GrainId,
            ReminderName = entry.ReminderName,
            StartAt = entry.StartAt,
            Period = entry.Period,
            ETag = etag,
        };
        return Task.FromResult<string?>(etag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Task.FromResult(
            rows.TryGetValue((grainId, reminderName), out var held)
                && held.ETag == eTag
                && rows.TryRemove(new((grainId, reminderName), held))
        );

    public Task TestOnlyClearTable()
    {
        rows.Clear();
        return Task.CompletedTask;
    }

    private Task<ReminderTableData> Found(Func<ReminderEntry, bool> asked) =>
        Task.FromResult(new ReminderTableData(rows.Values.Where(asked)));
}
