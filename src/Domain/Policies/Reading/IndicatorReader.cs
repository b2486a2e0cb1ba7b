using NodaTime;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads indicators and gates: conditions that count children, and conditions that stand before events.</summary>
internal sealed class IndicatorReader(Definitions definitions, SelectorReader selectors, ConditionReader conditions)
{
    private static readonly Dictionary<string, IsoDayOfWeek> Weekdays = Enum.GetValues<IsoDayOfWeek>()
        .Where(day => day != IsoDayOfWeek.None).ToDictionary(day => day.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public Indicator? Indicator(PolicyNode node)
    {
        node.RefuseUnknown("clause", "label", "counts", "each-week-on");
        var clause = definitions.Clause(node);
        var label = node.Need("label", "the list of indicators shows it")?.Text();
        var counts = conditions.Conditions(node.Need("counts", "say which children it counts"));
        IsoDayOfWeek? weekday = node.Get("each-week-on")?.Word("a day of the week", Weekdays.Keys) is { } day ? Weekdays[day] : null;
        return clause is null || label is null || counts.Count == 0 ? null : new Indicator(clause, label, counts, weekday);
    }

    public Gate? Gate(PolicyNode node)
    {
        node.RefuseUnknown("clause", "title", "stops", "when", "unless", "strength", "hard-if-chosen", "sentence");
        var clause = definitions.Clause(node);
        var title = node.Need("title", "lists show it")?.Text();
        var stops = selectors.Selectors(node.Need("stops", "say which events it stands before"));
        var unless = conditions.Conditions(node.Need("unless", "say what must be so before the event"));
        var strength = node.Need("strength", "hard where the text says must, soft where it says should")
            ?.Word("a strength", ["hard", "soft"]);
        var hardening = node.Get("hard-if-chosen") is { } choice ? conditions.Chosen(choice) : null;
        if (hardening is not null && strength == "hard")
            node.Get("hard-if-chosen")!.Fault("The gate is hard already: 'hard-if-chosen' goes with strength: soft.");
        var sentence = node.Need("sentence", "the person who is stopped reads it")?.Text();
        return clause is null || title is null || strength is null || sentence is null || stops.Count == 0 || unless.Count == 0 ? null
            : new Gate(clause, title, stops, conditions.Conditions(node.Get("when")), unless, strength == "hard", sentence)
            {
                HardIf = hardening,
            };
    }
}
