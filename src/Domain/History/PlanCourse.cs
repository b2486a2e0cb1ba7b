using System.Runtime.InteropServices;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A permanence option that is being pursued.</summary>
/// <param name="Track"><c>primary</c>, <c>parallel</c>, <c>contingency</c> or <c>concurrent</c>.</param>
/// <param name="Source">The event that made it a plan: it was set, or agreed, confirmed or ratified without having been set.</param>
public sealed record LivePlan(string Option, string Track, LocalDate Since, CareEvent Source)
{
    /// <summary>Its place among plans of its track, where one is recorded.</summary>
    public int? Rank { get; init; }

    /// <summary>
    /// How it first came to be agreed: at a review, or by a plan agreed, confirmed or ratified. Null while nobody has agreed it.
    /// </summary>
    public CareEvent? FirstAgreed { get; init; }

    /// <summary>
    /// The day since which the child has waited for it: called otherwise (<see cref="AreAlike"/>), or ended and set again on one day, it is
    /// waited for as before.
    /// </summary>
    public LocalDate WaitedForSince { get; init; } = Since;

    /// <summary>The day it was first agreed, in the same sense.</summary>
    public LocalDate? AgreedSince { get; init; }

    /// <summary>The last agreement of it.</summary>
    public CareEvent? LastAgreed { get; init; }

    /// <summary>Whether the last agreement of it was made at a review.</summary>
    public bool AgreedAtReview => LastAgreed?.Type == EventTypes.ReviewHeld;

    /// <summary>Whether two options are one plan under two names: early permanence is a way to adoption.</summary>
    public static bool AreAlike(string option, string other) => option == other || (IsAdoption(option) && IsAdoption(other));

    public static bool IsAdoption(string option) => option is "adoption" or "early-permanence";
}

/// <summary>
/// The plans of one case, event by event: a new primary plan replaces the one before, others last until they are ended. Agreeing a plan
/// does not restart it; agreeing another option than the primary plan makes it the primary plan. Read only as far as somebody asks, because
/// what follows may belong to another case.
/// </summary>
internal sealed class PlanCourse
{
    private static readonly bool[] IsStep = Steps();

    private readonly Timeline timeline;
    private readonly List<PlanStep> steps = [];
    private readonly List<LivePlan> others = [];
    private readonly List<CareEvent> agreedUnset = [];
    private readonly Dictionary<CareEvent, int> stepOf = new(ReferenceEqualityComparer.Instance);
    private LivePlan? primary;
    private CareEvent? signed;
    private (LivePlan Plan, LocalDate On)? left;
    private int next;
    private int indexed;

    public PlanCourse(Timeline timeline, LocalDate caseStart) =>
        (this.timeline, next) = (timeline, EventSearch.CountBefore(timeline.Ordered, caseStart));

    /// <summary>What was live at the end of a day, the primary plan first.</summary>
    public IReadOnlyList<LivePlan> AsOf(LocalDate on)
    {
        ReadTo(on);
        var count = CountUpTo(on);
        return count == 0 ? [] : steps[count - 1].Plans;
    }

    /// <summary>What ended the primary plan, where there is none at the end of a day and was one before; else null.</summary>
    public CareEvent? LostBy(LocalDate on)
    {
        ReadTo(on);
        CareEvent? lost = null;
        for (var index = CountUpTo(on) - 1; index >= 0 && steps[index].HadPrimary; index--)
        {
            if (steps[index].Primary is not null)
                return lost;
            lost = steps[index].Event;
        }

        return lost;
    }

    /// <summary>What last ended the primary plan or made it another one up to the end of a day; null where nothing did.</summary>
    public CareEvent? LastLostBy(LocalDate on)
    {
        ReadTo(on);
        for (var index = CountUpTo(on) - 1; index > 0; index--)
        {
            if (steps[index - 1].Primary is { } was && !(steps[index].Primary is { } now && LivePlan.AreAlike(was.Option, now.Option)))
                return steps[index].Event;
        }

        return null;
    }

    /// <summary>What last made one of some options the primary plan up to the end of a day, where none of them was; else null.</summary>
    public CareEvent? MadeBy(IReadOnlyList<string> options, LocalDate on)
    {
        ReadTo(on);
        for (var index = CountUpTo(on) - 1; index >= 0; index--)
        {
            if (IsOne(steps[index].Primary) && !(index > 0 && IsOne(steps[index - 1].Primary)))
                return steps[index].Event;
        }

        return null;

        bool IsOne(LivePlan? plan) => plan is not null && options.Contains(plan.Option);
    }

    /// <summary>
    /// What first agreed the primary plan of a day, also where only a review says that a plan was signed and no entry which; else null.
    /// </summary>
    public CareEvent? AgreedBy(LocalDate on)
    {
        ReadTo(on);
        var count = CountUpTo(on);
        return count == 0 ? null : steps[count - 1].Agreed;
    }

    /// <summary>
    /// What made a plan the primary one without its having been set that day, up to the end of a day: agreed, confirmed or ratified, each
    /// with the option and the track that setting it would have named.
    /// </summary>
    public ReadOnlySpan<CareEvent> AgreedUnset(LocalDate on)
    {
        ReadTo(on);
        var all = CollectionsMarshal.AsSpan(agreedUnset);
        return all[..EventSearch.CountUpTo(all, on)];
    }

    /// <summary>Every step up to the end of a day.</summary>
    public IEnumerable<PlanStep> UpTo(LocalDate on)
    {
        ReadTo(on);
        return steps.TakeWhile(step => step.Event.On <= on);
    }

    /// <summary>
    /// Whether an event set another primary plan than the one that was live before it, or one anew where an earlier one had ended.
    /// </summary>
    public bool Changes(CareEvent set)
    {
        ReadTo(set.On);
        for (; indexed < steps.Count; indexed++)
            stepOf[steps[indexed].Event] = indexed;
        // One that is only about to be recorded comes after everything that is recorded by its day.
        var before = (stepOf.TryGetValue(set, out var index) ? index : CountUpTo(set.On)) - 1;
        return before >= 0
            && steps[before].HadPrimary
            && (steps[before].Primary is not { } was || was.Option != (set.Text("option") ?? set.Text("planAgreed")));
    }

    private int CountUpTo(LocalDate on)
    {
        int low = 0,
            high = steps.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (steps[middle].Event.On <= on)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void ReadTo(LocalDate on)
    {
        var events = timeline.Ordered;
        for (; next < events.Length && events[next].On <= on; next++)
        {
            if (timeline.TypeAt(next) is >= 0 and var type && IsStep[type])
                Take(events[next]);
        }
    }

    private void Take(CareEvent happened)
    {
        if ((happened.Text("option") ?? happened.Text("planAgreed")) is not { } option)
        {
            if (happened.Flag("signedPlan") == true)
                Sign(happened);
            return;
        }

        var track = happened.Text("track") ?? "primary";
        if (happened.Type == EventTypes.PlanEnded)
        {
            if (primary is not null && track == "primary" && primary.Option == option)
            {
                left = (primary, happened.On);
                primary = null;
            }

            others.RemoveAll(plan => plan.Option == option && plan.Track == track);
        }
        else if (track != "primary")
        {
            var index = others.FindIndex(plan => plan.Option == option && plan.Track == track);
            if (index < 0)
                others.Add(new LivePlan(option, track, happened.On, happened) { Rank = happened.Number("rank") });
            else if (happened.Number("rank") is { } rank)
                others[index] = others[index] with { Rank = rank };
        }
        else if (primary?.Option != option)
        {
            var was = primary;
            primary = new LivePlan(option, "primary", happened.On, happened) { Rank = happened.Number("rank") };
            if (AsBefore(was) is { } before)
                primary = primary with { WaitedForSince = before.WaitedForSince, AgreedSince = before.AgreedSince };
            if (was is not null)
                left = (was, happened.On);
            if (happened.Type != EventTypes.PlanSet)
                Unset(happened, option);
        }
        else if (
            happened.Type == EventTypes.PlanSet
            && agreedUnset is [.., var last]
            && last.On == happened.On
            && primary.Since == happened.On
        )
        {
            // Agreed and set on one day, in whatever order it was written down.
            agreedUnset.RemoveAt(agreedUnset.Count - 1);
        }

        if (track == "primary")
            signed = primary is not null && signed?.On == happened.On ? signed : null;
        if (primary is not null && happened.Type is not (EventTypes.PlanSet or EventTypes.PlanEnded))
            Agree(happened);
        Step(happened);
    }

    private void Unset(CareEvent agreeing, string option)
    {
        KeyValuePair<string, object>[] named = [new("option", option), new("track", "primary")];
        var begun = agreeing with
        {
            Fields = EventFields.Of(agreeing.Fields.Where(field => field.Key is not ("option" or "track")).Concat(named)),
        };
        stepOf[begun] = steps.Count;
        agreedUnset.Add(begun);
    }

    // The plan that a review signed is the one there is. Where none is on the record it is agreed all the same, whichever it is.
    private void Sign(CareEvent review)
    {
        if (primary is null)
            signed = review;
        else
            Agree(review);
        Step(review);
    }

    private void Agree(CareEvent happened) =>
        primary = primary! with
        {
            FirstAgreed = primary.FirstAgreed ?? happened,
            LastAgreed = happened,
            AgreedSince = primary.AgreedSince ?? happened.On,
        };

    // The plan that the new one goes on: what it takes the place of, or what was left on the same day.
    private LivePlan? AsBefore(LivePlan? was) =>
        IsAsNow(was) ? was
        : left is { } gone && gone.On == primary!.Since && IsAsNow(gone.Plan) ? gone.Plan
        : null;

    private bool IsAsNow(LivePlan? plan) => plan is not null && LivePlan.AreAlike(plan.Option, primary!.Option);

    private void Step(CareEvent happened) =>
        steps.Add(
            new PlanStep(
                happened,
                primary is null ? [.. others] : [primary, .. others],
                primary is not null || (steps.Count > 0 && steps[^1].HadPrimary),
                primary?.FirstAgreed ?? signed
            )
        );

    private static bool[] Steps()
    {
        var steps = new bool[EventVocabulary.Types.Count];
        string[] types =
        [
            EventTypes.PlanSet,
            EventTypes.PlanEnded,
            EventTypes.PlanAgreed,
            EventTypes.PlanConfirmed,
            EventTypes.PlanRatified,
            EventTypes.ReviewHeld,
        ];
        foreach (var type in types)
            steps[EventVocabulary.OrdinalOf(type)] = true;
        return steps;
    }
}

/// <summary>What was live after an event.</summary>
/// <param name="HadPrimary">Whether there had been a primary plan by then.</param>
/// <param name="Agreed">What agreed the primary plan that was live then.</param>
internal readonly record struct PlanStep(CareEvent Event, IReadOnlyList<LivePlan> Plans, bool HadPrimary, CareEvent? Agreed)
{
    public LivePlan? Primary => PrimaryOf(Plans);

    public static LivePlan? PrimaryOf(IReadOnlyList<LivePlan> plans) => plans is [{ Track: "primary" } primary, ..] ? primary : null;
}
