using System.Text;
using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Builders;

/// <summary>The sample returns, and records made by importing them.</summary>
public static class Samples
{
    public const string Authority = "bcp";

    public static readonly CodeSets Codes = ReadCodes();
    public static readonly CollectionYear Y22 = new(2022);
    public static readonly CollectionYear Y23 = new(2023);
    public static readonly CollectionYear Y24 = new(2024);

    public static string Folder => Path.Combine(Repository.Root, "tests", "Domain", "Returns", "samples");

    public static Dictionary<string, byte[]> Files(CollectionYear year) =>
        Directory
            .EnumerateFiles(Path.Combine(Folder, "clean903", year.ToString()), "*.csv")
            .Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    public static ReturnReading Read(CollectionYear year, IEnumerable<KeyValuePair<string, byte[]>> files, ReturnLimits? limits = null) =>
        ReturnReader.Read([.. files.Select(file => ReturnFile.Of(file.Key, file.Value))], year, Codes, null, limits);

    public static ReturnReading Read(CollectionYear year) => Read(year, Files(year));

    public static ReturnReading Read(CollectionYear year, params (string Name, string Text)[] files) =>
        Read(year, files.Select(file => KeyValuePair.Create(file.Name, Encoding.UTF8.GetBytes(file.Text))));

    /// <summary>The clean sample of a year with one of its files written otherwise.</summary>
    public static ReturnReading ReadWith(CollectionYear year, string name, Func<string, string> change)
    {
        var files = Files(year);
        files[name] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(files[name])));
        return Read(year, files);
    }

    private static CodeSets ReadCodes()
    {
        using var file = File.OpenRead(Path.Combine(Repository.Config, "returns", "ssda903-code-sets.csv"));
        var read = CodeSets.Read(file);
        return read.Succeeded ? read.Value : throw new InvalidDataException(read.Refusals[0].Sentence);
    }
}

/// <summary>A council's records in memory, stored and read back as JSON after every import as a store would.</summary>
public sealed class CouncilRecords
{
    private readonly SortedDictionary<string, CaseFile> files = new(StringComparer.Ordinal);
    private int imports;

    public IReadOnlyDictionary<string, CaseFile> Files => files;

    public CaseFile this[string child]
    {
        get => files[child];
        set => files[child] = value;
    }

    public string LastImport => $"import-{imports}";

    private Instant Now => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromHours(imports);

    public IReadOnlyList<ChildImport> Import(ReturnReading reading)
    {
        imports++;
        var plans = new List<ChildImport>();
        foreach (var child in reading.Children)
        {
            var plan = ReturnMerge
                .Plan(files.GetValueOrDefault(child.Id), child, Samples.Authority, reading.Year, LastImport)
                .As(Now, "analyst");
            plans.Add(plan);
            files[child.Id] = Stored(
                plan.NewFile ?? files[child.Id] with { Child = plan.Details, Events = [.. files[child.Id].Events, .. plan.EventsToAdd] }
            );
        }

        return plans;
    }

    public IReadOnlyList<ChildImport> Import(params CollectionYear[] years) => [.. years.SelectMany(year => Import(Samples.Read(year)))];

    public void Undo(string import)
    {
        imports++;
        foreach (var (id, file) in files.ToList())
        {
            var undo = ReturnMerge.Undo(file, import).As(Now, "analyst");
            if (undo.NothingLeft)
                files.Remove(id);
            else
                files[id] = Stored(file with { Child = undo.Details, Events = [.. file.Events, .. undo.EventsToAdd] });
        }
    }

    public void Record(string child, params CareEvent[] events)
    {
        imports++;
        var file = files.GetValueOrDefault(child) ?? new CaseFile(Samples.Authority, new Child { Id = child }, []);
        files[child] = Stored(
            file with
            {
                Events =
                [
                    .. file.Events,
                    .. events.Select(
                        (happened, n) =>
                            happened with
                            {
                                Id = happened.Id ?? $"hand-{imports}-{n}",
                                Recorded = new Recording(Now, "social-worker", "child page"),
                            }
                    ),
                ],
            }
        );
    }

    /// <summary>What is in force of a child, without ids and without who said it.</summary>
    public IReadOnlyList<string> Facts(string child) =>
        [
            .. Timeline
                .Of(files[child])
                .Events.Where(happened => happened.Type != "return-received")
                .Select(happened => Encoding.UTF8.GetString((happened with { Id = null, Recorded = null }).Json.Span))
                .Order(StringComparer.Ordinal),
        ];

    public string AllFacts() =>
        string.Join("\n", files.Select(file => $"{file.Value.Child with { Siblings = [] }}\n{string.Join("\n", Facts(file.Key))}"));

    public int Events => files.Values.Sum(file => file.Events.Count);

    private static CaseFile Stored(CaseFile file)
    {
        var written = CaseFileJson.Write(file);
        var read = CaseFileJson.ReadExported(written);
        if (!read.Succeeded)
            throw new InvalidDataException(string.Join("; ", read.Refusals.Select(refusal => $"{refusal.Field}: {refusal.Sentence}")));
        return read.Value.Equals(file)
            ? read.Value
            : throw new InvalidDataException($"{file.Child.Id} is not read back as it was written.");
    }
}
