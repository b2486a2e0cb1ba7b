using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>
/// Completes a course by the policy itself: from day to day, each thing that is asked is done in time, with the entry that the policy says
/// meets it. What only a later day shows to have been due earlier (a meeting before a review) is put where it should have been, and the
/// life is lived again from there.
/// </summary>
internal sealed class LifeKeeping
{
    private const int MostRepairs = 400;
    private const int MostInADay = 120;
    private const int DeepestGate = 4;
    private const int MostDaysUnseen = 7;

    private readonly PolicyPacks policy;
    private readonly WorkingDayCalendar calendar;
    private readonly Course course;
    private readonly List<CareEvent> events = [];
    private readonly LocalDate[] planned;
    private readonly LocalDate?[] taken;
    private readonly HashSet<string>[] answers;
    private readonly List<(LocalDate Day, CareEvent Event)> due = [];
    private readonly List<(LocalDate Day, CareEvent Event, string Source)> following = [];
    private readonly Dictionary<string, int> tried = new(StringComparer.Ordinal);
    private readonly HashSet<string> faults = new(StringComparer.Ordinal);
    private ChildHistory? history;
    private Answer? answer;
    private int number;

    private LifeKeeping(Course course, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        (this.course, this.policy, this.calendar) = (course, policy, calendar);
        planned = [.. course.Steps.Select(step => step.On)];
        taken = new LocalDate?[planned.Length];
        answers = [.. course.Steps.Select(Answers)];
    }

    /// <returns>The record, and what could not be kept, in words.</returns>
    public static (CaseFile File, IReadOnlyList<string> Faults) Keep(Course course, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        var keeping = new LifeKeeping(course, policy, calendar);
        keeping.Live();
        return (keeping.File, [.. keeping.faults.Order(StringComparer.Ordinal)]);
    }

    private CaseFile File => new(policy.Authority.Id, course.Child, [.. events]);

    private ChildHistory Whole => history ??= new ChildHistory(File);

    private void Changed() => (history, answer) = (null, null);

    private void Live()
    {
        var repairs = 0;
        for (var day = planned[0]; day <= course.Until; )
        {
            if (Day(day) is not { } again)
            {
                day = Next(day);
            }
            else if (repairs++ < MostRepairs)
            {
                day = again;
                Forget(day);
            }
            else
            {
                faults.Add("It was lived again too often.");
                return;
            }
        }
    }

    // The next day on which something is to be done, or turns; and none is left out for longer than a week.
    private LocalDate Next(LocalDate day)
    {
        var next = day.PlusDays(MostDaysUnseen);
        for (var index = 0; index < planned.Length; index++)
        {
            if (taken[index] is null)
                Sooner(planned[index]);
        }

        foreach (var on in due.Select(one => one.Day).Concat(following.Select(one => one.Day)))
            Sooner(on);
        if (StageLimits.Of(Whole.On(day), policy, calendar) is { Limit: { } limit } stage)
            Sooner(stage.Since.PlusDays(limit));
        foreach (var one in Ask(day).Asked)
        {
            if (!one.Obligation.IsToBeDone)
                continue;
            if (one.Arising.Arose == day)
                Sooner(day.PlusDays(1));
            if ((one.Obligation.ActBy ?? one.Obligation.Due) is { } act)
                Sooner(act);
            foreach (var limb in one.Obligation.Limbs)
            {
                if (limb.Due is { } last)
                    Sooner(last.PlusDays(1));
            }
        }

        return next;

        void Sooner(LocalDate turn)
        {
            if (turn > day && turn < next)
                next = turn;
        }
    }

    // Everything since that day is lived again.
    private void Forget(LocalDate day)
    {
        events.RemoveAll(happened => happened.On >= day);
        for (var index = 0; index < taken.Length; index++)
        {
            if (taken[index] >= day)
                taken[index] = null;
        }

        tried.Clear();
        faults.Clear();
        Changed();
    }

    /// <returns>The day from which to live again, where something had to be done earlier; else null.</returns>
    private LocalDate? Day(LocalDate day)
    {
        var today = due.Where(one => one.Day == day).Select(one => one.Event);
        var followed = following.Where(one => one.Day == day && events.Exists(source => source.Id == one.Source)).Select(one => one.Event);
        foreach (var happened in today.Concat(followed).ToList())
            Record(happened, day, 0);

        for (var index = 0; index < planned.Length; index++)
        {
            if (taken[index] is null && planned[index] <= day && !IsLeftForAnAnswer(index, day) && !Take(index, day))
                break;
        }

        for (var round = 0; round < MostInADay; round++)
        {
            if (!GoOnBeforeTheLimit(day) && !Ask(day).Asked.Any(one => IsToBeDoneOn(one, day) && Do(one, day)))
                break;
        }

        var (evaluation, asked) = Ask(day);
        foreach (var one in asked)
        {
            if (IsLate(one.Obligation) && Repair(one, day) is { } again)
                return again;
        }

        faults.UnionWith(Unknowns.Of(Whole.On(day), evaluation));
        return null;
    }

    private (Evaluation Evaluation, IReadOnlyList<Asked> Asked) Ask(LocalDate day)
    {
        if (answer is not { } known || known.Day != day)
        {
            var (evaluation, asked) = ObligationEngine.Ask(Whole.On(day), policy, calendar);
            answer = known = new Answer(day, evaluation, asked);
        }

        return (known.Evaluation, known.Asked);
    }

    private static bool IsLate(Obligation obligation) =>
        obligation.Status is ObligationStatus.Overdue or ObligationStatus.Missed or ObligationStatus.MetLate;

    private bool IsToBeDoneOn(in Asked asked, LocalDate day) =>
        asked.Duty.Kind != DutyKind.Earliest
        && asked.Obligation.IsToBeDone
        && (
            asked.Obligation.Status == ObligationStatus.Open
                ? !IsAskedAgainWithoutANumber(asked.Duty) || IsItsTime(asked, day)
                : asked.Obligation.DueAt is not null || (asked.Obligation.ActBy ?? asked.Obligation.Due) <= day
        );

    private static bool IsAskedAgainWithoutANumber(Duty duty) => duty.Repeats && duty.Limbs.All(limb => limb.Clock == ClockKind.Task);

    // How often no policy says, and no rhythm is invented: it is done once, at the first review after it arose that finds nothing of it
    // since then and since the review before.
    private bool IsItsTime(in Asked asked, LocalDate day)
    {
        var duty = asked.Duty;
        if (!asked.Obligation.Id.EndsWith(".1", StringComparison.Ordinal) || day <= asked.Arising.Arose)
            return false;
        var held = Whole.On(day).Reviews.Select(review => review.Held?.On).OfType<LocalDate>().Order().ToList();
        var before = LocalDate.Max(asked.Arising.Arose, held.LastOrDefault(on => on < day, LocalDate.MinIsoValue));
        return held.Contains(day) && !events.Exists(happened => happened.On >= before && happened.On < day && Notice.Meets(happened, duty));
    }

    // The wait at a stage runs out today: the course goes on.
    private bool GoOnBeforeTheLimit(LocalDate day)
    {
        if (StageLimits.Of(Whole.On(day), policy, calendar) is not { } stage || !(stage.Days >= stage.Limit))
            return false;
        var next = Array.FindIndex(taken, one => one is null);
        if (next >= 0 && !course.Steps[next].Fixed && planned[next] > day)
        {
            planned[next] = day;
            return Take(next, day);
        }

        if (stage.IsPastLimit)
            faults.Add($"{stage.Clause}: the wait at {stage.Name} runs out, and the course does not go on.");
        return false;
    }

    private bool Take(int index, LocalDate day)
    {
        var before = Now;
        if (course.Steps[index].Picked is { } picked)
        {
            if (Composition.Of(picked, default, Whole.On(day), policy.InForceOn(day).Codes) is not { } made || !Record(made, day, 0))
                faults.Add($"{Composition.InWords(picked)} cannot be recorded on {day}.");
        }

        foreach (var happened in course.Steps[index].Events)
        {
            if (Record(happened with { On = day }, day, 0))
                continue;
            Restore(before);
            planned[index] = day.PlusDays(1);
            return false;
        }

        taken[index] = day;
        return true;
    }

    // What a policy speaks of and that would answer something asked for is recorded as the answer, and not beside one: where nothing is
    // asked that it would answer, it is recorded at once.
    private bool IsLeftForAnAnswer(int index, LocalDate day) =>
        answers[index].Count > 0
        && day < course.Until
        && Ask(day).Asked.Any(one => one.Obligation.IsToBeDone && answers[index].Contains(one.Duty.Id));

    private bool AnswerWithWhatIsSpokenOf(in Asked asked, LocalDate day)
    {
        for (var index = 0; index < planned.Length; index++)
        {
            if (taken[index] is not null || planned[index] > day || !answers[index].Contains(asked.Duty.Id))
                continue;
            var saved = Now;
            if (
                Composition.Of(course.Steps[index].Picked!, default, Whole.On(day), policy.InForceOn(day).Codes) is { } made
                && Record(made, day, 0)
                && IsDone(asked, day)
            )
            {
                taken[index] = day;
                return true;
            }

            Restore(saved);
        }

        return false;
    }

    // Of meetings, of reviews and of what is drawn as the answer to something.
    private HashSet<string> Answers(Step step) =>
        step.Picked is { } picked && (step.Answers || picked.TypeName is EventTypes.MeetingHeld or EventTypes.ReviewHeld)
            ?
            [
                .. policy
                    .Versions.SelectMany(version => version.Duties)
                    .Where(duty => duty.AllThatMeet.Any(plain => Composition.IsPickedBy(picked, plain)))
                    .Select(duty => duty.Id),
            ]
            : [];

    private Kept Now => new([.. events], history, answer);

    private void Restore(Kept before)
    {
        events.Clear();
        events.AddRange(before.Events);
        (history, answer) = (before.History, before.Answer);
    }

    private void Add(CareEvent happened)
    {
        // A later day may be lived already only where a booking says what is to be held on it.
        events.Add(happened.Id is null ? happened with { Id = $"e{++number}" } : happened);
        Changed();
    }

    /// <summary>Records an entry after all that its gates ask for; false where a gate stays shut.</summary>
    private bool Record(CareEvent happened, LocalDate day, int depth)
    {
        var pack = policy.InForceOn(day);
        foreach (var gate in pack.Gates)
        {
            if (!gate.IsOf(happened) || !IsShut(gate, happened, day))
                continue;
            foreach (var condition in gate.Unless)
                Bring(condition, happened, day, depth);
            if (!IsShut(gate, happened, day))
                continue;
            if (gate.Hard)
                return false;
            happened = happened with { Note = "For a good reason that was weighed." };
        }

        for (var index = events.Count - 1; index >= 0 && events[index].On == day; index--)
        {
            if (Composition.Together(events[index], happened) is not { } together)
                continue;
            events[index] = together;
            Changed();
            return true;
        }

        Add(happened);
        if (Composition.Follows(events[^1]) is { } next)
        {
            following.RemoveAll(one => one.Source == events[^1].Id);
            following.Add((next.On, next, events[^1].Id!));
        }

        return true;
    }

    private bool IsShut(Gate gate, CareEvent happened, LocalDate day) =>
        Gatekeeping.IsShut(gate, happened, new Inquiry(Whole.On(day), policy.InForceOn(day), calendar));

    // Does what makes a condition hold before an entry, where a person can.
    private void Bring(Condition condition, CareEvent before, LocalDate day, int depth)
    {
        var arising = Arising.From(before);
        var inquiry = new Inquiry(Whole.On(day), policy.InForceOn(day), calendar);
        if (depth > DeepestGate || condition.Holds(inquiry, arising))
            return;
        var choices = condition is Condition.Any any ? any.Conditions : [condition];
        foreach (var choice in choices)
        {
            var saved = Now;
            foreach (var selector in choice is Condition.Not ? [] : choice.LooksFor)
            {
                if (Made(selector, arising, day) is { } made && Record(made, day, depth + 1))
                    break;
            }

            if (choice.Holds(new Inquiry(Whole.On(day), policy.InForceOn(day), calendar), arising))
                return;
            Restore(saved);
        }
    }

    private CareEvent? Made(Selector selector, in Arising arising, LocalDate day) =>
        Composition.IsOfTheCourse(selector) ? null : Composition.Of(selector, arising, Whole.On(day), policy.InForceOn(day).Codes);

    /// <summary>Does what an obligation asks; false where nothing was done.</summary>
    private bool Do(in Asked asked, LocalDate day)
    {
        var key = asked.Obligation.Id;
        if (
            tried.TryGetValue(key, out var then)
            && then == events.Count
            && asked.Obligation.Status == ObligationStatus.Open
            && day > asked.Arising.Arose.PlusDays(1)
        )
            return false;
        var saved = Now;
        var (duty, arising) = (asked.Duty, asked.Arising);
        // Where a note would do, what the course brings itself is waited for.
        if (asked.Obligation.Due is null && duty.MetBy.Any(one => one.TypeName == EventTypes.RequirementRecorded) && Comes(asked))
            return false;
        if (AnswerWithWhatIsSpokenOf(asked, day))
            return true;
        if (duty.MetByEach.Length > 0)
        {
            var (from, inquiry) = (FirstDay(asked), asked.Inquiry);
            foreach (var alternatives in duty.MetByEach)
            {
                if (alternatives.Any(one => inquiry.FirstMatch(one, from, arising) is not null))
                    continue;
                foreach (var one in alternatives)
                {
                    if (Made(one, arising, day) is { } made && Record(made, day, 0))
                        break;
                }
            }

            if (IsDone(asked, day))
                return true;
            Restore(saved);
        }

        foreach (var selector in duty.MetBy.OrderBy(IsExcuse))
        {
            if (!asked.Inquiry.HoldAll(selector.When, arising) || Made(selector, arising, day) is not { } made || !Record(made, day, 0))
                continue;
            if (IsDone(asked, day))
                return true;
            Restore(saved);
        }

        tried[key] = events.Count;
        return asked.Obligation.Status != ObligationStatus.Open && TakeTheStepThatMeets(asked, day);
    }

    // That something was not needed or declined is the last that a well-kept record says.
    private static bool IsExcuse(Selector selector) =>
        selector.Where.Any(test => test.Field == "outcome" && test.Values.Count > 0 && !test.Values.Contains("done"))
        && selector.TypeName == EventTypes.RequirementRecorded;

    private LocalDate FirstDay(in Asked asked) =>
        asked.Duty.MetByAnythingEarlier ? LocalDate.MinIsoValue
        : asked.Duty.Repeats ? asked.Arising.Previous.Day.PlusDays(1)
        : asked.Arising.Arose;

    private bool TakeTheStepThatMeets(in Asked asked, LocalDate day)
    {
        var (selectors, arising) = (asked.Duty.AllThatMeet.ToList(), asked.Arising);
        for (var index = 0; index < planned.Length; index++)
        {
            if (taken[index] is not null || !IsMetBy(index, selectors, arising))
                continue;
            for (var earlier = 0; earlier <= index; earlier++)
            {
                if (taken[earlier] is null && !course.Steps[earlier].Fixed)
                    planned[earlier] = LocalDate.Min(planned[earlier], day);
                if (taken[earlier] is null && (planned[earlier] > day || !Take(earlier, day)))
                    return false;
            }

            return true;
        }

        return false;
    }

    private bool Comes(in Asked asked)
    {
        var (selectors, arising) = (asked.Duty.AllThatMeet.ToList(), asked.Arising);
        for (var index = 0; index < taken.Length; index++)
        {
            if (taken[index] is null && IsMetBy(index, selectors, arising))
                return true;
        }

        return false;
    }

    private bool IsMetBy(int step, IReadOnlyList<Selector> selectors, Arising arising) =>
        course.Steps[step].Events.Any(happened => selectors.Any(selector => selector.Is(happened, arising)));

    private bool IsDone(in Asked asked, LocalDate day)
    {
        var id = asked.Obligation.Id;
        foreach (var one in Ask(day).Asked)
        {
            if (one.Obligation.Id == id)
                return !one.Obligation.IsToBeDone;
        }

        return true;
    }

    private LocalDate? Repair(in Asked asked, LocalDate day)
    {
        var obligation = asked.Obligation;
        if (obligation.Due is not { } date)
            return null;
        var on = LocalDate.Min(obligation.ActBy ?? date, day);
        if (on < obligation.Since)
            on = LocalDate.Min(date, day);
        if (on < planned[0] || on > day)
            return Unkept(obligation);
        foreach (var selector in asked.Duty.AllThatMeet)
        {
            if (Made(selector, asked.Arising, on) is { } made && !due.Contains((on, made)))
            {
                due.Add((on, made));
                return on;
            }
        }

        for (var index = 0; index < planned.Length; index++)
        {
            if (
                (taken[index] is null || taken[index] > on)
                && !course.Steps[index].Fixed
                && IsMetBy(index, asked.Duty.MetBy, asked.Arising)
            )
            {
                for (var earlier = 0; earlier <= index; earlier++)
                {
                    if (!course.Steps[earlier].Fixed && planned[earlier] > on)
                        planned[earlier] = on;
                }

                return on;
            }
        }

        return Unkept(obligation);
    }

    private LocalDate? Unkept(Obligation obligation)
    {
        if (obligation.CanBeABreach)
            faults.Add(
                $"{string.Join(", ", obligation.Limbs.Select(limb => limb.Clause).Distinct())}: {obligation.Title} ({obligation.Id}), due "
                    + $"{obligation.Due}, is {obligation.Status}."
            );
        return null;
    }

    /// <summary>What is asked of the record as it is now on a day, kept until it changes.</summary>
    private sealed record Answer(LocalDate Day, Evaluation Evaluation, IReadOnlyList<Asked> Asked);

    /// <summary>The record as it was before something was tried.</summary>
    private readonly record struct Kept(IReadOnlyList<CareEvent> Events, ChildHistory? History, Answer? Answer);
}
