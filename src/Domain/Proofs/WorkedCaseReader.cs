using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime.Text;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs;

/// <summary>Reads a worked case and refuses what nothing would try: every slip in a check, by its place.</summary>
internal static class WorkedCaseReader
{
    private static readonly string[] OfACase = ["title", "case", "chosen", "checks"];
    private static readonly string[] OfACheck = ["on", "knownAt", "expect", "indicators", "gates", "stage", "absent", "note"];
    private static readonly string[] OfAnExpectation = ["clause", "due", "dueAt", "status", "note"];
    private static readonly string[] OfAnIndicator = ["clause", "includes", "note"];
    private static readonly string[] OfAGate = ["clause", "event", "stopped", "note"];
    private static readonly string[] OfAStage = ["name", "since", "limit", "clause", "note"];
    private static readonly HashSet<string> Statuses = Enum.GetValues<ObligationStatus>()
        .Select(EvaluationJson.Name)
        .ToHashSet(StringComparer.Ordinal);

    public static Outcome<WorkedCase> Read(ReadOnlyMemory<byte> json)
    {
        var places = JsonPlaces.Of(json.Span);
        if (places.Fault is { } broken)
            return new Refusal(RefusalCodes.NotJson, $"The worked case cannot be read, line {broken.Line}: {broken.Message}");
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("case", out var inner))
            return new Refusal(RefusalCodes.NoCase, "A worked case has a title, a case and checks.", "case");
        var file = CaseFileJson.ReadCaseFile(JsonMarshal.GetRawUtf8Value(inner).ToArray());
        if (!file.Succeeded)
            return file
                .Refusals.Select(refusal => refusal with { Field = refusal.Field is null ? "case" : $"case.{refusal.Field}" })
                .ToList();
        if (!IsText(root, "title"))
            return new Refusal(RefusalCodes.NoTitle, "The worked case has no title: say in a sentence who the child is.", "title");
        if (!root.TryGetProperty("checks", out var checks) || checks.ValueKind != JsonValueKind.Array || checks.GetArrayLength() == 0)
            return new Refusal(RefusalCodes.NoChecks, "The worked case checks nothing.", "checks");
        List<Refusal> faults =
        [
            .. Unknown(root, "", "A worked case", OfACase),
            .. checks.EnumerateArray().SelectMany((check, index) => Faults(check, $"checks[{index}]")),
        ];
        var chosen = WorkedCase.Choices(root);
        if (chosen is null)
            faults.Add(
                new Refusal(RefusalCodes.BadChoice, "'chosen' is an object of settings and the value chosen for each, as a text.", "chosen")
            );
        return faults.Count > 0 ? faults : new WorkedCase(root.GetProperty("title").GetString()!, file.Value, chosen!, checks.Clone());
    }

    private static IEnumerable<Refusal> Faults(JsonElement check, string path)
    {
        if (check.ValueKind != JsonValueKind.Object)
            return [Bad("A check is an object with on and expect.", path)];
        return
        [
            .. Unknown(check, path, "A check", OfACheck),
            .. IsText(check, "on") && DayOrMinute.Parse(check.GetProperty("on").GetString()) is not null
                ? (Refusal[])[]
                : [Bad($"A check names what it is asked on: {DayOrMinute.Reads}.", $"{path}.on")],
            .. IsAbsentOr(check, "knownAt", text => InstantPattern.ExtendedIso.Parse(text).Success)
                ? (Refusal[])[]
                : [Bad("'knownAt' is a UTC instant such as 2025-04-02T09:00:00Z.", $"{path}.knownAt")],
            .. Lines(check, path, "expect", "Each line of 'expect' is an object that names its clause.", Expectation),
            .. Lines(check, path, "indicators", "Each line of 'indicators' names its clause and whether it includes the child.", Indicator),
            .. Lines(
                check,
                path,
                "gates",
                "Each line of 'gates' has a clause, an event as a case file writes it, and whether it is stopped.",
                Gate
            ),
            .. StageOf(check, path),
            .. Absent(check, path),
        ];
    }

    private static IEnumerable<Refusal> Expectation(JsonElement line, string path) =>
        [
            .. Unknown(line, path, "A line of 'expect'", OfAnExpectation),
            .. line.TryGetProperty("due", out _) ? (Refusal[])[] : [Bad("A line of 'expect' says the due date, or null for none.", path)],
            .. IsAbsentOr(line, "due", text => LocalDatePattern.Iso.Parse(text).Success)
                ? (Refusal[])[]
                : [Bad("'due' is a date such as 2025-04-02, or null for none.", $"{path}.due")],
            .. IsAbsentOr(
                line,
                "dueAt",
                text =>
                    LocalDateTimePattern.GeneralIso.Parse(text).Success
                    || LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm").Parse(text).Success
            )
                ? (Refusal[])[]
                : [Bad("'dueAt' is a local time such as 2025-04-02T16:00.", $"{path}.dueAt")],
            .. IsAbsentOr(line, "status", Statuses.Contains)
                ? (Refusal[])[]
                : [Bad($"'status' is one of {string.Join(", ", Statuses)}.", $"{path}.status")],
        ];

    private static IEnumerable<Refusal> Indicator(JsonElement line, string path) =>
        IsFlag(line, "includes")
            ? Unknown(line, path, "A line of 'indicators'", OfAnIndicator)
            : [Bad("Each line of 'indicators' names its clause and whether it includes the child.", path)];

    private static IEnumerable<Refusal> Gate(JsonElement line, string path) =>
        IsFlag(line, "stopped") && line.TryGetProperty("event", out var happened) && CaseFileJson.ReadEvent(happened).Succeeded
            ? Unknown(line, path, "A line of 'gates'", OfAGate)
            : [Bad("Each line of 'gates' has a clause, an event as a case file writes it, and whether it is stopped.", path)];

    private static IEnumerable<Refusal> Lines(
        JsonElement check,
        string path,
        string part,
        string sentence,
        Func<JsonElement, string, IEnumerable<Refusal>> faults
    )
    {
        if (!check.TryGetProperty(part, out var lines) || lines.ValueKind == JsonValueKind.Null)
            return [];
        return lines.ValueKind != JsonValueKind.Array
            ? [Bad(sentence, $"{path}.{part}")]
            : lines
                .EnumerateArray()
                .SelectMany(
                    (line, index) =>
                        line.ValueKind == JsonValueKind.Object && IsText(line, "clause")
                            ? faults(line, $"{path}.{part}[{index}]")
                            : [Bad(sentence, $"{path}.{part}[{index}]")]
                );
    }

    private static IEnumerable<Refusal> StageOf(JsonElement check, string path)
    {
        if (!check.TryGetProperty("stage", out var stage))
            return [];
        path = $"{path}.stage";
        if (stage.ValueKind != JsonValueKind.Object || !IsText(stage, "name") || !IsText(stage, "since"))
            return [Bad("'stage' says the name of the stage, since when, and where there is one the limit in days with its clause.", path)];
        return
        [
            .. Unknown(stage, path, "A stage", OfAStage),
            .. Stage.Names.Contains(stage.GetProperty("name").GetString()!)
                ? (Refusal[])[]
                : [Bad($"A stage is one of {string.Join(", ", Stage.Names)}.", $"{path}.name")],
            .. IsAbsentOr(stage, "since", text => LocalDatePattern.Iso.Parse(text).Success)
                ? (Refusal[])[]
                : [Bad("'since' is a date such as 2025-04-02.", $"{path}.since")],
            .. !stage.TryGetProperty("limit", out var limit) || (limit.ValueKind == JsonValueKind.Number && limit.TryGetInt32(out _))
                ? (Refusal[])[]
                : [Bad("'limit' is a whole number of days.", $"{path}.limit")],
            .. IsAbsentOr(stage, "clause", _ => true) ? (Refusal[])[] : [Bad("'clause' is the id of a clause.", $"{path}.clause")],
        ];
    }

    private static IEnumerable<Refusal> Absent(JsonElement check, string path) =>
        check.TryGetProperty("absent", out var absent)
        && absent.ValueKind != JsonValueKind.Null
        && (absent.ValueKind != JsonValueKind.Array || absent.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            ? [Bad("'absent' is a list of clause ids.", $"{path}.absent")]
            : [];

    private static IEnumerable<Refusal> Unknown(JsonElement part, string path, string what, string[] known) =>
        part.EnumerateObject()
            .Where(property => !known.Contains(property.Name))
            .Select(property => new Refusal(
                RefusalCodes.UnknownKey,
                $"{what} has no '{Spelling.Shortened(property.Name)}'.{Spelling.Nearest(property.Name, known)} It has "
                    + $"{string.Join(", ", known)}.",
                path.Length == 0 ? property.Name : $"{path}.{property.Name}"
            ));

    private static Refusal Bad(string sentence, string path) => new(RefusalCodes.BadCheck, sentence, path);

    private static bool IsText(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static bool IsFlag(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool IsAbsentOr(JsonElement part, string name, Func<string, bool> holds) =>
        !part.TryGetProperty(name, out var value)
        || value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && holds(value.GetString()!));
}
