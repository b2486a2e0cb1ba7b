using System.Reflection;
using System.Text.Json;
using NodaTime;
using Orleans.Runtime;
using Permanence.Domain.Records;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>Known ways to mix up or lose a record, each shown to be closed.</summary>
public sealed class TrapTests
{
    private static readonly Type[] Grains =
    [
        .. typeof(ChildGrain).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(Grain).IsAssignableFrom(type)),
    ];

    [Fact]
    public void No_two_grains_share_a_state_name()
    {
        // The ADO.NET storage keeps a row by state name and key, not by grain: two grains with one name would read each other's rows.
        var names = Grains.SelectMany(StateNames).ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct().Order(), names.Order());
    }

    [Fact]
    public void Every_state_is_kept_in_the_store_for_records()
    {
        var states = Grains
            .SelectMany(grain => grain.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>())
            .OfType<PersistentStateAttribute>();

        Assert.All(states, state => Assert.Equal(StoreNames.Records, state.StorageName));
    }

    [Fact]
    public void Every_grain_key_holds_a_slash()
    {
        var made = typeof(GrainKeys)
            .Assembly.GetTypes()
            .Where(type => type.IsValueType && type.IsAssignableTo(typeof(IGrainKey)))
            .Select(type => Made(type).ToString()!)
            .ToList();

        Assert.True(made.Count >= 5);
        Assert.All(made, key => Assert.Contains('/', key));
        Assert.Equal(made.Count, made.Distinct().Count());

        static object Made(Type type) =>
            type != typeof(string) && type.GetConstructors().Single() is var constructor
                ? constructor.Invoke([.. constructor.GetParameters().Select(one => Made(one.ParameterType))])
                : "0123";
    }

    [Fact]
    public void A_key_that_was_written_is_read_as_what_it_is()
    {
        var import = new ImportKey("ace", "one");
        IGrainKey[] keys =
        [
            new ChildKey("ace", "0123"),
            // An id of before, when ids of any sort were taken.
            new ChildKey("ace", "a/b"),
            new AuthorityKey("ace"),
            import,
            ImportPartKey.File(import, 1, 20),
            ImportPartKey.Findings(import, 3),
            new ListKey("ace", "family-finding"),
        ];

        Assert.All(keys, key => Assert.Equal(key, GrainKeys.Parse(key.ToString())));
        Assert.Equal(["ace/0123", "ace/a/b", "authority/ace", "ace/import/one"], keys.Take(4).Select(key => key.ToString()));
        Assert.Equal(
            ["ace/import/one/file/1/20", "ace/import/one/findings/3", "authority/ace/lists/family-finding"],
            keys.Skip(4).Select(key => key.ToString())
        );
        Assert.Null(GrainKeys.Parse("0123"));
        Assert.Throws<FormatException>(() => GrainKeys.Parse<ChildKey>("authority/ace"));
    }

    [Fact]
    public async Task No_grain_is_stored_under_a_key_without_a_slash()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await region.Open("ace", "0123");

        Assert.All(region.Storage.Keys, key => Assert.Contains('/', GrainId.Parse(key.Grain).Key.ToString()!));
    }

    [Fact]
    public void A_stored_record_of_every_event_type_is_read_back_as_it_was_written()
    {
        // Written once and kept: what is stored today must be readable for as long as there are children's records. Add lines, never change
        // one.
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "stored-child.json")).Trim();

        var record = CaseRecordJson.StorageSerializer().Deserialize<StoredChild>(new BinaryData(file))!;

        Assert.Equal(
            EventVocabulary.Types.Select(type => type.Name).Order(),
            record.Whole([]).File!.Events.Select(happened => happened.Type).Distinct().Order()
        );
        // A refusal is stored with its kind since; the rest is as it was, to the byte.
        Assert.Equal(
            file.Replace("\"events[0].on\"}", "\"events[0].on\",\"kind\":\"invalid\"}", StringComparison.Ordinal),
            CaseRecordJson.StorageSerializer().Serialize(record).ToString()
        );
        Assert.Equal(3, record.Answers.Count);
        Assert.Equal("in-the-future", record.Answers[2].Refusals[0].Code);
    }

    [Fact]
    public void A_stored_case_file_is_the_bytes_that_a_council_takes_away()
    {
        var file = CaseRecordJson
            .StorageSerializer()
            .Deserialize<StoredChild>(
                new BinaryData(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "stored-child.json")).Trim())
            )!
            .Whole([])
            .File!;

        foreach (var written in new[] { file, file with { Events = [] }, file with { Events = [file.Events[3]] }, file })
            Assert.Equal(CaseFileJson.Write(written), JsonSerializer.SerializeToUtf8Bytes(written, CaseRecordJson.Options));
    }

    [Fact]
    public void A_record_that_cannot_be_read_says_where_and_not_what()
    {
        var fault = Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<CaseFile>(
                """{"authority":"north","child":{"id":"WE-01","name":7,"nickname":"Invented Name"},"events":[]}""",
                CaseRecordJson.Options
            )
        );

        Assert.DoesNotContain("Invented", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("child.name", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NodaTime_values_are_read_back_from_the_stores_serializer()
    {
        var values = new Values(
            new LocalDate(2024, 2, 29),
            new LocalDateTime(2026, 3, 29, 1, 30),
            Instant.FromUtc(2026, 11, 24, 8, 0).PlusNanoseconds(123_456_789),
            Duration.FromMinutes(90)
        );

        var read = CaseRecordJson.StorageSerializer().Deserialize<Values>(CaseRecordJson.StorageSerializer().Serialize(values));

        Assert.Equal(values, read);
        Assert.Equal(
            "2024-02-29",
            JsonDocument.Parse(CaseRecordJson.StorageSerializer().Serialize(values)).RootElement.GetProperty("day").GetString()
        );
    }

    private static IEnumerable<string> StateNames(Type grain) =>
        grain
            .GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
            .OfType<string>()
            .Distinct();

    private sealed record Values(LocalDate Day, LocalDateTime Time, Instant At, Duration Took);
}
