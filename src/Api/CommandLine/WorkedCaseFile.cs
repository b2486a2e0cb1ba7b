using System.Text.Json;
using NodaTime.Text;
using Permanence.Domain.Policies;

namespace Permanence.Api.CommandLine;

/// <summary>A worked case with the line of each of its checks, so that a failure can be found.</summary>
/// <param name="Case">Null where it has faults.</param>
/// <param name="Lines">Of each check, in the order <see cref="WorkedCase.Try"/> gives them.</param>
/// <param name="Indicators">Checks on an indicator.</param>
internal sealed record WorkedCaseFile(WorkedCase? Case, IReadOnlyList<int> Lines, int Indicators, IReadOnlyList<PolicyFault> Faults, IReadOnlySet<string> Clauses)
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>Every worked case at or below a folder, as paths relative to the config folder it belongs to.</summary>
    public static IReadOnlyList<string> Below(string folder, string config) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(config, path).Replace('\\', '/'))
            .Where(path => path.StartsWith("authorities/", StringComparison.Ordinal) && path.Contains("/cases/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
    ];

    public static WorkedCaseFile Read(string file, string path, PolicyLibrary library)
    {
        byte[] json;
        try
        {
            if (new FileInfo(file).Length > LargestFile)
                return Faulty(path, 1, $"The worked case is larger than {LargestFile / 1024 / 1024} MB: a case is one child.");
            json = File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Faulty(path, 1, $"The worked case cannot be read: {fault.Message}");
        }

        var read = WorkedCase.Read(json);
        if (!read.Succeeded)
        {
            return new WorkedCaseFile(null, [], 0,
                [.. read.Refusals.Select(refusal => new PolicyFault(path, LineOf(json, refusal.Field), refusal.Field is null ? refusal.Sentence : $"{refusal.Field}: {refusal.Sentence}"))],
                new HashSet<string>());
        }

        if (library.For(read.Value.File.Authority) is null)
            return Faulty(path, LineOf(json, "authority"), $"The case is of '{read.Value.File.Authority}', and there is no such council. Known: {string.Join(", ", library.Authorities.Select(authority => authority.Id))}.");
        var checks = new CheckReader(json, path);
        checks.Read();
        return new WorkedCaseFile(checks.Faults.Count == 0 ? read.Value : null, checks.Lines, checks.Indicators, checks.Faults, checks.Clauses);
    }

    private static WorkedCaseFile Faulty(string path, int line, string message) => new(null, [], 0, [new PolicyFault(path, line, message)], new HashSet<string>());

    // The line of the last named part of a field's path: good enough to open the file at.
    private static int LineOf(byte[] json, string? field)
    {
        var name = field?.Split('.', '[')[0];
        var index = field is not null && field.StartsWith("events[", StringComparison.Ordinal) && int.TryParse(field.AsSpan(7, field.IndexOf(']', StringComparison.Ordinal) - 7), out var number) ? number : -1;
        try
        {
            var reader = new Utf8JsonReader(json);
            var item = -1;
            var inside = -1;
            while (reader.Read())
            {
                if (inside < 0 && reader.TokenType == JsonTokenType.PropertyName && name is not null && reader.ValueTextEquals(name))
                {
                    if (index < 0)
                        return Line(json, (int)reader.TokenStartIndex);
                    inside = reader.CurrentDepth + 1;
                }
                else if (inside >= 0 && reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == inside && ++item == index)
                {
                    return Line(json, (int)reader.TokenStartIndex);
                }
            }
        }
        catch (JsonException fault)
        {
            return (int)(fault.LineNumber ?? 0) + 1;
        }

        return 1;
    }

    private static int Line(ReadOnlySpan<byte> json, int position) => json[..position].Count((byte)'\n') + 1;

    /// <summary>Refuses checks that are not of the layout, and notes where each stands.</summary>
    private sealed class CheckReader(byte[] json, string path)
    {
        public List<PolicyFault> Faults { get; } = [];

        public List<int> Lines { get; } = [];

        public HashSet<string> Clauses { get; } = new(StringComparer.Ordinal);

        public int Indicators { get; private set; }

        public void Read()
        {
            using var document = JsonDocument.Parse(json);
            // Where each check starts, by reading the same text once more: a document's elements do not know their place.
            var places = new Places(json);
            var checks = document.RootElement.GetProperty("checks");
            for (var index = 0; index < checks.GetArrayLength(); index++)
                Check(checks[index], places.Of(index));
        }

        private void Check(JsonElement check, CheckPlace place)
        {
            if (check.ValueKind != JsonValueKind.Object)
            {
                Fault(place.Line, "A check is an object with on, and expect or absent.");
                return;
            }

            foreach (var property in check.EnumerateObject().Where(property => property.Name is not ("on" or "knownAt" or "expect" or "absent" or "indicators" or "note")))
                Fault(place.Line, $"A check has no '{property.Name}': it has on, knownAt, expect, absent, indicators and note.");
            if (!IsText(check, "on", text => LocalDatePattern.Iso.Parse(text).Success))
                Fault(place.Line, "The check needs 'on', the day asked about, as 2025-04-01.");
            if (check.TryGetProperty("knownAt", out var known) && known.ValueKind != JsonValueKind.Null && !IsText(check, "knownAt", text => InstantPattern.ExtendedIso.Parse(text).Success))
                Fault(place.Line, "'knownAt' is an instant, as 2025-04-01T09:00:00Z.");
            if (check.TryGetProperty("expect", out var expected))
                Expected(expected, place);
            if (check.TryGetProperty("absent", out var absent))
                Absent(absent, place);
            if (check.TryGetProperty("indicators", out var indicators))
                Indicators += indicators.ValueKind switch { JsonValueKind.Array => indicators.GetArrayLength(), JsonValueKind.Object => indicators.EnumerateObject().Count(), _ => 1 };
        }

        private void Expected(JsonElement expected, CheckPlace place)
        {
            if (expected.ValueKind != JsonValueKind.Array)
            {
                Fault(place.Line, "'expect' is a list of lines with clause and due.");
                return;
            }

            for (var index = 0; index < expected.GetArrayLength(); index++)
            {
                var line = place.Expected.Count > index ? place.Expected[index] : place.Line;
                Lines.Add(line);
                var item = expected[index];
                if (item.ValueKind != JsonValueKind.Object || !IsText(item, "clause", _ => true))
                    Fault(line, "A line of 'expect' names its clause.");
                else
                    Clauses.Add(item.GetProperty("clause").GetString()!);
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("due", out var due) && due.ValueKind != JsonValueKind.Null && !IsText(item, "due", text => LocalDatePattern.Iso.Parse(text).Success))
                    Fault(line, "'due' is a date as 2025-04-01, or null where the clause gives none.");
            }
        }

        private void Absent(JsonElement absent, CheckPlace place)
        {
            if (absent.ValueKind != JsonValueKind.Array)
            {
                Fault(place.Line, "'absent' is a list of clauses.");
                return;
            }

            for (var index = 0; index < absent.GetArrayLength(); index++)
            {
                var line = place.Absent.Count > index ? place.Absent[index] : place.Line;
                Lines.Add(line);
                if (absent[index].ValueKind == JsonValueKind.String)
                    Clauses.Add(absent[index].GetString()!);
                else
                    Fault(line, "'absent' lists ids of clauses.");
            }
        }

        private void Fault(int line, string message) => Faults.Add(new PolicyFault(path, line, message));

        private static bool IsText(JsonElement item, string name, Func<string, bool> good) =>
            item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && good(value.GetString()!);
    }

    private sealed record CheckPlace(int Line, List<int> Expected, List<int> Absent);

    private sealed class Places
    {
        private readonly List<CheckPlace> checks = [];

        public Places(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            var inChecks = false;
            List<int>? list = null;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                    inChecks = reader.ValueTextEquals("checks"u8);
                else if (inChecks && reader.CurrentDepth == 2 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                    checks.Add(new CheckPlace(WorkedCaseFile.Line(json, (int)reader.TokenStartIndex), [], []));
                else if (inChecks && reader.CurrentDepth == 3 && reader.TokenType == JsonTokenType.PropertyName)
                    list = checks.Count == 0 ? null : reader.ValueTextEquals("expect"u8) ? checks[^1].Expected : reader.ValueTextEquals("absent"u8) ? checks[^1].Absent : null;
                else if (inChecks && reader.CurrentDepth == 4 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                    list?.Add(WorkedCaseFile.Line(json, (int)reader.TokenStartIndex));
            }
        }

        public CheckPlace Of(int index) => index < checks.Count ? checks[index] : new CheckPlace(1, [], []);
    }
}
