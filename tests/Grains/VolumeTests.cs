using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Permanence.Domain.Records;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>A long record, of which the oldest entries stand in closed volumes.</summary>
public sealed class VolumeTests
{
    private const string Key = "north/WE-01";

    [Fact]
    public void A_record_is_kept_in_one_row_until_its_entries_are_longer_than_the_limit_and_then_in_full_volumes()
    {
        var entry = Entry(1, 1000);
        var length = entry.Json.Length;
        var most = StoredChild.MostOpen / length;

        var (whole, none) = StoredChild.Of(Record(Enumerable.Repeat(entry, most)));
        Assert.Empty(none);
        Assert.Equal((0, most), (whole.Closed.Count, whole.File!.Open.Events.Count));

        var (row, closed) = StoredChild.Of(Record(Enumerable.Repeat(entry, most + 1)));
        var volume = Assert.Single(closed);
        Assert.Equal(StoredChild.VolumeLength / length, volume.Events.Count);
        Assert.Equal(most + 1 - volume.Events.Count, row.File!.Open.Events.Count);
        Assert.Equal([volume.Closed()], row.Closed);
    }

    [Fact]
    public void Every_entry_stands_in_its_place_in_one_volume_or_the_row_however_long_each_is()
    {
        var random = new Random(7);
        var entries = Enumerable.Range(0, 400).Select(number => Entry(number, random.Next(30) == 0 ? 60_000 : random.Next(2000))).ToList();

        var (row, closed) = StoredChild.Of(Record(entries));

        Assert.Equal(entries, closed.SelectMany(volume => volume.Events).Concat(row.File!.Open.Events));
        Assert.All(closed, volume => Assert.True(volume.Events.Count == 1 || Length(volume.Events) <= StoredChild.VolumeLength));
        Assert.True(Length(row.File.Open.Events) <= StoredChild.MostOpen);
        Assert.Equal(closed.Select(volume => volume.Closed()), row.Closed);
        // What is closed stays closed: with the next entry no volume is written again.
        var again = row.Whole([.. closed]);
        var (next, more) = StoredChild.Of(again with { File = again.File! with { Events = [.. again.File.Events, Entry(400, 10)] } });
        Assert.Empty(more);
        Assert.Equal(row.Closed, next.Closed);
    }

    [Fact]
    public async Task A_long_record_is_read_back_as_it_was_and_what_is_written_with_an_entry_stays_small()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await Lengthen(region, 120);

        var before = (await region.Child("WE-01").Read())!;
        await Region.Forget(region.Child("WE-01"));
        var after = (await region.Child("WE-01").Read())!;

        Assert.Equal(120, after.Events.Count);
        Assert.Equal(CaseFileJson.Write(before), CaseFileJson.Write(after));
        Assert.InRange(Volumes(region).Count, 4, 20);
        Assert.All(Volumes(region), volume => Assert.True(region.Storage.Text(VolumeStorage.VolumeState, volume).Length < 30_000));
        Assert.True(region.Storage.Text("child", Key).Length < StoredChild.MostOpen + 20_000);
    }

    [Fact]
    public async Task A_long_row_as_it_was_kept_before_is_read_and_goes_into_volumes_with_its_next_entry()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await Lengthen(region, 60);
        var file = (await region.Child("WE-01").Read())!;
        var whole = CaseRecordJson.StorageSerializer().Serialize(new ChildRecord { File = file, Revision = 61 }).ToString();
        await region.Storage.Change("child", Key, _ => whole);
        foreach (var volume in Volumes(region))
            region.Storage.Lose(VolumeStorage.VolumeState, volume);
        await Region.Forget(region.Child("WE-01"));

        Assert.Equal(file, await region.Child("WE-01").Read());
        Assert.Empty(Volumes(region));
        Assert.True((await region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes(2)])).Allowed);

        Assert.NotEmpty(Volumes(region));
        await Region.Forget(region.Child("WE-01"));
        var after = (await region.Child("WE-01").Read())!;
        Assert.Equal(file.Events, after.Events.Take(60));
        Assert.Equal(61, after.Events.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_ends_between_a_volume_and_the_row_leaves_the_record_as_it_was_and_is_done_once_when_it_comes_again(
        bool forgotten
    )
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        var (before, command) = (await UpToTheLimit(region), Guid.NewGuid());
        region.Storage.BeforeWrite = (state, _) =>
        {
            if (state == "child")
                throw new IOException("the node died");
        };

        var refused = await region.Child("WE-01").Record(command, [Long(3)]);

        Assert.Equal("store-unavailable", Assert.Single(refused.Refusals).Code);
        Assert.Single(Volumes(region));
        Assert.Equal(before, await region.Child("WE-01").Read());
        if (forgotten)
            await Region.Forget(region.Child("WE-01"));
        Assert.Equal(before, await region.Child("WE-01").Read());

        region.Storage.BeforeWrite = static (_, _) => { };
        Assert.Equal(before.Events.Count + 1, (await region.Child("WE-01").Record(command, [Long(3)])).Version);
        Assert.Equal(before.Events.Count + 1, (await region.Child("WE-01").Record(command, [Long(3)])).Version);
        // Under the name of what is in it, so the same volume is not written a second time.
        Assert.Single(Volumes(region));
        await Region.Forget(region.Child("WE-01"));
        Assert.Equal(before.Events, (await region.Child("WE-01").Read())!.Events.SkipLast(1));
    }

    [Fact]
    public async Task A_volume_that_stood_already_and_is_not_what_it_should_be_is_not_named_by_the_row()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        var before = await UpToTheLimit(region);
        region.Storage.BeforeWrite = (state, _) =>
        {
            if (state == "child")
                throw new IOException("the node died");
        };
        await region.Child("WE-01").Record(Guid.NewGuid(), [Long(3)]);
        region.Storage.BeforeWrite = static (_, _) => { };
        var volume = Assert.Single(Volumes(region));
        await region.Storage.Change(VolumeStorage.VolumeState, volume, Damaged);

        var refused = await region.Child("WE-01").Record(Guid.NewGuid(), [Long(3)]);

        Assert.Equal("store-unavailable", Assert.Single(refused.Refusals).Code);
        await Region.Forget(region.Child("WE-01"));
        Assert.Equal(before, await region.Child("WE-01").Read());
    }

    [Fact]
    public async Task Of_a_row_that_was_overtaken_as_it_was_closed_what_the_other_wrote_stands_and_nothing_of_the_try_is_read()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        var before = await UpToTheLimit(region);
        var overtaken = false;
        region.Storage.BeforeWrite = (state, _) =>
        {
            if (state != "child" || overtaken)
                return;
            overtaken = true;
            region.Storage.Change("child", Key, text => text.Replace("Invented words", "Another's words", StringComparison.Ordinal)).Wait();
        };

        var ruling = await region.Child("WE-01").Record(Guid.NewGuid(), [Long(3)]);

        Assert.True(ruling.Allowed);
        // Of the try one stands in the store that nothing names.
        Assert.Equal(2, Volumes(region).Count);
        await Region.Forget(region.Child("WE-01"));
        var after = (await region.Child("WE-01").Read())!;
        Assert.Equal(before.Events.Count + 1, after.Events.Count);
        Assert.All(after.Events.SkipLast(1), entry => Assert.StartsWith("Another's words", entry.Note, StringComparison.Ordinal));
        Assert.StartsWith("Invented words", after.Events[^1].Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("damaged")]
    [InlineData("cut")]
    public async Task A_record_of_which_a_volume_is_not_what_it_was_is_left_out_counted_and_named_and_never_a_shorter_record(string fate)
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await Lengthen(region, 40);
        await region.Open("WE-02");
        var volume = Volumes(region)[0];
        var written = region.Storage.Text(VolumeStorage.VolumeState, volume);
        if (fate == "lost")
            region.Storage.Lose(VolumeStorage.VolumeState, volume);
        else
            await region.Storage.Change(VolumeStorage.VolumeState, volume, fate == "cut" ? static _ => """{"events":[]}""" : Damaged);
        await Region.Forget(region.Child("WE-01"));
        await Region.Forget(region.Board());

        foreach (
            var ask in new Func<Task>[]
            {
                () => region.Child("WE-01").Read(),
                () => region.Child("WE-01").Record(Guid.NewGuid(), [Long(3)]),
            }
        )
        {
            var fault = await Assert.ThrowsAnyAsync<Exception>(ask);
            Assert.IsType<RecordUnreadableException>(fault.GetBaseException());
            Assert.DoesNotContain("words", fault.ToString(), StringComparison.Ordinal);
        }

        var summaries = await region.Authority().Summaries(AsOf.Now);
        Assert.Equal(["WE-02"], summaries.Children.Select(summary => summary.Child));
        Assert.Equal(["WE-01"], summaries.Missing);
        Assert.Equal(1, (await region.Board().Read(AsOf.Day(Region.Start.InUtc().Date.PlusDays(-1)))).Missing);
        var operations = region.Cluster.Silos[0].ServiceProvider.GetRequiredService<UnreadableRecords>();
        Assert.Equal($"child/{Key}", Assert.Single(operations.Now).Key);
        if (fate == "lost")
            return;

        await region.Storage.Change(VolumeStorage.VolumeState, volume, _ => written);
        Assert.Equal(40, (await region.Child("WE-01").Read())!.Events.Count);
        Assert.Empty((await region.Authority().Summaries(AsOf.Now)).Missing);
        Assert.Empty(operations.Now);
    }

    [Fact]
    public async Task Who_reads_records_in_bulk_sees_of_a_long_one_what_the_child_says_itself()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await Lengthen(region, 40);
        await region.Open("WE-02");

        var summaries = await region.Authority().Summaries(AsOf.Now);
        Assert.Equal(
            [(await region.Child("WE-01").Summary(AsOf.Now))!, (await region.Child("WE-02").Summary(AsOf.Now))!],
            summaries.Children
        );
        var (records, store) = (region.Cluster.Silos[0].ServiceProvider.GetRequiredService<Boards.Caseload>(), region.Storage);
        var read = new List<CaseFile?>();
        await foreach (var batch in records.Make("north", ["WE-01", "WE-02"], record => record.File))
            read.AddRange(batch.Select(made => made.Value));
        Assert.Equal([await region.Child("WE-01").Read(), await region.Child("WE-02").Read()], read);
        Assert.Equal(2, store.Keys.Count(row => row.State == "child"));
    }

    private static string Damaged(string text) => text.Replace("Invented words", "Invented wards", StringComparison.Ordinal);

    // The keys of the volumes, without their kind.
    private static List<string> Volumes(Region region) =>
        [
            .. region
                .Storage.Keys.Where(row => row.State == VolumeStorage.VolumeState)
                .Select(row => row.Grain[(VolumeStorage.VolumeState.Length + 1)..])
                .Order(StringComparer.Ordinal),
        ];

    private static CareEvent Long(int day, int length = 3000) =>
        Region.Wishes(day) with
        {
            Note = "Invented words " + new string('x', length - 15),
        };

    private static async Task Lengthen(Region region, int entries)
    {
        await region.Open("WE-01");
        foreach (var count in Enumerable.Range(1, entries))
            Assert.True((await region.Child("WE-01").Record(Guid.NewGuid(), [Long((count % 28) + 1)])).Allowed);
    }

    // So that the next entry is the one with which a volume is closed.
    private static async Task<CaseFile> UpToTheLimit(Region region)
    {
        var child = region.Child("WE-01");
        await region.Open("WE-01");
        while (true)
        {
            var file = (await child.Read())!;
            if (Length(file.Events) + 3000 > StoredChild.MostOpen)
                return file;
            Assert.True((await child.Record(Guid.NewGuid(), [Long(2)])).Allowed);
        }
    }

    private static int Length(IEnumerable<CareEvent> entries) => entries.Sum(entry => entry.Json.Length);

    private static CareEvent Entry(int number, int length) =>
        new()
        {
            Id = $"e{number}",
            Type = "wishes-recorded",
            On = new LocalDate(2026, 2, 1),
            Note = new string('x', length),
            Recorded = new Recording(Region.Start, "platform", "test"),
        };

    private static ChildRecord Record(IEnumerable<CareEvent> entries) => new() { File = Region.File("WE-01", "north", [.. entries]) };
}
