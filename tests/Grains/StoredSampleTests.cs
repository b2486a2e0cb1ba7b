using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Tests;

/// <summary>
/// Every state that a release stored is read by this program, and written again without losing anything of it. The samples were made by
/// running the release (<c>scripts/stored-samples.sh</c>) and are never edited.
/// </summary>
public sealed class StoredSampleTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "tests", "Grains", "samples");

    private static readonly Dictionary<string, Type> States = typeof(IChildGrain)
        .Assembly.GetTypes()
        .SelectMany(type => type.GetConstructors())
        .SelectMany(made => made.GetParameters())
        .Where(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>() is not null)
        .ToDictionary(
            parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()!.StateName!,
            parameter =>
                parameter.ParameterType.GetGenericArguments()[0] is var state && state == typeof(ChildRecord) ? typeof(StoredChild) : state
        )
        // Below the grain, which knows of neither, a child's record is kept in two kinds of rows.
        .Append(KeyValuePair.Create(VolumeStorage.VolumeState, typeof(ChildVolume)))
        .ToDictionary();

    public static TheoryData<string, string> All =>
        [
            .. Directory
                .EnumerateDirectories(Samples)
                .SelectMany(release => Directory.EnumerateFiles(release, "*.json"))
                .Where(file => Path.GetFileNameWithoutExtension(file) is not ("keys" or "reminders"))
                .Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file))),
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_stored_state_is_read_and_nothing_of_it_is_lost(string release, string state)
    {
        var stored = File.ReadAllText(Path.Combine(Samples, release, $"{state}.json")).Trim();
        Assert.True(States.ContainsKey(state), $"No grain keeps a state called {state} any more: what {release} stored of it is nobody's.");

        var read = Read(States[state], stored);
        var written = JsonNode.Parse(Write(States[state], read))!;

        // Answers to commands may be kept in another shape: that they are answered is tried on the store itself.
        var before = JsonNode.Parse(stored)!;
        (before as JsonObject)?.Remove("answers");
        Assert.Empty(Lost(before, written, ""));
    }

    [Fact]
    public void The_rows_of_a_board_that_an_older_release_kept_are_read_and_made_again_before_long()
    {
        const string stored = """
            [{"child":"A-1","row":{"stamp":{"revision":3,"policy":"before","on":"2026-06-16"},
            "row":{"child":"A-1","name":"Ada","age":"7","legalStatus":"C2","plan":"adoption","rag":"red","overdue":1,"dueSoon":0,
            "next":{"title":"Review","due":"2026-06-01","clause":"N-1"},"team":"North","socialWorker":null,"ageInMonths":90,
            "standing":"looked-after"},"shared":true,"from":"2026-06-15T23:00:00Z","until":"2026-06-16T23:00:00Z"}}]
            """;
        using var written = new MemoryStream();
        using (var compressed = new BrotliStream(written, CompressionLevel.Fastest, leaveOpen: true))
            compressed.Write(Encoding.UTF8.GetBytes(stored));

        var kept = Assert.Single(new BoardSnapshot { Rows = Convert.ToBase64String(written.ToArray()) }.Read()).Row;

        Assert.Equal((1, Rag.Red, Standing.LookedAfter), (kept.Row!.Overdue, kept.Row.Rag, kept.Row.Standing));
        Assert.Equal((0, 0, 0, null), (kept.Row.Missed, kept.Row.Open, kept.Row.Unknown.Count, kept.Row.Stage));
        // Another program's stamp: it is not taken for a row of this one, and is made again.
        Assert.False(kept.IsRight(kept.Stamp.Revision, "this program's", kept.From));
        Assert.True(kept.IsRight(kept.Stamp.Revision, kept.Stamp.Policy, kept.From));
    }

    [Fact]
    public void Something_lost_would_be_found()
    {
        var before = JsonNode.Parse("""{"a":[{"b":1,"c":"x"}]}""")!;
        Assert.Empty(Lost(before, JsonNode.Parse("""{"a":[{"b":1,"c":"x","new":2}]}""")!, ""));
        Assert.Equal(["/a/0/c"], Lost(before, JsonNode.Parse("""{"a":[{"b":1}]}""")!, ""));
        Assert.Equal(["/a/0/b"], Lost(before, JsonNode.Parse("""{"a":[{"b":2,"c":"x"}]}""")!, ""));
    }

    private static object Read(Type type, string json) =>
        typeof(StoredSampleTests)
            .GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type)
            .Invoke(null, [json])!;

    private static string Write(Type type, object state) =>
        (string)
            typeof(StoredSampleTests)
                .GetMethod(nameof(WriteAs), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .Invoke(null, [state])!;

    private static T ReadAs<T>(string json) => CaseRecordJson.StorageSerializer().Deserialize<T>(new BinaryData(json))!;

    private static string WriteAs<T>(T state) => CaseRecordJson.StorageSerializer().Serialize(state).ToString();

    // What may be missing is a null that was written out.
    private static IEnumerable<string> Lost(JsonNode? before, JsonNode? after, string path) =>
        before switch
        {
            null => [],
            JsonObject fields => fields.SelectMany(field => Lost(field.Value, (after as JsonObject)?[field.Key], $"{path}/{field.Key}")),
            JsonArray items => items.SelectMany(
                (item, index) => Lost(item, after is JsonArray list && index < list.Count ? list[index] : null, $"{path}/{index}")
            ),
            _ => JsonNode.DeepEquals(before, after) ? [] : [path],
        };
}
