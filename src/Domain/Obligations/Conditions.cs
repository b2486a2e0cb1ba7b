using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Whether a condition holds for a child, on the day asked about.</summary>
internal static class Conditions
{
    private static readonly int SiblingJoined = EventVocabulary.OrdinalOf("sibling-joined");
    private static readonly int SiblingLeft = EventVocabulary.OrdinalOf("sibling-left");

    public static bool Holds(this Inquiry inquiry, Condition condition, in Arising arising)
    {
        switch (condition)
        {
            case Condition.LookedAfter looked:
                var tested = looked.At is null ? inquiry.On : inquiry.Resolve(looked.At, arising) is { IsKnown: true } at ? at.Day : inquiry.On;
                return inquiry.History.LookedAfterOn(tested) == looked.Expected;
            case Condition.Age age:
                if (inquiry.History.Birth is not { } born)
                    return false;
                var day = age.At is null ? inquiry.On : inquiry.Resolve(age.At, arising) is { IsKnown: true } moment ? moment.Day : inquiry.On;
                var years = Clockwork.AgeOn(born, day);
                return (age.From is not { } from || years >= from) && (age.Under is not { } under || years < under);
            case Condition.EntryBasis basis:
                return inquiry.History.Period is { } period && basis.Bases.Contains(period.Basis);
            case Condition.Plan plan:
                return inquiry.History.Plans.Any(live => plan.Options.Contains(live.Option) && (plan.Tracks.Count == 0 || plan.Tracks.Contains(live.Track)));
            case Condition.Placement placement:
                return inquiry.History.Placement is { } current
                    && ((placement.EarlyPermanence && current.Flag("earlyPermanence") == true) || placement.Codes.Contains(current.Text("placement")!));
            case Condition.EndedPlacement ended:
                return arising.Event is { } ending && inquiry.History.PlacementEndedBy(ending)?.Text("placement") is { } code && ended.Codes.Contains(code);
            case Condition.OrderInForce orders:
                return orders.Orders.Any(order => inquiry.History.OrderInForce(order) is not null);
            case Condition.Siblings siblings:
                return (inquiry.History.Child.Siblings.Count > 0 || inquiry.History.Of(SiblingJoined).Length > inquiry.History.Of(SiblingLeft).Length) == siblings.Expected;
            case Condition.Elapsed elapsed:
                if (inquiry.Resolve(elapsed.Since, arising) is not { IsKnown: true } begun)
                    return false;
                return (elapsed.AtLeast is not { } atLeast || Clockwork.After(begun.Day, atLeast, false, inquiry.Calendar) <= inquiry.On)
                    && (elapsed.MoreThan is not { } moreThan || Clockwork.After(begun.Day, moreThan, false, inquiry.Calendar) < inquiry.On)
                    && (elapsed.AtMost is not { } atMost || Clockwork.After(begun.Day, atMost, false, inquiry.Calendar) >= inquiry.On);
            case Condition.Unborn unborn:
                var birthDay = unborn.At is null ? inquiry.On : inquiry.Resolve(unborn.At, arising) is { IsKnown: true } birthTested ? birthTested.Day : inquiry.On;
                return inquiry.History.Birth is { } expected && expected > birthDay;
            case Condition.StartFields start:
                return arising.Event is { } origin && Inquiry.FieldsHold(start.Where, origin);
            case Condition.Happened happened:
                var since = happened.When switch
                {
                    HappenedWhen.SinceTheStart => arising.Arose,
                    HappenedWhen.InTheChildsLife => LocalDate.MinIsoValue,
                    _ => inquiry.History.CaseStart
                };
                return inquiry.FirstMatch(happened.Event, since, arising) is { } match && (happened.When != HappenedWhen.ByTheStart || match.On <= arising.Arose);
            case Condition.Known known:
                return inquiry.Resolve(known.Moment, arising).IsKnown;
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
