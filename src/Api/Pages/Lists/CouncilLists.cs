using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Grains.Boards;

namespace Permanence.Api.Pages.Lists;

/// <summary>A number and the children behind it.</summary>
/// <param name="Id">In its address: the clause of an indicator, or a name of the platform's own.</param>
/// <param name="Clause">What the policy says; null for a list of ours.</param>
/// <param name="AsAt">Set where it answers for another day than the page.</param>
public sealed record CouncilList(string Id, string Title, Clause? Clause, LocalDate? AsAt, IReadOnlyList<string> Children)
{
    /// <summary>More of it, in words; null where there is none.</summary>
    public string? More { get; init; }
}

/// <param name="Explanation">What the group holds, in a sentence.</param>
public sealed record ListGroup(string Title, string Explanation, IReadOnlyList<CouncilList> Lists);

/// <summary>What lists are made from, all of it values of one day.</summary>
/// <param name="Counted">Whom the policy's indicators count.</param>
public sealed record ListFacts(
    PolicyPack Pack,
    Board Board,
    CountedChildren Counted,
    IReadOnlyList<ChildSummary> Summaries,
    EventWords Speech
);

/// <summary>
/// A council's indicators, and the lists every service keeps: children by where they wait, by plan, by stage of adoption, and by the ages
/// its policy divides them into. The lists hold children who are looked after; an indicator holds whom its policy says.
/// </summary>
public static class CouncilLists
{
    public static IReadOnlyList<ListGroup> Of(ListFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var inCare = facts
            .Summaries.Where(summary => summary.LookedAfter)
            .Select(summary => summary.Child)
            .ToHashSet(StringComparer.Ordinal);
        var rows = facts.Board.Rows.Where(row => inCare.Contains(row.Child)).ToList();
        ListGroup?[] groups = [Indicators(facts), Waits(rows), Plans(rows, facts.Speech), Adoption(facts, rows), Ages(facts.Pack, rows)];
        // A council without children has no plans to list.
        return [.. groups.OfType<ListGroup>().Where(group => group.Lists.Count > 0)];
    }

    private static ListGroup? Indicators(ListFacts facts) =>
        facts.Pack.Indicators.Count == 0
            ? null
            : new(
                "What the policy counts",
                "Indicators and lists that the policy asks managers to watch.",
                [
                    .. facts.Pack.Indicators.Select(indicator => new CouncilList(
                        indicator.Clause.Id,
                        indicator.Label,
                        indicator.Clause,
                        indicator.AsAt(facts.Counted.On) is var asAt && asAt != facts.Counted.On ? asAt : null,
                        facts.Counted.ByClause.TryGetValue(indicator.Clause.Id, out var counted)
                            ? [.. counted.Select(child => child.Child)]
                            : []
                    )),
                ]
            );

    // The longest wait first, and how long, because a number of children alone says nothing of drift.
    private static ListGroup Waits(List<TrackerRow> rows) =>
        new(
            "Where children wait",
            "Looked-after children by where they wait for permanence now, and the longest wait of each.",
            [
                .. Stage
                    .Names.Where(name => name != Stage.Secured)
                    .Select(name => (Name: name, Rows: rows.Where(row => row.Stage?.Name == name).ToList()))
                    .Where(stage => stage.Rows.Count > 0)
                    .Select(stage => new CouncilList(
                        $"waiting-{stage.Name}",
                        Stages.Of(stage.Name),
                        null,
                        null,
                        [
                            .. stage
                                .Rows.OrderByDescending(row => row.Stage!.Days)
                                .ThenBy(row => row.Child, StringComparer.Ordinal)
                                .Select(row => row.Child),
                        ]
                    )
                    {
                        More =
                            $"longest {Counting.Of(stage.Rows.Max(row => row.Stage!.Days), "day", "days")}"
                            + (
                                stage.Rows.Count(row => row.Stage!.IsPastLimit) is > 0 and var past
                                    ? $"; {Counting.Number(past)} past the limit"
                                    : ""
                            ),
                    }),
            ]
        );

    private static ListGroup Plans(List<TrackerRow> rows, EventWords speech) =>
        new(
            "Children by plan",
            "Looked-after children by their primary plan.",
            [
                .. rows.GroupBy(row => row.Plan)
                    .OrderByDescending(plan => plan.Count())
                    .ThenBy(plan => plan.Key, StringComparer.Ordinal)
                    .Select(plan => new CouncilList(
                        plan.Key is null ? "no-plan" : $"plan-{plan.Key}",
                        plan.Key is null ? "No plan recorded" : speech.Name(plan.Key),
                        null,
                        null,
                        Ids(plan)
                    )),
            ]
        );

    // A child stands at the last stage reached, so that the stages add up.
    private static ListGroup Adoption(ListFacts facts, List<TrackerRow> rows)
    {
        var plans = rows.ToDictionary(row => row.Child, row => row.Plan, StringComparer.Ordinal);
        var stages = facts
            .Summaries.Where(summary => summary.LookedAfter)
            .ToLookup(summary => StageOfAdoption(summary, plans.GetValueOrDefault(summary.Child)), summary => summary.Child);
        (string Id, string Title)[] known =
        [
            ("adoption-before-decision", "Adoption the plan, before the decision"),
            ("adoption-decided", "Decided, no placement order yet"),
            ("adoption-ordered", "Placement order made, no match yet"),
            ("adoption-matched", "Matched, not yet placed"),
            ("adoption-placed", "Placed for adoption"),
        ];
        return new(
            "Adoption by stage",
            "Looked-after children whose plan is adoption or for whom it has been decided, each at the last stage reached.",
            [
                .. known.Select(stage => new CouncilList(
                    stage.Id,
                    stage.Title,
                    null,
                    null,
                    [.. stages[stage.Id].Order(StringComparer.Ordinal)]
                )),
            ]
        );
    }

    private static string? StageOfAdoption(ChildSummary summary, string? plan)
    {
        if (summary.AdoptionOrder is not null)
            return null;
        var decided = summary.ShouldBePlacedDecision is { } decision && !(summary.DecisionReversed >= decision);
        if (!decided)
            return plan == "adoption" ? "adoption-before-decision" : null;
        return summary switch
        {
            { PlacedForAdoption: not null } => "adoption-placed",
            { Matched: not null } => "adoption-matched",
            { PlacementOrder: not null } => "adoption-ordered",
            _ => "adoption-decided",
        };
    }

    private static ListGroup? Ages(PolicyPack pack, List<TrackerRow> rows) =>
        pack.Reference.AgeBands.Count == 0
            ? null
            : new(
                "Children by age",
                "Looked-after children in the ages at which the policy asks for something different. Counted today; "
                    + "the policy may test the age on another day.",
                [
                    // A clause names what it asks at an age, and the number is of all who are of that age.
                    .. pack
                        .Reference.AgeBands.GroupBy(band => (band.AtLeast, band.Under))
                        .OrderBy(age => age.Key.AtLeast ?? 0)
                        .ThenBy(age => age.Key.Under ?? int.MaxValue)
                        .Select(age => new CouncilList(
                            $"age-{age.First().Id}",
                            Between(age.Key.AtLeast, age.Key.Under),
                            age.Count() == 1 && age.First().Clauses.Count > 0 ? age.First().Clauses[0] : null,
                            null,
                            Ids(rows.Where(row => row.AgeInMonths / 12 is { } years && Within(age.First(), years)))
                        )
                        {
                            More = $"the age for: {string.Join("; ", age.Select(band => Codes.InSentence(band.Label)))}",
                        }),
                ]
            );

    private static bool Within(Domain.Policies.Reference.AgeBand band, int years) =>
        years >= (band.AtLeast ?? 0) && years < (band.Under ?? int.MaxValue);

    private static string Between(int? from, int? under) =>
        (from, under) switch
        {
            ({ } first, { } end) => $"Aged {first} to {end - 1}",
            ({ } first, null) => $"Aged {first} and over",
            (null, { } end) => $"Under {end}",
            _ => "Any age",
        };

    private static IReadOnlyList<string> Ids(IEnumerable<TrackerRow> rows) =>
        [.. rows.Select(row => row.Child).Order(StringComparer.Ordinal)];
}
