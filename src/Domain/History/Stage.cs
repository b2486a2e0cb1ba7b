using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// Where a child waits on the way to permanence, and since when. The day is the one on which the last fact needed came true; no review and
/// no plan agreed again moves it, because the child has waited all the same.
/// </summary>
/// <param name="Name">One of the names below.</param>
/// <param name="Since">London date. Where care began on a day or before it, that day: the wait is at least so long.</param>
public sealed record Stage(string Name, LocalDate Since)
{
    public const string NoPlan = "no-plan";
    public const string PlanNotAgreed = "plan-not-agreed";

    /// <summary>Adoption is decided or agreed, and there is no placement order.</summary>
    public const string AdoptionNoOrder = "adoption-no-order";
    public const string OrderNoMatch = "order-no-match";
    public const string MatchedNotPlaced = "matched-not-placed";
    public const string PlacedNoOrder = "placed-no-order";

    /// <summary>Long-term fostering is agreed, and the child is matched with no carers for it.</summary>
    public const string FosteringNoMatch = "fostering-no-match";
    public const string ReturnHome = "return-home";
    public const string GuardianshipNoOrder = "guardianship-no-order";

    /// <summary>Care proceedings go on, and the child is not in care.</summary>
    public const string ProceedingsBeforeCare = "proceedings-before-care";

    /// <summary>Any other agreed plan that is not secured.</summary>
    public const string PlanNotSecured = "plan-not-secured";
    public const string Secured = "secured";

    /// <summary>All of them, in the order in which a child comes through them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        ProceedingsBeforeCare,
        NoPlan,
        PlanNotAgreed,
        ReturnHome,
        GuardianshipNoOrder,
        FosteringNoMatch,
        AdoptionNoOrder,
        OrderNoMatch,
        MatchedNotPlaced,
        PlacedNoOrder,
        PlanNotSecured,
        Secured,
    ];

    public int DaysBy(LocalDate on) => Period.DaysBetween(Since, on);

    /// <summary>Null for who is neither looked after nor in proceedings: they wait for no permanence here.</summary>
    internal static Stage? Of(CaseHistory history) =>
        history.Standing switch
        {
            Standing.LookedAfter => InCare(history),
            Standing.BeforeCare when Proceedings(history) is { } issued => new Stage(ProceedingsBeforeCare, issued),
            _ => null,
        };

    private static LocalDate? Proceedings(CaseHistory history)
    {
        if (history.Latest(EventTypes.ProceedingsIssued) is not { } issued || issued.On < history.CaseStart)
            return null;
        return history.Latest(EventTypes.ProceedingsConcluded) is { } concluded && concluded.On >= issued.On ? null : issued.On;
    }

    private static Stage InCare(CaseHistory history)
    {
        if (history.Permanence is { IsLost: false } secured)
            return new Stage(Secured, secured.Since);
        var plan = history.Primary;
        var search = history.FamilySearch;
        // A decision or an order says that adoption is the plan where a return, which carries no plans, is all that there is.
        if (
            plan is null
                ? history.Adoption.ShouldBePlaced || search.PlacementOrder is not null
                : LivePlan.IsAdoption(plan.Option) || WaitsUnderAnOrder(history, search)
        )
            return Adoption(history, plan, search);
        var lost = history.Permanence?.LostBy?.On;
        if (plan is null)
            return new Stage(NoPlan, Latest(history.Period?.Entry?.On ?? history.CaseStart, PlanEnded(history), lost));
        if (plan.AgreedSince is not { } agreed)
            return new Stage(PlanNotAgreed, Latest(plan.WaitedForSince, lost));
        return plan.Option switch
        {
            "return-home" => new Stage(ReturnHome, Latest(agreed, lost)),
            "long-term-fostering" when search.LongTermHome is null => new Stage(FosteringNoMatch, Latest(agreed, lost, search.Lost)),
            "long-term-fostering" => new Stage(PlanNotSecured, Latest(agreed, lost, search.LongTermHome)),
            "special-guardianship" when history.OrderInForce("special-guardianship") is null => new Stage(
                GuardianshipNoOrder,
                Latest(agreed, lost)
            ),
            _ => new Stage(PlanNotSecured, Latest(agreed, lost)),
        };
    }

    // Whatever else is planned now: a court has let the child be placed for adoption, and until the order ends or the decision is reversed
    // somebody has to say whether a family is still looked for.
    private static bool WaitsUnderAnOrder(CaseHistory history, FamilySearch search) =>
        search is { PlacementOrder: { } order, Matched: null, LongTermHome: null } && !(history.Adoption.Reversed >= order);

    private static Stage Adoption(CaseHistory history, LivePlan? plan, FamilySearch search)
    {
        if (search.Placed is { } placed)
            return new Stage(PlacedNoOrder, placed);
        if (search.Matched is { } matched)
            return new Stage(MatchedNotPlaced, matched);
        if (search.PlacementOrder is { } order)
            return new Stage(OrderNoMatch, Latest(order, search.Lost));
        var decided = history.Adoption is { ShouldBePlaced: true, Decided: { } day } ? day : (LocalDate?)null;
        return (plan?.AgreedSince, decided) switch
        {
            (null, null) => new Stage(PlanNotAgreed, plan!.WaitedForSince),
            var (agreed, said) => new Stage(
                AdoptionNoOrder,
                Latest(LocalDate.Min(agreed ?? LocalDate.MaxIsoValue, said ?? LocalDate.MaxIsoValue), search.OrderEnded)
            ),
        };
    }

    private static LocalDate? PlanEnded(CaseHistory history) =>
        history.Latest(EventTypes.PlanEnded, ended => ended.Text("track") is null or "primary") is { } last && last.On >= history.CaseStart
            ? last.On
            : null;

    private static LocalDate Latest(LocalDate day, params ReadOnlySpan<LocalDate?> others)
    {
        foreach (var other in others)
        {
            if (other > day)
                day = other.Value;
        }

        return day;
    }
}
