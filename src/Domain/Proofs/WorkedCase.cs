using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Boards;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs;

/// <summary>One expectation of a worked case, tried.</summary>
/// <param name="Clause">The clause it is about.</param>
/// <param name="Failure">What came out instead; null where it is as written.</param>
/// <param name="Served">Whether the pack times the clause at all.</param>
/// <param name="Absent">Whether it expects the clause not to be asked: true of a clause that nothing asks, too, and so no proof of it.</param>
public sealed record WorkedCheck(LocalDate On, string Clause, string? Failure, bool Served, bool Absent = false);

/// <summary>An invented child with what a policy must say of it on certain days, kept beside the pack.</summary>
public sealed class WorkedCase
{
    private readonly JsonElement checks;
    private readonly Dictionary<string, string> chosen;

    private WorkedCase(string title, CaseFile file, Dictionary<string, string> chosen, JsonElement checks) =>
        (Title, File, this.chosen, this.checks) = (title, file, chosen, checks);

    public string Title { get; }

    public CaseFile File { get; }

    public static Outcome<WorkedCase> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("case", out var inner))
                return new Refusal("no-case", "A worked case has a title, a case and checks.", "case");
            var file = CaseFileJson.ReadCaseFile(JsonSerializer.SerializeToUtf8Bytes(inner));
            if (!file.Succeeded)
                return file.Refusals.ToList();
            if (!root.TryGetProperty("title", out var title) || title.ValueKind != JsonValueKind.String)
                return new Refusal("no-title", "The worked case has no title: say in a sentence who the child is.", "title");
            if (!root.TryGetProperty("checks", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                return new Refusal("no-checks", "The worked case checks nothing.", "checks");
            var faults = list.EnumerateArray().Select(Fault).OfType<Refusal>().ToList();
            var chosen = Choices(root);
            if (chosen is null)
                faults.Add(new Refusal("bad-choice", "'chosen' is an object of settings and the value chosen for each, as a text.", "chosen"));
            return faults.Count > 0 ? faults : new WorkedCase(title.GetString()!, file.Value, chosen!, list.Clone());
        }
        catch (JsonException fault)
        {
            return new Refusal("not-json", $"The worked case is not JSON: line {fault.LineNumber + 1}.");
        }
    }

    /// <summary>What a worked case says its council chose, by the id of the setting; null where it is not written as an object of texts.</summary>
    public static Dictionary<string, string>? Choices(JsonElement root)
    {
        if (!root.TryGetProperty("chosen", out var choices))
            return new(StringComparer.Ordinal);
        return choices.ValueKind == JsonValueKind.Object && choices.EnumerateObject().All(choice => choice.Value.ValueKind == JsonValueKind.String)
            ? choices.EnumerateObject().ToDictionary(choice => choice.Name, choice => choice.Value.GetString()!, StringComparer.Ordinal)
            : null;
    }

    private static Refusal? Fault(JsonElement check, int index)
    {
        var path = $"checks[{index}]";
        if (check.ValueKind != JsonValueKind.Object)
            return new Refusal("bad-check", "A check is an object with on and expect.", path);
        if (!check.TryGetProperty("on", out var on) || on.ValueKind != JsonValueKind.String || !LocalDatePattern.Iso.Parse(on.GetString()!).Success)
            return new Refusal("bad-check", "A check names the day it is asked on, such as 2025-04-02.", $"{path}.on");
        if (check.TryGetProperty("knownAt", out var known) && known.ValueKind != JsonValueKind.Null && (known.ValueKind != JsonValueKind.String || !InstantPattern.ExtendedIso.Parse(known.GetString()!).Success))
            return new Refusal("bad-check", "'knownAt' is a UTC instant such as 2025-04-02T09:00:00Z.", $"{path}.knownAt");
        if (check.TryGetProperty("expect", out var expect) && (expect.ValueKind != JsonValueKind.Array || expect.EnumerateArray().Any(line => line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("clause", out var clause) || clause.ValueKind != JsonValueKind.String)))
            return new Refusal("bad-check", "Each line of 'expect' is an object that names its clause.", $"{path}.expect");
        if (check.TryGetProperty("indicators", out var indicators) && (indicators.ValueKind != JsonValueKind.Array || indicators.EnumerateArray().Any(line =>
                line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("clause", out var clause) || clause.ValueKind != JsonValueKind.String
                || !line.TryGetProperty("includes", out var includes) || includes.ValueKind is not (JsonValueKind.True or JsonValueKind.False))))
            return new Refusal("bad-check", "Each line of 'indicators' names its clause and whether it includes the child.", $"{path}.indicators");
        if (check.TryGetProperty("gates", out var gates) && (gates.ValueKind != JsonValueKind.Array || gates.EnumerateArray().Any(line =>
                line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("clause", out var clause) || clause.ValueKind != JsonValueKind.String
                || !line.TryGetProperty("stopped", out var stopped) || stopped.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
                || !line.TryGetProperty("event", out var happened) || !CaseFileJson.ReadEvent(happened).Succeeded)))
            return new Refusal("bad-check", "Each line of 'gates' has a clause, an event as a case file writes it, and whether it is stopped.", $"{path}.gates");
        return check.TryGetProperty("absent", out var absent) && absent.ValueKind != JsonValueKind.Null && (absent.ValueKind != JsonValueKind.Array || absent.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            ? new Refusal("bad-check", "'absent' is a list of clause ids.", $"{path}.absent") : null;
    }

    /// <summary>Tries every check under a policy, with what the case says the council chose.</summary>
    public IEnumerable<WorkedCheck> Try(PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var choosing = chosen.Count == 0 ? policy : policy.Choosing(chosen);
        if (!choosing.Succeeded)
        {
            yield return new WorkedCheck(LocalDate.MinIsoValue, "", choosing.Refusals[0].Sentence, true);
            yield break;
        }

        policy = choosing.Value;
        foreach (var check in checks.EnumerateArray())
        {
            var on = LocalDatePattern.Iso.Parse(check.GetProperty("on").GetString()!).Value;
            Instant? knownAt = check.TryGetProperty("knownAt", out var known) && known.ValueKind == JsonValueKind.String ? InstantPattern.ExtendedIso.Parse(known.GetString()!).Value : null;
            var timeline = Timeline.Of(File, knownAt);
            var evaluation = ObligationEngine.Evaluate(timeline, policy, calendar, on);
            var timed = policy.InForceOn(on).TimedClauses;
            if (check.TryGetProperty("expect", out var expected))
            {
                foreach (var line in expected.EnumerateArray())
                {
                    var clause = line.GetProperty("clause").GetString()!;
                    yield return new WorkedCheck(on, clause, Compare(evaluation, line), timed.Contains(clause));
                }
            }

            if (check.TryGetProperty("indicators", out var counted) && counted.ValueKind == JsonValueKind.Array)
            {
                var clauses = Indicators.CountedBy(timeline, policy, calendar, on);
                foreach (var line in counted.EnumerateArray())
                {
                    var clause = line.GetProperty("clause").GetString()!;
                    var wanted = line.GetProperty("includes").GetBoolean();
                    yield return new WorkedCheck(on, clause, clauses.Contains(clause) == wanted ? null
                        : $"{clause} on {InWords.Date(on)}: wanted the child {(wanted ? "counted" : "not counted")}", policy.InForceOn(on).Indicators.Any(indicator => indicator.Clause.Id == clause));
                }
            }

            if (check.TryGetProperty("gates", out var gates) && gates.ValueKind == JsonValueKind.Array)
            {
                var before = File with { Events = timeline.Events };
                foreach (var line in gates.EnumerateArray())
                {
                    var happened = CaseFileJson.ReadEvent(line.GetProperty("event"));
                    var clause = line.GetProperty("clause").GetString()!;
                    var wanted = line.GetProperty("stopped").GetBoolean();
                    var stopped = happened.Succeeded && Gatekeeping.Try(before, [happened.Value], policy, calendar).Any(refusal => refusal.Clause == clause);
                    yield return new WorkedCheck(on, clause, stopped == wanted ? null
                        : $"{clause} on {InWords.Date(on)}: wanted a {line.GetProperty("event").GetProperty("type").GetString()} {(wanted ? "stopped" : "let through")}",
                        policy.InForceOn(on).Gates.Any(gate => gate.Clause.Id == clause));
                }
            }

            if (!check.TryGetProperty("absent", out var absent) || absent.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var clause in absent.EnumerateArray().Select(item => item.GetString()!))
            {
                var there = evaluation.Obligations.FirstOrDefault(obligation => obligation.Status is not (ObligationStatus.Waiting or ObligationStatus.NotRequired)
                    && obligation.Limbs.Any(limb => limb.Clause == clause));
                yield return new WorkedCheck(on, clause, there is null ? null : $"{clause} should not be asked, but is {EvaluationJson.Name(there.Status)}: {there.Title}", true, Absent: true);
            }
        }
    }

    private static string? Compare(Evaluation evaluation, JsonElement line)
    {
        var clause = line.GetProperty("clause").GetString()!;
        var due = Text("due");
        var status = Text("status");
        var dueAt = Text("dueAt");
        var found = evaluation.Obligations.SelectMany(obligation => obligation.Limbs.Where(limb => limb.Clause == clause).Select(limb => (obligation, limb))).ToList();
        if (found.Exists(pair => Iso(pair.limb.Due) == due
                && (status is null || EvaluationJson.Name(pair.obligation.Status) == status)
                && (dueAt is null || (pair.limb.DueAt is { } at && LocalDateTimePattern.GeneralIso.Format(at).StartsWith(dueAt, StringComparison.Ordinal)))))
            return null;
        var wanted = $"due {due ?? "no date"}{(status is null ? "" : $", {status}")}{(dueAt is null ? "" : $", at {dueAt}")}";
        var got = found.Count == 0 ? "the clause is not asked" : string.Join("; ", found.Select(pair => $"due {Iso(pair.limb.Due) ?? "no date"}, {EvaluationJson.Name(pair.obligation.Status)} ({pair.obligation.Id})"));
        return $"{clause} on {InWords.Date(evaluation.On)}: wanted {wanted}; got {got}";

        string? Text(string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        static string? Iso(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : null;
    }
}
