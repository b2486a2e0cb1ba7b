using System.CommandLine;
using System.Text;
using System.Text.Json;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Permanence.Domain.Records;

namespace Permanence.Api.CommandLine;

/// <summary>
/// <c>evaluate</c>: what a policy asks for the child of one case file. Starts no server and reads only the packs it needs.
/// </summary>
internal static class EvaluateCommand
{
    public static Command Create(Option<string?> config)
    {
        var file = new Option<string>("--case")
        {
            Description = "The case file, or a worked case that holds one.",
            HelpName = "file",
            Required = true,
        };
        var authority = new Option<string?>("--authority")
        {
            Description = "Whose policy to ask; the case file's own council where not given.",
            HelpName = "id",
        };
        var on = new Option<DayOrMinute?>("--on")
        {
            Description = "The day asked about, a London date as 2025-04-01, or a minute of it as 2025-04-01T16:01; now where not given.",
            HelpName = "date",
            CustomParser = Parse.DayOrMinute,
        };
        var knownAt = new Option<Instant?>("--known-at")
        {
            Description = "Leave out what was recorded later than this instant, as 2025-04-01T09:00:00Z.",
            HelpName = "instant",
            CustomParser = Parse.Instant,
        };
        var json = new Option<bool>("--json") { Description = "As JSON, for programs." };
        var evaluate = new Command("evaluate", "What a council's policy asks for one child on a day, and why. Needs no server.");
        foreach (var option in new Option[] { file, authority, on, knownAt, json })
            evaluate.Add(option);
        evaluate.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (ConfigFolder.Find(parsed.GetValue(config)) is not { } folder)
            {
                error.WriteLine(ConfigFolder.NotFound(parsed.GetValue(config)));
                return Exit.NotUnderstood;
            }

            if (!File.Exists(parsed.GetRequiredValue(file)))
            {
                error.WriteLine($"case: There is no file {parsed.GetValue(file)}.");
                return Exit.NotUnderstood;
            }

            var asked = AsOf.Of(parsed.GetValue(on), parsed.GetValue(knownAt));
            var outcome = Evaluate(folder, parsed.GetRequiredValue(file), parsed.GetValue(authority), asked);
            if (!outcome.Succeeded)
            {
                foreach (var refusal in outcome.Refusals)
                    error.WriteLine(refusal.Field is null ? refusal.Sentence : $"{refusal.Field}: {refusal.Sentence}");
                return Exit.Refused;
            }

            if (parsed.GetValue(json))
                output.WriteLine(
                    Encoding.UTF8.GetString(
                        EvaluationJson.Write(outcome.Value.Evaluation, indented: true, outcome.Value.CountedBy, asked.Minute)
                    )
                );
            else
                EvaluationText.Write(outcome.Value.Evaluation, outcome.Value.CountedBy, asked.Minute, output);
            return Exit.Done;
        });
        return evaluate;
    }

    private static Outcome<(Evaluation Evaluation, IReadOnlyList<string> CountedBy)> Evaluate(
        string config,
        string path,
        string? authority,
        AsOf asked
    )
    {
        var read = ReadCase(path);
        if (!read.Succeeded)
            return read.Refusals.ToList();
        var (given, chosen) = read.Value;
        var file = authority is null ? given : given with { Authority = authority };
        var packs = Packs(config, file.Authority, out var faults);
        if (faults.Count > 0)
            return faults.ConvertAll(fault => new Refusal(RefusalCodes.BadPack, fault.Message, $"{fault.File}:{fault.Line}"));
        if (packs?.For(file.Authority) is not { } policy)
        {
            var known = Directory
                .EnumerateDirectories(Path.Combine(config, "authorities"))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal);
            return new Refusal(
                RefusalCodes.UnknownAuthority,
                $"There is no council '{file.Authority}'. Known: {string.Join(", ", known)}.",
                "authority"
            );
        }

        // What a worked case says its council chose is part of it; asked of another council it has no meaning.
        var choosing = chosen.Count == 0 || file.Authority != given.Authority ? policy : policy.Choosing(chosen);
        if (!choosing.Succeeded)
            return choosing.Refusals.ToList();
        policy = choosing.Value;
        try
        {
            var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            var history = new ChildHistory(file, asked.KnownAt).At(asked.ReadAt(now));
            return (ObligationEngine.Evaluate(history, policy, packs.Calendar), Indicators.CountedBy(history, policy, packs.Calendar));
        }
        catch (CalendarRangeException beyond)
        {
            return new Refusal(RefusalCodes.CalendarRange, beyond.Message, "on");
        }
    }

    private static Outcome<(CaseFile File, IReadOnlyDictionary<string, string> Chosen)> ReadCase(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalCodes.CannotRead, $"The case file cannot be read: {fault.Message}", "case");
        }

        if (JsonPlaces.Of(json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsSpan(3) : json) is { Fault: { } broken })
            return new Refusal(RefusalCodes.NotJson, $"The case file cannot be read, line {broken.Line}: {broken.Message}", "case");
        var (inner, chosen) = Inner(json);
        var read = CaseFileJson.ReadExported(inner);
        return read.Succeeded ? (read.Value, chosen) : read.Refusals.ToList();
    }

    // A worked case holds the case file under "case"; everything else is left to the reader of case files to refuse.
    private static (ReadOnlyMemory<byte> Case, IReadOnlyDictionary<string, string> Chosen) Inner(byte[] json)
    {
        ReadOnlyMemory<byte> whole = json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsMemory(3) : json;
        using var document = JsonDocument.Parse(whole);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("case", out var inner)
            ? (Encoding.UTF8.GetBytes(inner.GetRawText()), WorkedCase.Choices(document.RootElement) ?? [])
            : (whole, new Dictionary<string, string>());
    }

    // Only the national layer and one council: another council's fault is not in the way, and it is quicker.
    private static PolicyLibrary? Packs(string config, string authority, out List<PolicyFault> faults)
    {
        faults = [];
        var files = PolicyFolder.Read(config, faults);
        if (faults.Count > 0)
            return null;
        if (PolicyLibrary.ReadCalendar(config, faults) is not { } calendar)
            return null;
        return PolicyLibrary.Read(
            [
                .. files.Where(file =>
                    !file.Path.StartsWith("authorities/", StringComparison.Ordinal)
                    || file.Path.StartsWith($"authorities/{authority}/", StringComparison.Ordinal)
                ),
            ],
            calendar,
            faults
        );
    }
}
