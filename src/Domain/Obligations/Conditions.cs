using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Whether a condition holds for a child, on the day asked about.</summary>
internal static class Conditions
{
    private static readonly int SiblingJoined = EventVocabulary.OrdinalOf(EventTypes.SiblingJoined);
    private static readonly int SiblingLeft = EventVocabulary.OrdinalOf(EventTypes.SiblingLeft);

    public static bool Holds(this Inquiry inquiry, Condition condition, in Arising arising)
    {
        switch (condition)
        {
            case Condition.LookedAfter looked:
                return inquiry.History.LookedAfterOn(inquiry.TestedOn(looked.At, arising)) == looked.Expected;
            case Condition.Age age:
                if (inquiry.History.Birth is not { } born)
                    return false;
                var years = Clockwork.AgeOn(born, inquiry.TestedOn(age.At, arising), inquiry.LeapDayOnFirstOfMarch ?? false);
                return (age.From is not { } from || years >= from) && (age.Under is not { } under || years < under);
            case Condition.EntryBasis basis:
                return inquiry.History.Period is { } period && basis.Bases.Contains(period.Basis);
            case Condition.Plan plan:
                return IsPursued(plan, inquiry.History.AsOf(inquiry.TestedOn(plan.At, arising)).Plans);
            case Condition.Placement placement:
                return Placed(inquiry, placement, arising) is { } home
                    && (
                        placement.Codes.Count == 0
                        || (placement.EarlyPermanence && home.Flag("earlyPermanence") == true)
                        || placement.Codes.Contains(home.Text("placement")!)
                    )
                    && Inquiry.FieldsHold(placement.Where, home);
            case Condition.EndedPlacement ended:
                return arising.Event is { } ending
                    && inquiry.History.PlacementEndedBy(ending)?.Text("placement") is { } code
                    && ended.Codes.Contains(code);
            case Condition.OrderInForce orders:
                return IsInForce(orders, inquiry.History.AsOf(inquiry.TestedOn(orders.At, arising)));
            case Condition.Siblings siblings:
                return (
                        inquiry.History.Child.Siblings.Count > 0
                        || inquiry.History.Of(SiblingJoined).Length > inquiry.History.Of(SiblingLeft).Length
                    ) == siblings.Expected;
            case Condition.Elapsed elapsed:
                if (inquiry.Resolve(elapsed.Since, arising) is not { IsKnown: true } begun)
                    return false;
                return (elapsed.AtLeast is not { } atLeast || Clockwork.After(begun.Day, atLeast, false, inquiry.Calendar) <= inquiry.On)
                    && (elapsed.MoreThan is not { } moreThan || Clockwork.After(begun.Day, moreThan, false, inquiry.Calendar) < inquiry.On)
                    && (elapsed.AtMost is not { } atMost || Clockwork.After(begun.Day, atMost, false, inquiry.Calendar) >= inquiry.On);
            case Condition.Unborn unborn:
                return inquiry.History.Birth is { } expected && expected > inquiry.TestedOn(unborn.At, arising);
            case Condition.StartFields start:
                return arising.Event is { } origin && Inquiry.FieldsHold(start.Where, origin);
            case Condition.Happened happened:
                if (happened.Since is { } beginning)
                    return inquiry.Resolve(beginning, arising) is { IsKnown: true } began
                        && inquiry.FirstMatch(happened.Event, began.Day, arising with { Arose = began.Day }) is not null;
                var since = happened.When switch
                {
                    HappenedWhen.SinceTheStart => arising.Arose,
                    HappenedWhen.InTheChildsLife => LocalDate.MinIsoValue,
                    _ => inquiry.History.CaseStart
                };
                return inquiry.FirstMatch(happened.Event, since, arising) is { } match
                    && (happened.When != HappenedWhen.ByTheStart || match.On <= arising.Arose);
            case Condition.Known known:
                return inquiry.Resolve(known.Moment, arising).IsKnown;
            case Condition.PlanChanged changed:
                return arising.Event is { Type: EventTypes.PlanSet } set && inquiry.History.ChangesPlan(set) == changed.Expected;
            case Condition.Chosen chosen:
                return chosen.Holds;
            case Condition.Not not:
                return !inquiry.Holds(not.Inner, arising);
            case Condition.Any any:
                foreach (var one in any.Conditions)
                {
                    if (inquiry.Holds(one, arising))
                        return true;
                }

                return false;
            default:
                throw new InvalidOperationException($"No test for {condition.GetType().Name}.");
        }
    }

    // A condition that names no day is about the day asked about; so is one whose day is not known yet.
    private static LocalDate TestedOn(this Inquiry inquiry, Moment? at, in Arising arising) =>
        at is not null && inquiry.Resolve(at, arising) is { IsKnown: true } moment ? moment.Day : inquiry.On;

    private static bool IsPursued(Condition.Plan condition, IReadOnlyList<LivePlan> plans)
    {
        for (var index = 0; index < plans.Count; index++)
        {
            if (
                condition.Options.Contains(plans[index].Option)
                && (condition.Tracks.Count == 0 || condition.Tracks.Contains(plans[index].Track))
            )
                return true;
        }

        return false;
    }

    private static bool IsInForce(Condition.OrderInForce condition, CaseHistory history)
    {
        for (var index = 0; index < condition.Orders.Count; index++)
        {
            if (history.OrderInForce(condition.Orders[index]) is not null)
                return true;
        }

        return false;
    }

    private static CareEvent? Placed(Inquiry inquiry, Condition.Placement placement, in Arising arising) => placement.At is null
        ? inquiry.History.Placement : inquiry.History.PlacementOn(LocalDate.Min(inquiry.TestedOn(placement.At, arising), inquiry.On));

    public static bool HoldAll(this Inquiry inquiry, IReadOnlyList<Condition> conditions, in Arising arising)
    {
        // By index: this runs for every duty of every child on a board, and an enumerator of an interface is an allocation.
        for (var index = 0; index < conditions.Count; index++)
        {
            if (!inquiry.Holds(conditions[index], arising))
                return false;
        }

        return true;
    }
}
