using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// How far one case has come on the way to adoption. Where an adoption plan stood in an earlier period of care says nothing of this one.
/// </summary>
public sealed record AdoptionCourse
{
    /// <summary>The day it was decided that the child should be placed for adoption, the last time that it was not so already.</summary>
    public LocalDate? Decided { get; init; }

    /// <summary>The day that decision was reversed; null while it stands.</summary>
    public LocalDate? Reversed { get; init; }

    public string? ReversedReason { get; init; }

    /// <summary>The day the first placement order was made, in force or not.</summary>
    public LocalDate? PlacementOrder { get; init; }

    public LocalDate? Matched { get; init; }

    public LocalDate? PlacedForAdoption { get; init; }

    /// <summary>The first day of fostering for adoption, or of another placement meant to last.</summary>
    public LocalDate? EarlyPermanenceFrom { get; init; }

    /// <summary>The day of the adoption order, or of leaving care adopted.</summary>
    public LocalDate? Adopted { get; init; }

    /// <summary>Whether a decision that the child should be placed for adoption stands.</summary>
    public bool ShouldBePlaced => Decided is not null && Reversed is null;

    /// <summary>Whether a placement is one for adoption, as the return's own measures of adoption count it (SSDA903 A3 to A6).</summary>
    internal static bool IsAdoptive(string? placement) => placement is ['A', >= '3' and <= '6'];

    internal static AdoptionCourse Read(CaseHistory history)
    {
        var course = new AdoptionCourse();
        var adopted =
            history.Left is { } left && left.On >= history.CaseStart && left.Text("reason") is "E11" or "E12" ? left.On : (LocalDate?)null;
        foreach (var happened in Steps(history))
            course = course.After(happened);
        return course.Adopted is null ? course with { Adopted = adopted } : course;
    }

    // Of one day a decision comes before its reversal and before what follows from it, in whatever order they were recorded.
    private static IOrderedEnumerable<CareEvent> Steps(CaseHistory history)
    {
        var steps = new List<CareEvent>();
        foreach (var type in Types)
            steps.AddRange(history.Since(type, history.CaseStart));
        return steps.OrderBy(happened => happened.On);
    }

    private static readonly int[] Types =
    [
        .. new[]
        {
            EventTypes.ShouldBePlacedDecided,
            EventTypes.ShouldBePlacedReversed,
            EventTypes.OrderMade,
            EventTypes.MatchApproved,
            EventTypes.MatchEnded,
            EventTypes.PlacedForAdoption,
            EventTypes.PlacementStarted,
        }
            .Where(type => EventVocabulary.Find(type) is not null)
            .Select(EventVocabulary.OrdinalOf),
    ];

    private AdoptionCourse After(CareEvent happened)
    {
        switch (happened.Type)
        {
            case EventTypes.ShouldBePlacedDecided when Reversed is not null:
                return this with
                {
                    Decided = happened.On,
                    Reversed = null,
                    ReversedReason = null,
                    Matched = null,
                    PlacedForAdoption = null,
                };
            // Entered again while it stands, it was decided the first time.
            case EventTypes.ShouldBePlacedDecided:
                return Decided is null ? this with { Decided = happened.On } : this;
            case EventTypes.ShouldBePlacedReversed:
                return this with { Reversed = happened.On, ReversedReason = happened.Text("reason") };
            case EventTypes.OrderMade when happened.Text("order") == "placement":
                return PlacementOrder is null && happened.Flag("onOrBefore") != true ? this with { PlacementOrder = happened.On } : this;
            case EventTypes.OrderMade when happened.Text("order") == "adoption":
                return Adopted is null ? this with { Adopted = happened.On } : this;
            case EventTypes.MatchApproved:
                return this with { Matched = happened.On };
            case EventTypes.MatchEnded:
                return this with { Matched = null };
            case EventTypes.PlacedForAdoption:
                return PlacedForAdoption is null ? this with { PlacedForAdoption = happened.On } : this;
            // Care that began before the record does gives no day.
            case EventTypes.PlacementStarted when happened.Flag("onOrBefore") != true:
                var placement = happened.Text("placement");
                var early = placement is "U2" or "U5" || happened.Flag("earlyPermanence") == true;
                return this with
                {
                    EarlyPermanenceFrom = EarlyPermanenceFrom ?? (early ? happened.On : null),
                    PlacedForAdoption = PlacedForAdoption ?? (IsAdoptive(placement) ? happened.On : null),
                };
            default:
                return this;
        }
    }
}
