using System.Globalization;
using System.Text.Json;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Imports;

namespace Permanence.Silo.Tests;

/// <summary>This program, started on what each release stored (<c>scripts/stored-samples.sh</c>).</summary>
public sealed class StoredReleaseTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "tests", "Grains", "samples");

    public static TheoryData<string> Releases =>
        [
            .. Directory
                .EnumerateDirectories(Samples)
                .Where(folder => File.Exists(Path.Combine(folder, "permanence.db")))
                .Select(folder => Path.GetFileName(folder)!),
        ];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Everything_that_a_release_stored_is_there(string release)
    {
        await using var store = Copied(release);
        await using var node = await store.Start(withPolicies: true);
        using var _ = node.AsPlatform();

        var (authority, child) = Child(release);
        var file = (await node.Child(child, authority).Read())!;
        using var stored = Sample(release, "child");
        var events = stored.RootElement.GetProperty("file").GetProperty("events");
        Assert.Equal(
            events.EnumerateArray().Select(Told),
            file.Events.Select(happened => (happened.Id!, happened.Type, happened.Recorded!.By))
        );

        using var register = Sample(release, "authority");
        var children = register.RootElement.GetProperty("children").EnumerateArray().Select(one => one.GetString()!).ToList();
        Assert.Equal(children, await node.Authority(authority).Children());
        foreach (var one in children)
            Assert.NotNull(await node.Child(one, authority).Read());

        using var list = Sample(release, "list");
        var rows = list
            .RootElement.GetProperty("list")
            .GetProperty("entries")
            .EnumerateArray()
            .Select(entry => entry.GetProperty("row").GetString());
        Assert.Equal(rows, (await node.List(Key(release, "list").Split('/')[^1], authority).Read()).Entries.Select(entry => entry.Row));

        var import = await node.Grains.GetGrain<IImportGrain>(Key(release, "import")).Read();
        Assert.Equal((ImportState.Applied, 8), (import!.State, import.Children));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_command_that_a_release_did_is_not_done_again(string release)
    {
        await using var store = Copied(release);
        await using var node = await store.Start();
        using var _ = node.AsPlatform();

        var (authority, child) = Child(release);
        var before = (await node.Child(child, authority).Read())!;
        var done = Done(release).Where(answer => answer.Recorded == 1).ToList();
        Assert.NotEmpty(done);
        foreach (var (command, version, _) in done)
        {
            var again = await node.Child(child, authority)
                .Record(command, [before.Events[version - 1] with { Id = null, Recorded = null }]);
            Assert.Equal((true, version), (again.Allowed, again.Version));
        }

        Assert.Equal(before.Events.Count, (await node.Child(child, authority).Read())!.Events.Count);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_record_that_a_release_stored_goes_on(string release)
    {
        await using var store = Copied(release);
        var (authority, child) = Child(release);
        int version;
        await using (var node = await store.Start())
        {
            using var _ = node.AsPlatform();
            version = (await node.Child(child, authority).Record(Guid.NewGuid(), [Example.Wishes])).Version;
        }

        await using var again = await store.Start();
        using var __ = again.AsPlatform();
        var file = (await again.Child(child, authority).Read())!;
        using var stored = Sample(release, "child");
        Assert.Equal(stored.RootElement.GetProperty("file").GetProperty("events").GetArrayLength() + 1, version);
        Assert.Equal((version, Example.Wishes.Type), (file.Events.Count, file.Events[^1].Type));
    }

    private static (string Id, string Type, string By) Told(JsonElement happened) =>
        (
            happened.GetProperty("id").GetString()!,
            happened.GetProperty("type").GetString()!,
            happened.GetProperty("recorded").GetProperty("by").GetString()!
        );

    // Answers to commands that were done are kept as id/version/recorded.
    private static IEnumerable<(Guid Command, int Version, int Recorded)> Done(string release)
    {
        using var stored = Sample(release, "child");
        foreach (
            var answer in stored
                .RootElement.GetProperty("answers")
                .EnumerateArray()
                .Where(answer => answer.ValueKind == JsonValueKind.String)
        )
        {
            var parts = answer.GetString()!.Split('/');
            yield return (
                Guid.Parse(parts[0]),
                int.Parse(parts[1], CultureInfo.InvariantCulture),
                int.Parse(parts[2], CultureInfo.InvariantCulture)
            );
        }
    }

    private static (string Authority, string Child) Child(string release)
    {
        var (authority, child) = GrainKeys.Parse<ChildKey>(Key(release, "child"));
        return (authority, child);
    }

    private static string Key(string release, string state)
    {
        using var keys = Sample(release, "keys");
        return keys
            .RootElement.EnumerateArray()
            .Single(row => row.GetProperty("state_name").GetString() == state)
            .GetProperty("grain_key")
            .GetString()!;
    }

    private static JsonDocument Sample(string release, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Samples, release, $"{name}.json")));

    private static SqliteStore Copied(string release)
    {
        var store = new SqliteStore();
        File.Copy(Path.Combine(Samples, release, "permanence.db"), Path.Combine(store.Folder, "permanence.db"));
        return store;
    }
}
