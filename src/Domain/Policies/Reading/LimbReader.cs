using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads a limb of a duty: a clause, its clock, and what is said of its date.</summary>
internal static class LimbReader
{
    private static readonly Key[] OfEveryLimb =
    [
        Key.Needed("clause", Schema.Clause),
        new("when", Schema.OneOrMany(Schema.Defined("condition"))),
    ];

    private static readonly Key[] OfADate =
    [
        new("grace", Schema.Limit.Saying("Overdue only after so long.")),
        new("date-is", Schema.Word(["watch-point"]).Saying("Its day makes nothing late; once it has passed the next limb's date counts.")),
    ];

    private static readonly Keys OfAnyClock = new([.. OfEveryLimb, .. ClockKind.Kinds.SelectMany(kind => kind.Keys.All), .. OfADate]);

    /// <summary>A form for each kind of clock, with the keys that mean something with it.</summary>
    public static Schema Limb { get; } =
        Schema.OneOf([
            .. ClockKind.Kinds.Select(kind =>
                kind.Keys.And([.. OfEveryLimb, .. kind.HasDate ? OfADate : []]).Saying($"The date: {kind.Means}.")
            ),
        ]);

    public static LimbRule? Read(PolicyNode node, Definitions definitions)
    {
        if (!node.IsMap)
        {
            node.Fault("A limb is a mapping with a clause and its clock.");
            return null;
        }

        node.RefuseUnknown(OfAnyClock);
        var clause = definitions.Clause(node);
        var clocks = ClockKind.Kinds.Where(kind => node.Get(kind.KnownBy) is not null).ToList();
        if (clocks is not [var clock, ..])
        {
            node.Fault(
                "The limb has no clock: use 'within … of', 'before' (with 'at-least' where there is a number), 'by' or 'task-from'."
            );
            return null;
        }

        if (clocks.Count > 1)
            node.Fault("The limb has more than one clock: write one limb for each reading of the clause.");
        else
            RefuseOfOtherClocks(node, clock);
        var read = clock.Read(node, definitions);
        var grace = node.Get("grace")?.Limit();
        var watched = node.Get("date-is")?.Word("what the date of a limb may be", ["watch-point"]) is not null;
        if (!clock.HasDate && grace is not null)
            node.Get("grace")!.Fault("A task has no date, so nothing is late after it: 'grace' goes with the other clocks.");
        if (!clock.HasDate && watched)
            node.Get("date-is")!.Fault("A task has no date, so there is no day to watch: 'date-is' goes with the other clocks.");
        if (watched && grace is not null)
            node.Get("grace")!.Fault("Nothing is late after a watch-point: it needs no grace.");
        if (grace is { Unit: TimeUnit.Hours })
            node.Get("grace")!.Fault("Days of grace are days: use working-days, days or weeks.");
        return clause is null || read is not var (moment, limit)
            ? null
            : new LimbRule
            {
                Clause = clause,
                Clock = clock,
                Moment = moment,
                Limit = limit,
                CountsTriggerDay = node.Get("counts-trigger-day")?.Flag() ?? false,
                ExtendedTo = node.Get("extended-to") is { } extended ? definitions.Moment(extended) : null,
                Grace = grace,
                IsWatchPoint = watched,
                When = Condition.ReadAll(node.Get("when"), definitions),
            };
    }

    private static void RefuseOfOtherClocks(PolicyNode node, ClockKind clock)
    {
        foreach (var other in ClockKind.Kinds)
        {
            foreach (var key in other.Keys.Names.Where(key => !clock.Keys.Has(key)))
                node.Get(key)?.Fault($"'{key}' has no meaning with this clock: it goes with '{other.KnownBy}'.");
        }
    }
}
