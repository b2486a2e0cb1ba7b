using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// Permanence that was secured, and what lost it again: a move to other carers, an unplanned ending of the placement, the end of its match,
/// another primary plan or none any more, the end of the order it rests on or the reversal of the decision, coming back into care, or word
/// that it ended.
/// </summary>
/// <param name="Option">How permanence was secured.</param>
/// <param name="Secured">The last event that says so.</param>
/// <param name="Since">From which day it is so: not before the order that it is, the home with the parents, or the age for it.</param>
/// <param name="LostBy">The first event after it that undid it; null while it lasts.</param>
public sealed record SecuredPermanence(string Option, CareEvent Secured, LocalDate Since, CareEvent? LostBy)
{
    private static readonly string[] WithParents = ["P1"];
    private static readonly string[] WithRelativesOrFriends = ["U1", "U2", "U3"];
    private const int IndependentFrom = 16;

    private static readonly int PermanenceSecured = EventVocabulary.OrdinalOf(EventTypes.PermanenceSecured);
    private static readonly int PlacementStarted = EventVocabulary.OrdinalOf(EventTypes.PlacementStarted);

    public bool IsLost => LostBy is not null;

    internal static SecuredPermanence? Read(CaseHistory history)
    {
        var secured = history.Of(PermanenceSecured);
        if (secured.Length == 0 || secured[^1].Text("option") is not { } option)
            return null;
        return StandsSince(secured[^1], history) is { } since
            ? new SecuredPermanence(option, secured[^1], since, LostAfter(secured[^1], option, history, null))
            : null;
    }

    /// <summary>
    /// The last entry that permanence was secured, where it is a word and nothing more and nobody has thought better of it; else null.
    /// </summary>
    internal static CareEvent? InWordOnly(CaseHistory history)
    {
        var secured = history.Of(PermanenceSecured);
        return
            secured.Length > 0
            && secured[^1] is var last
            && last.On >= history.CaseStart
            && last.Text("option") is { } option
            && StandsSince(last, history) is null
            && LostAfter(last, option, history, null) is null
            ? last
            : null;
    }

    /// <summary>
    /// From which day an entry that permanence was secured is more than the word of whoever wrote it; null while it is not. Of a child in
    /// care the word alone secures nothing that an order is, no home with parents, relatives or friends in which the child is not, and no
    /// life of one's own before the age from which anybody may be placed to lead one (regulation 27A of the Care Planning, Placement and
    /// Case Review (England) Regulations 2010).
    /// </summary>
    internal static LocalDate? StandsSince(CareEvent secured, CaseHistory history)
    {
        var needed = secured.Text("option") switch
        {
            "special-guardianship" or "child-arrangements" => OrderMade(secured.Text("option")!, secured.On, history),
            "adoption" or "early-permanence" => OrderMade("adoption", secured.On, history),
            "return-home" => HomeSince(WithParents, secured.On, history),
            "kinship-care" when history.Placement is not null => HomeSince(WithRelativesOrFriends, secured.On, history)
                ?? OrderMade("special-guardianship", secured.On, history)
                ?? OrderMade("child-arrangements", secured.On, history),
            "independence" when history.Birth is { } born => Birthdays.Of(born, IndependentFrom, onFirstOfMarch: false) is var grown
            && grown <= history.On
                ? grown
                : null,
            _ => secured.On,
        };
        if (needed is null && !history.LookedAfter)
            needed = history.Left?.On ?? secured.On;
        return needed is { } day ? LocalDate.Max(secured.On, day) : null;
    }

    // An order of an earlier case, or one that had ended by then, is not the one that is meant.
    private static LocalDate? OrderMade(string order, LocalDate secured, CaseHistory history)
    {
        var made = history.Latest(EventTypes.OrderMade, made => made.Text("order") == order)?.On;
        if (made is not { } day || day < history.AsOf(secured).CaseStart)
            return null;
        return history.Latest(EventTypes.OrderEnded, ended => ended.Text("order") == order && ended.On >= day && ended.On < secured) is null
            ? day
            : null;
    }

    private static LocalDate? HomeSince(string[] codes, LocalDate secured, CaseHistory history)
    {
        if (history.AsOf(secured).Placement is { } home && IsOneOf(codes, home))
            return home.On;
        var placements = history.Of(PlacementStarted);
        for (var index = EventSearch.CountUpTo(placements, secured); index < placements.Length; index++)
        {
            if (IsOneOf(codes, placements[index]))
                return placements[index].On;
        }

        return null;
    }

    private static bool IsOneOf(string[] codes, CareEvent home) =>
        !PlacementReading.IsTemporary(home) && codes.Contains(home.Text("placement"));

    /// <summary>What last undid permanence, of all that was ever secured.</summary>
    internal static CareEvent? LastLoss(CaseHistory history)
    {
        var secured = history.Of(PermanenceSecured);
        CareEvent? last = null;
        Dictionary<string, CareEvent>? securedAgain = null;
        for (var index = secured.Length - 1; index >= 0; index--)
        {
            if (secured[index].Text("option") is not { } option)
                continue;
            securedAgain ??= new(StringComparer.Ordinal);
            // What came after it was secured in the same way again has been looked at already.
            if (LostAfter(secured[index], option, history, securedAgain.GetValueOrDefault(option)) is { } lost && !(lost.On <= last?.On))
                last = lost;
            securedAgain[option] = secured[index];
        }

        return last;
    }

    /// <param name="until">How far to look; null for to the end.</param>
    private static CareEvent? LostAfter(CareEvent secured, string option, CaseHistory history, CareEvent? until)
    {
        var happened = history.Happened;
        var placements = history.Of(PlacementStarted);
        var before = EventSearch.CountBefore(placements, secured.On);
        var home = before > 0 ? placements[before - 1] : null;
        var after = false;
        var orders = OrdersOf(option);
        var adoption = LivePlan.IsAdoption(option);
        for (var index = history.CountBefore(secured.On); index < happened.Count; index++)
        {
            var one = happened[index];
            if (ReferenceEquals(one, secured))
            {
                after = true;
                continue;
            }

            if (ReferenceEquals(one, until))
                return null;
            if (after && (Loses(one, secured, option, orders, home) || (adoption && LeavesUnadopted(one, history))))
                return one;
            if (one.Type == EventTypes.PlacementStarted && !PlacementReading.IsTemporary(one))
                home = one;
        }

        return null;
    }

    private static bool Loses(CareEvent happened, CareEvent secured, string option, string[] orders, CareEvent? home) =>
        happened.Type switch
        {
            EventTypes.PermanenceEnded => happened.Text("option") is not { } which || LivePlan.AreAlike(which, option),
            EventTypes.UnplannedEnding => true,
            EventTypes.PlacementEnded => happened.Flag("unplanned") == true,
            EventTypes.OrderEnded => orders.Contains(happened.Text("order")),
            // What is recorded of the very day on which it was secured is how it was secured.
            _ when happened.On == secured.On => false,
            EventTypes.BecameLookedAfter => true,
            EventTypes.PlacementStarted => home is not null && !PlacementReading.IsTemporary(happened) && IsMove(home, happened, option),
            EventTypes.MatchEnded => RestsOnAMatch(option)
                && !(happened.Text("family") is { } family && home?.Text("carer") is { } carer && family != carer),
            EventTypes.PlanEnded => happened.Text("track") is null or "primary"
                && (happened.Text("option") is not { } ended || LivePlan.AreAlike(ended, option)),
            EventTypes.PlanSet when happened.Text("track") != "primary" => false,
            EventTypes.PlanSet or EventTypes.PlanAgreed or EventTypes.PlanConfirmed or EventTypes.PlanRatified or EventTypes.ReviewHeld => (
                happened.Text("option") ?? happened.Text("planAgreed")
            )
                is { } plan
                && !LivePlan.AreAlike(plan, option),
            _ => false,
        };

    private static bool RestsOnAMatch(string option) => option == "long-term-fostering" || LivePlan.IsAdoption(option);

    // Until the adoption order is made, what lets the child be placed for adoption is what it rests on.
    private static bool LeavesUnadopted(CareEvent happened, CaseHistory history) =>
        (
            happened.Type == EventTypes.ShouldBePlacedReversed
            || (happened.Type == EventTypes.OrderEnded && happened.Text("order") == "placement")
            || (happened.Type == EventTypes.LegalStatusChanged && EndsPlacementOrder(happened, history))
        ) && !(history.Latest(EventTypes.OrderMade, made => made.Text("order") == "adoption")?.On <= happened.On);

    private static bool EndsPlacementOrder(CareEvent status, CaseHistory history) =>
        history.Latest(EventTypes.OrderEnded, ended => ended.On == status.On && ended.Text("order") == "placement") is not null;

    private static bool IsMove(CareEvent home, CareEvent next, string option)
    {
        if (PlacementReading.HasSameCarers(home, next))
            return false;
        // The move into the home that permanence was secured for, at the match or the decision before it.
        var intoIt =
            (next.Flag("longTermMatch") == true && home.Flag("longTermMatch") != true)
            || (HomeOf(option) is { } codes && IsOneOf(codes, next) && !IsOneOf(codes, home))
            || (
                LivePlan.IsAdoption(option)
                && AdoptionCourse.IsAdoptive(next.Text("placement"))
                && !AdoptionCourse.IsAdoptive(home.Text("placement"))
            );
        return !intoIt;
    }

    // The homes that an option means, of whoever lives in which.
    private static string[]? HomeOf(string option) =>
        option switch
        {
            "return-home" => WithParents,
            "kinship-care" => WithRelativesOrFriends,
            _ => null,
        };

    // The orders that are the permanence of an option; a plan of care rests on none alone.
    private static string[] OrdersOf(string option) =>
        option switch
        {
            "special-guardianship" => ["special-guardianship"],
            "child-arrangements" => ["child-arrangements"],
            "kinship-care" => ["special-guardianship", "child-arrangements"],
            "adoption" or "early-permanence" => ["adoption"],
            _ => [],
        };
}
