using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>Something taken away that nobody would miss, and for which no reason is given.</summary>
/// <param name="Life">What kind of child it was taken from.</param>
/// <param name="What">What was taken away.</param>
/// <param name="Nearest">What of the policy should have spoken.</param>
public sealed record Unaccounted(string Life, string What, string Nearest);

/// <summary>That something else meets what was met by what was taken away.</summary>
public sealed record Substitute(string Clause, string Taken, string Instead)
{
    public override string ToString() => $"{Clause}: {Instead} in place of {Taken}";
}

/// <summary>What came of taking away, from records in which everything was done in time, whatever can be taken away.</summary>
public sealed record SilenceScore
{
    public required string Authority { get; init; }

    public required int Lives { get; init; }

    public required int KnockOuts { get; init; }

    public required int Noticed { get; init; }

    /// <summary>Of these, the ones that only a gate shows: it does not let in what comes next.</summary>
    public required int NoticedAtTheDoor { get; init; }

    /// <summary>Of these, the ones that only the list of duties shows, because the document says where possible.</summary>
    public required int NoticedInTheListOnly { get; init; }

    /// <summary>
    /// Not noticed, because nothing is missing: whatever the policy asked that was met by what was taken away is met by another entry, in
    /// time, and the record is as well kept as before.
    /// </summary>
    public required int StillAnswered { get; init; }

    /// <summary>Of these, the ones where an entry of another type meets it, each once, to be read by somebody.</summary>
    public required IReadOnlyList<Substitute> Substitutes { get; init; }

    /// <summary>Not noticed, where a reason says that the document is silent.</summary>
    public required int ByReason { get; init; }

    /// <summary>Of these, the ones of which a rule of the policy speaks: no more than one in ten of all that it speaks of.</summary>
    public required int ByReasonWhereSpoken { get; init; }

    /// <summary>The knock-outs of which a rule of the policy speaks somewhere.</summary>
    public required int Spoken { get; init; }

    public required IReadOnlyList<Unaccounted> Unaccounted { get; init; }

    /// <summary>What is wrong with an untouched record, of which everything was to have been done in time.</summary>
    public required IReadOnlyList<string> Unclean { get; init; }

    /// <summary>The reasons that some knock-out rests on.</summary>
    public required IReadOnlyList<QuietReason> Used { get; init; }

    public bool HasTooManyReasons => ByReasonWhereSpoken * 10 > Spoken;

    public bool IsProven => Unaccounted.Count == 0 && Unclean.Count == 0 && !HasTooManyReasons;
}

/// <summary>
/// Nothing goes quiet: from a record in which everything was done in time, each entry, all of each kind and everything after each day is
/// taken away, and each time somebody has to see it, by a clause or a fact that what was taken away would have answered.
/// </summary>
public static class SilenceProof
{
    private const string BeforeItsDay = "the end of the case before its day";

    /// <summary>How long after the life that is looked at a limit may still run out.</summary>
    private static readonly Period Beyond = Period.FromYears(2);

    /// <summary>The longest that nobody looks: a condition may turn on a day that no limit names.</summary>
    private const int MostDaysBetween = 28;

    public static SilenceScore Of(PolicyPacks policy, WorkingDayCalendar calendar, IReadOnlyList<WellKeptLife> lives)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(lives);
        var kinds = new EntryKinds(policy);
        var reasons = policy.Versions.SelectMany(version => version.Quiet).Distinct().ToList();
        var tried = lives.AsParallel().AsOrdered().Select(life => new Trial(life, kinds, reasons, policy, calendar).Run()).ToList();
        var results = tried.SelectMany(trial => trial.Results).ToList();
        return new SilenceScore
        {
            Authority = policy.Authority.Id,
            Lives = lives.Count,
            KnockOuts = results.Count,
            Noticed = results.Count(result => result.Notice is not null),
            NoticedAtTheDoor = results.Count(result => result.Notice is { IsAtTheDoor: true }),
            NoticedInTheListOnly = results.Count(result => result.Notice is { IsInTheListOnly: true }),
            StillAnswered = results.Count(result => result.Substitutes.Count > 0),
            Substitutes =
            [
                .. results
                    .SelectMany(result => result.Substitutes)
                    .Where(one => one.Taken != one.Instead)
                    .Distinct()
                    .OrderBy(one => one.ToString()),
            ],
            ByReason = results.Count(result => result.Reasons.Count > 0),
            ByReasonWhereSpoken = results.Count(result => result is { IsSpokenOf: true, Reasons.Count: > 0 }),
            Spoken = results.Count(result => result.IsSpokenOf),
            Unaccounted =
            [
                .. results
                    .Where(result => result.Notice is null && result.Substitutes.Count == 0 && result.Reasons.Count == 0)
                    .Select(result => new Unaccounted(result.Life, result.What, result.Nearest)),
            ],
            Unclean = [.. tried.SelectMany(trial => trial.Unclean)],
            Used = [.. results.SelectMany(result => result.Reasons).Distinct()],
        };
    }

    private sealed record Result(string Life, string What, Notice? Notice)
    {
        public IReadOnlyList<Substitute> Substitutes { get; init; } = [];

        public IReadOnlyList<QuietReason> Reasons { get; init; } = [];

        public bool IsSpokenOf { get; init; }

        public string Nearest { get; init; } = "";
    }

    private sealed class Trial(
        WellKeptLife life,
        EntryKinds kinds,
        IReadOnlyList<QuietReason> reasons,
        PolicyPacks policy,
        WorkingDayCalendar calendar
    )
    {
        private readonly Watch control = new(life.File, policy, calendar);
        private List<LocalDate> days = [];

        public List<Result> Results { get; } = [];

        public List<string> Unclean { get; } = [];

        public Trial Run()
        {
            days = Walk(control, life.File.Events.Min(entry => entry.On), life.Until, []).ToList();
            foreach (var day in days)
                Unclean.AddRange(Faults(control.On(day)).Select(fault => $"{life.Kind}: on {day:uuuu-MM-dd} {fault}"));
            foreach (var knockOut in KnockOut.Of(life.File, kinds, policy, calendar))
                Results.Add(Try(knockOut));
            return this;
        }

        private Result Try(KnockOut knockOut)
        {
            var without = new Watch(knockOut.Remaining, policy, calendar);
            Notice? notice = null;
            foreach (var day in Walk(without, knockOut.From, life.Until.Plus(Beyond), days))
            {
                notice = Notice.Of(without.On(day), control.On(day), knockOut.Removed);
                if (notice is not null)
                    break;
            }

            notice ??= Notice.AtTheDoor(knockOut);
            var result = new Result(life.Kind, knockOut.What, notice) { IsSpokenOf = knockOut.Taken.Any(kinds.IsSpokenOf) };
            if (notice is not null)
                return result;
            if (Substitutes(knockOut, without) is { } substitutes)
                return result with { Substitutes = substitutes };
            var quiet = Reasons(knockOut);
            return quiet.Count == 0 ? result with { Nearest = Nearest(knockOut, without) } : result with { Reasons = quiet };
        }

        /// <summary>The reasons for all that was taken away, or for what comes after the last that is left.</summary>
        private IReadOnlyList<QuietReason> Reasons(KnockOut knockOut)
        {
            var left = knockOut.Remaining.Events;
            // What the last turn of the course began has all been done by then: nothing is late, or somebody would have seen it.
            var turned = left.Where(Composition.IsOfTheCourse).Select(entry => entry.On).DefaultIfEmpty().Max();
            if (
                knockOut.Kind == KnockOutKind.After
                && left.Where(entry => entry.On >= turned)
                    .OrderByDescending(entry => entry.On)
                    .Select(entry => reasons.FirstOrDefault(reason => reason.IsOfWhatComesAfter && reason.Covers(entry)))
                    .FirstOrDefault(reason => reason is not null)
                    is { } after
            )
                return [after];
            var each = knockOut
                .Taken.Where(entry => SaidTwice.By(entry, knockOut.Remaining.Events) is null)
                .Select(entry => reasons.FirstOrDefault(reason => !reason.IsOfWhatComesAfter && reason.Covers(entry)))
                .Distinct()
                .ToList();
            return each.Contains(null) ? [] : [.. each.OfType<QuietReason>()];
        }

        /// <summary>
        /// What meets in time what had been met by what was taken away; null where something of it is not, and where nothing had been met.
        /// </summary>
        private IReadOnlyList<Substitute>? Substitutes(KnockOut knockOut, Watch without)
        {
            var said = knockOut.Taken.Select(entry => (Entry: entry, By: SaidTwice.By(entry, knockOut.Remaining.Events))).ToList();
            if (said.TrueForAll(pair => pair.By is not null))
                return [.. said.Select(pair => new Substitute("the fact", pair.Entry.Type, pair.By!.Type))];
            // What arose from something taken away is not asked without it, and so is not missing.
            var ends = AtTheEnds(without).ToList();
            var asked = ends.Select(Notice.Stem).ToHashSet(StringComparer.Ordinal);
            var met = MetBy(control, knockOut.Removed).Where(pair => asked.Contains(Notice.Stem(pair.Obligation))).ToList();
            var left = MetBy(without, knockOut.Remaining.Events).ToLookup(pair => Notice.Stem(pair.Obligation), pair => pair.Entry);
            var over = ends.Where(IsOver).Select(Notice.Stem).ToHashSet(StringComparer.Ordinal);
            if (met.Exists(pair => !left[Notice.Stem(pair.Obligation)].Any() && !over.Contains(Notice.Stem(pair.Obligation))))
                return null;
            if (met.Count == 0)
                return OpenedAllTheSame(knockOut) ?? AnsweredAlready(knockOut, one => !asked.Contains(one) || over.Contains(one));
            return
            [
                .. met.Select(pair => new Substitute(
                    pair.Obligation.Limbs[0].Clause,
                    pair.Entry.Type,
                    left[Notice.Stem(pair.Obligation)].LastOrDefault()?.Type ?? BeforeItsDay
                )),
            ];
        }

        /// <summary>
        /// Whether its day had not come when it was no longer wanted, or the case was over before anybody did it: the child had died or
        /// left care, or permanence was secured. Until then it was there to be done, and not late.
        /// </summary>
        private bool IsOver(Obligation obligation) =>
            obligation.Status == ObligationStatus.NotRequired
            && (
                obligation.Due is not null
                || obligation.EndedBy is null
                || obligation.EndedBy.Type is EventTypes.CeasedLookedAfter or EventTypes.PermanenceSecured
            );

        /// <summary>What a gate asks for before an entry that stands, where something else opens it: each of several ways is one.</summary>
        private IReadOnlyList<Substitute>? OpenedAllTheSame(KnockOut knockOut)
        {
            var opened = knockOut
                .Taken.Select(entry =>
                    knockOut
                        .Remaining.Events.Where(later => later.On >= entry.On)
                        .SelectMany(later => policy.InForceOn(later.On).Gates.Where(gate => gate.IsOf(later)))
                        .FirstOrDefault(gate =>
                            gate.Unless.SelectMany(condition => condition.LooksFor).Any(one => Notice.Picks(one, entry))
                        )
                        is { } gate
                        ? new Substitute(gate.Clause.Id, entry.Type, "another that opens the gate")
                        : null
                )
                .ToList();
            return opened.Contains(null) ? null : [.. opened.OfType<Substitute>()];
        }

        /// <summary>
        /// What had answered already, each time, all that an entry could have met, as far as its day came: nothing is missing of what was
        /// said twice over. Null where something that it could have met was not asked, is asked again and again without a number, or stood
        /// open.
        /// </summary>
        /// <param name="isNoLonger">Whether a duty, by its stem, is not asked without the entry, or was over before its day.</param>
        private IReadOnlyList<Substitute>? AnsweredAlready(KnockOut knockOut, Func<string, bool> isNoLonger)
        {
            var answered = new List<Substitute>();
            var asked = AtTheEnds(control).ToList();
            var met = MetBy(control, knockOut.Remaining.Events).ToLookup(pair => pair.Obligation.Id, pair => pair.Entry);
            foreach (var entry in knockOut.Taken)
            {
                var could = asked
                    .Where(one =>
                        (IsDatedCadence(one) || one.Since <= entry.On || one.Duty!.MetByAnythingEarlier) && Notice.Meets(entry, one.Duty!)
                    )
                    .ToList();
                // What is held again and again is answered by no earlier one, but where a cadence says how often.
                var isOfACadence = entry.Type is EventTypes.MeetingHeld or EventTypes.ReviewHeld;
                if (could.Count == 0 || (isOfACadence && !could.Exists(IsDatedCadence)))
                    return null;
                foreach (var one in could)
                {
                    // At least so often, says a number; what came in between was not asked for, as long as nothing is late without it.
                    var instead =
                        !one.Repeats ? met[one.Id].FirstOrDefault(other => other.On <= entry.On)?.Type
                        : IsDatedCadence(one) ? entry.Type
                        : null;
                    if (instead is null && !isNoLonger(Notice.Stem(one)))
                        return null;
                    answered.Add(new Substitute(one.Limbs[0].Clause, entry.Type, instead ?? BeforeItsDay));
                }
            }

            return answered;
        }

        private static bool IsDatedCadence(Obligation obligation) =>
            obligation.Repeats && obligation.Limbs.Any(limb => limb.Due is not null);

        /// <summary>What was met in time by the end, each with the entry of some that met it.</summary>
        private IEnumerable<(Obligation Obligation, CareEvent Entry)> MetBy(Watch watch, IReadOnlyList<CareEvent> entries) =>
            from obligation in AtTheEnds(watch)
            where obligation.Status == ObligationStatus.Met
            from entry in entries
            where
                Notice.Meets(entry, obligation.Duty!)
                && (obligation.Duty!.MetByEach.Length > 0 ? entry.On <= obligation.MetOn : entry.On == obligation.MetOn)
            select (obligation, entry);

        /// <summary>
        /// What is shown on the last day of the life, and on the last of each period of care before: the next begins anew.
        /// </summary>
        private IEnumerable<Obligation> AtTheEnds(Watch watch) =>
            life
                .File.Events.Where(entry => entry.Type == EventTypes.CeasedLookedAfter)
                .Select(entry => entry.On)
                .Append(life.Until)
                .Distinct()
                .SelectMany(day => watch.On(day).Evaluation.Obligations);

        /// <summary>
        /// The days on which what is shown of a record may turn, as far as it says itself, and those of the untouched one; none is left out
        /// for longer than four weeks.
        /// </summary>
        private IEnumerable<LocalDate> Walk(Watch watch, LocalDate from, LocalDate until, IReadOnlyList<LocalDate> others)
        {
            var ahead = new SortedSet<LocalDate>(
                others.Concat(life.File.Events.SelectMany(entry => new[] { entry.On, entry.On.PlusDays(1) })).Where(day => day >= from)
            )
            {
                from,
            };
            while (ahead.Count > 0)
            {
                var day = ahead.Min;
                ahead.Remove(day);
                if (day > until)
                    yield break;
                yield return day;
                ahead.UnionWith(watch.On(day).Turns);
                // Past its last day nothing more happens in either record but that limits run out.
                if (day < life.Until && (ahead.Count == 0 || ahead.Min > day.PlusDays(MostDaysBetween)))
                    ahead.Add(day.PlusDays(MostDaysBetween));
            }
        }

        private IEnumerable<string> Faults(Look look)
        {
            foreach (var obligation in look.Evaluation.Obligations)
            {
                var clause = obligation.Limbs[0].Clause;
                if (obligation.Status == ObligationStatus.Overdue || obligation is { Status: ObligationStatus.Missed, Lapsed: true })
                    yield return $"{clause} is {EvaluationJson.Name(obligation.Status)}: {obligation.Title}";
                else if (obligation is { Status: ObligationStatus.Open, Repeats: false } && !IsDoneLater(obligation))
                    yield return $"{clause} is open and stays so: {obligation.Title}";
            }

            foreach (var unknown in look.Row.Unknown)
                yield return $"is not known: {unknown}";
            if (look.Row.Stage is { IsPastLimit: true } stage)
                yield return $"waits at {stage.Name} longer than {stage.Clause} says";
            if (look.Row.Critical)
                yield return "is critical";
        }

        // A task without a date stands until the record does it, and one that repeats stands again as soon as it is done; any other that
        // the record never does was not well kept.
        private bool IsDoneLater(Obligation open) =>
            control.On(life.Until).Evaluation.Obligations.FirstOrDefault(later => later.Id == open.Id)
                is null
                    or { Status: ObligationStatus.Met or ObligationStatus.MetLate or ObligationStatus.NotRequired };

        private string Nearest(KnockOut knockOut, Watch without)
        {
            var last = without.On(life.Until).Evaluation.Obligations.ToLookup(Notice.Stem);
            var met = MetBy(control, knockOut.Taken)
                .Select(pair => pair.Obligation)
                .DistinctBy(obligation => obligation.Id)
                .Select(obligation =>
                    $"{obligation.Limbs[0].Clause} ({obligation.Duty!.Id}, met by it; without it "
                    + $"{(last[Notice.Stem(obligation)].LastOrDefault() is { } left ? EvaluationJson.Name(left.Status) : "not asked")})"
                )
                .ToList();
            if (met.Count > 0)
                return $"{string.Join(", ", met.Take(5))}{(met.Count > 5 ? $" and {met.Count - 5} more" : "")}";
            var duties = policy.Versions.SelectMany(version => version.Duties).ToList();
            return duties.Find(duty => knockOut.Taken.Any(entry => Notice.Meets(entry, duty))) is { } duty
                    ? $"met nothing here, and may meet {duty.Limbs[0].Clause.Id} ({duty.Id})"
                : knockOut.Taken.Any(kinds.IsSpokenOf) ? "meets no duty; a moment, an end, a gate or a condition looks for it"
                : "no rule looks for it";
        }
    }
}
