using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Boards;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs;

/// <summary>One expectation of a worked case, tried.</summary>
/// <param name="Place">Where in the case it stands: <c>checks[0].expect[2]</c>.</param>
/// <param name="Clause">The clause it is about.</param>
/// <param name="Failure">What came out instead; null where it is as written.</param>
/// <param name="Absent">Whether it expects the clause not to be asked, which proves nothing of the clause.</param>
public sealed record WorkedCheck(string Place, string Clause, string? Failure, bool Absent = false);

/// <summary>An invented child with what a policy must say of it on certain days, kept beside the pack.</summary>
public sealed class WorkedCase
{
    private readonly IReadOnlyList<Check> checks;
    private readonly Dictionary<string, string> chosen;

    internal WorkedCase(string title, CaseFile file, Dictionary<string, string> chosen, JsonElement checks)
    {
        (Title, File, this.chosen) = (title, file, chosen);
        this.checks = [.. checks.EnumerateArray().Select((check, index) => Check.Of(check, $"checks[{index}]", file))];
        Clauses = this.checks.SelectMany(check => check.Lines).Select(line => line.Clause).ToHashSet(StringComparer.Ordinal);
    }

    public string Title { get; }

    public CaseFile File { get; }

    /// <summary>The clauses that its lines are about.</summary>
    public IReadOnlySet<string> Clauses { get; }

    /// <summary>Reads any bytes. Refused with every slip, each with its place as <see cref="JsonPlaces"/> names it.</summary>
    public static Outcome<WorkedCase> Read(ReadOnlyMemory<byte> json) => WorkedCaseReader.Read(json);

    /// <summary>
    /// What a worked case says its council chose, by the id of the setting; null where it is not written as an object of texts.
    /// </summary>
    public static Dictionary<string, string>? Choices(JsonElement root)
    {
        if (!root.TryGetProperty("chosen", out var choices))
            return new(StringComparer.Ordinal);
        return
            choices.ValueKind == JsonValueKind.Object
            && choices.EnumerateObject().All(choice => choice.Value.ValueKind == JsonValueKind.String)
            ? choices.EnumerateObject().ToDictionary(choice => choice.Name, choice => choice.Value.GetString()!, StringComparer.Ordinal)
            : null;
    }

    /// <summary>Tries every check under a policy, with what the case says the council chose.</summary>
    public IEnumerable<WorkedCheck> Try(PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var choosing = chosen.Count == 0 ? policy : policy.Choosing(chosen);
        return choosing.Succeeded
            ? checks.SelectMany(check => Try(check, choosing.Value, calendar))
            : [new WorkedCheck("chosen", "", choosing.Refusals[0].Sentence)];
    }

    private IEnumerable<WorkedCheck> Try(Check check, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        var (on, timeline) = (check.On, check.Timeline);
        // Read anew each time: what a reading has found out it remembers for one reader only.
        var whole = new ChildHistory(timeline);
        var history = check.Time is { } minute ? whole.At(LondonTime.InstantOf(on.At(minute))) : whole.On(on);
        var pack = policy.InForceOn(on);
        Evaluation? evaluation = null;
        foreach (var (line, clause, at) in check.Expected)
        {
            evaluation ??= ObligationEngine.Evaluate(history, policy, calendar, check.Asked);
            yield return new WorkedCheck(at, clause, Unknown(clause) ?? Compare(evaluation, line, pack));
        }

        IReadOnlyList<string>? counted = null;
        foreach (var (line, clause, at) in check.Indicators)
        {
            counted ??= Indicators.CountedBy(history, policy, calendar);
            var wanted = line.GetProperty("includes").GetBoolean();
            yield return new WorkedCheck(
                at,
                clause,
                Unknown(clause)
                    ?? (
                        !pack.Indicators.Any(indicator => indicator.Clause.Id == clause)
                            ? $"{clause} on {InWords.Date(on)}: no indicator of the policy counts for it"
                        : counted.Contains(clause) == wanted ? null
                        : $"{clause} on {InWords.Date(on)}: wanted the child {(wanted ? "counted" : "not counted")}"
                    )
            );
        }

        foreach (var (line, clause, at) in check.Gates)
        {
            var happened = CaseFileJson.ReadEvent(line.GetProperty("event"));
            var wanted = line.GetProperty("stopped").GetBoolean();
            var stopped =
                happened.Succeeded
                && Gatekeeping
                    .Try(new ChildHistory(File with { Events = timeline.Events }), [happened.Value], policy, calendar)
                    .Any(refusal => refusal.Clause == clause);
            yield return new WorkedCheck(
                at,
                clause,
                Unknown(clause)
                    ?? (
                        !pack.Gates.Any(gate => gate.Clause.Id == clause) ? $"{clause} on {InWords.Date(on)}: the policy has no gate for it"
                        : stopped == wanted ? null
                        : $"{clause} on {InWords.Date(on)}: wanted a {line.GetProperty("event").GetProperty("type").GetString()} "
                            + $"{(wanted ? "stopped" : "let through")}"
                    )
            );
        }

        if (check.Stage is { } stage)
            yield return new WorkedCheck(stage.Place, stage.Clause, Compare(StageLimits.Of(history, policy, calendar), stage.Written));

        foreach (var (_, clause, at) in check.Absent)
        {
            evaluation ??= ObligationEngine.Evaluate(history, policy, calendar, check.Asked);
            var there = evaluation.Obligations.FirstOrDefault(obligation =>
                obligation.Status is not (ObligationStatus.Waiting or ObligationStatus.NotRequired)
                && obligation.Limbs.Any(limb => limb.Clause == clause)
            );
            yield return new WorkedCheck(
                at,
                clause,
                there is null ? null : $"{clause} should not be asked, but is {EvaluationJson.Name(there.Status)}: {there.Title}",
                Absent: true
            );
        }

        string? Unknown(string clause) =>
            policy.Versions.Any(version => version.Clauses.ContainsKey(clause))
                ? null
                : $"There is no clause '{Spelling.Shortened(clause)}' in the policy.{Spelling.Nearest(clause, pack.Clauses.Keys)}";
    }

    private static string? Compare(StageRow? got, JsonElement wanted)
    {
        var limit = wanted.TryGetProperty("limit", out var days) ? days.GetInt32() : (int?)null;
        var said = $"{Word(wanted, "name")} since {Word(wanted, "since")}{Allowed(limit, Word(wanted, "clause"))}";
        var came = got is null ? "no stage" : $"{got.Name} since {LocalDatePattern.Iso.Format(got.Since)}{Allowed(got.Limit, got.Clause)}";
        return said == came ? null : $"stage: wanted {said}; got {came}";

        static string Allowed(int? limit, string? clause) => limit is null ? ", without a limit" : $", at most {limit} days by {clause}";
    }

    private static string? Word(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Compare(Evaluation evaluation, JsonElement line, PolicyPack pack)
    {
        var clause = line.GetProperty("clause").GetString()!;
        var due = Word(line, "due");
        var status = Word(line, "status");
        var dueAt = Word(line, "dueAt");
        var found = evaluation
            .Obligations.SelectMany(obligation => obligation.Limbs.Where(limb => limb.Clause == clause).Select(limb => (obligation, limb)))
            .ToList();
        if (
            found.Exists(pair =>
                Iso(pair.limb.Due) == due
                && (status is null || EvaluationJson.Name(pair.obligation.Status) == status)
                && (
                    dueAt is null
                    || (pair.limb.DueAt is { } at && LocalDateTimePattern.GeneralIso.Format(at).StartsWith(dueAt, StringComparison.Ordinal))
                )
            )
        )
            return null;
        var wanted = $"due {due ?? "no date"}{(status is null ? "" : $", {status}")}{(dueAt is null ? "" : $", at {dueAt}")}";
        var got =
            found.Count == 0
                ? pack.TimedClauses.Contains(clause)
                    ? "the clause is not asked"
                    : "nothing in the policy times the clause"
                : string.Join(
                    "; ",
                    found.Select(pair =>
                        $"due {Iso(pair.limb.Due) ?? "no date"}, {EvaluationJson.Name(pair.obligation.Status)} ({pair.obligation.Id})"
                    )
                );
        return $"{clause} on {InWords.Date(evaluation.On)}: wanted {wanted}; got {got}";

        static string? Iso(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : null;
    }

    private readonly record struct Line(JsonElement Written, string Clause, string Place);

    /// <summary>One day of a case, read once however often it is tried.</summary>
    /// <param name="Time">London time; a day without one is read at its last minute, whenever the case is tried.</param>
    /// <param name="Asked">The clauses whose dates are asked for.</param>
    private sealed record Check(
        LocalDate On,
        LocalTime? Time,
        CaseFile File,
        Instant? KnownAt,
        IReadOnlyList<Line> Expected,
        IReadOnlyList<Line> Indicators,
        IReadOnlyList<Line> Gates,
        IReadOnlyList<Line> Absent,
        Line? Stage,
        IReadOnlySet<string> Asked
    )
    {
        private Timeline? timeline;

        /// <summary>The record as it was known then: it may be read by several at once.</summary>
        public Timeline Timeline => timeline ??= Timeline.Of(File, KnownAt);

        public IEnumerable<Line> Lines =>
            [.. Expected, .. Indicators, .. Gates, .. Absent, .. Stage is { } stage ? [stage] : Array.Empty<Line>()];

        public static Check Of(JsonElement check, string place, CaseFile file)
        {
            var (on, time) = DayOrMinute.Parse(check.GetProperty("on").GetString())!.Value;
            Instant? knownAt =
                check.TryGetProperty("knownAt", out var known) && known.ValueKind == JsonValueKind.String
                    ? InstantPattern.ExtendedIso.Parse(known.GetString()!).Value
                    : null;
            var (expected, absent) = (Part("expect"), Part("absent"));
            return new Check(
                on,
                time,
                file,
                knownAt,
                expected,
                Part("indicators"),
                Part("gates"),
                absent,
                check.TryGetProperty("stage", out var stage) ? new Line(stage, Word(stage, "clause") ?? "", $"{place}.stage") : null,
                expected.Concat(absent).Select(line => line.Clause).ToHashSet(StringComparer.Ordinal)
            );

            IReadOnlyList<Line> Part(string part) =>
                check.TryGetProperty(part, out var lines) && lines.ValueKind == JsonValueKind.Array
                    ?
                    [
                        .. lines
                            .EnumerateArray()
                            .Select(
                                (line, index) =>
                                    new Line(
                                        line,
                                        (line.ValueKind == JsonValueKind.String ? line : line.GetProperty("clause")).GetString()!,
                                        $"{place}.{part}[{index}]"
                                    )
                            ),
                    ]
                    : [];
        }
    }
}
