using NodaTime;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads indicators and gates: conditions that count children, and conditions that stand before events.</summary>
internal sealed class IndicatorReader(Definitions definitions)
{
    private static readonly Dictionary<string, IsoDayOfWeek> Weekdays = Enum.GetValues<IsoDayOfWeek>()
        .Where(day => day != IsoDayOfWeek.None)
        .ToDictionary(day => day.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly string[] Strengths = ["hard", "soft"];

    private static readonly Schema Conditions = Schema.OneOrMany(Schema.Defined("condition"));

    internal static Keys IndicatorKeys { get; } =
        new(
            Key.Needed("clause", Schema.Clause),
            Key.Needed("label", Schema.Text),
            Key.Needed("counts", Conditions.Saying("All must hold of a child that it counts.")),
            new("each-week-on", Schema.Word(Weekdays.Keys))
        );

    internal static Keys GateKeys { get; } =
        new(
            Key.Needed("clause", Schema.Clause),
            Key.Needed("title", Schema.Text),
            Key.Needed("stops", SelectorList.Schema),
            new("when", Conditions),
            Key.Needed("unless", Conditions.Saying("All must hold on the day of the event, or it is stopped.")),
            Key.Needed("strength", Schema.Word(Strengths)),
            new("hard-if-chosen", Schema.OnePair.Saying("A setting and the value of it that makes a soft gate hard.")),
            Key.Needed("sentence", Schema.Text)
        );

    public Indicator? Indicator(PolicyNode node)
    {
        node.RefuseUnknown(IndicatorKeys);
        var clause = definitions.Clause(node);
        var label = node.Need("label", "the list of indicators shows it")?.Text();
        var counts = Condition.ReadAll(node.Need("counts", "say which children it counts"), definitions);
        IsoDayOfWeek? weekday = node.Get("each-week-on")?.Word("a day of the week", Weekdays.Keys) is { } day ? Weekdays[day] : null;
        return clause is null || label is null || counts.IsEmpty ? null : new Indicator(clause, label, counts, weekday);
    }

    public Gate? Gate(PolicyNode node)
    {
        node.RefuseUnknown(GateKeys);
        var clause = definitions.Clause(node);
        var title = node.Need("title", "lists show it")?.Text();
        var stops = SelectorList.Read(node.Need("stops", "say which events it stands before"), definitions);
        var unless = Condition.ReadAll(node.Need("unless", "say what must be so before the event"), definitions);
        var strength = node.Need("strength", "hard where the text says must, soft where it says should")?.Word("a strength", Strengths);
        var hardening = node.Get("hard-if-chosen") is { } choice ? Condition.Chosen.Read(choice, definitions) : null;
        if (hardening is not null && strength == "hard")
            node.Get("hard-if-chosen")!.Fault("The gate is hard already: 'hard-if-chosen' goes with strength: soft.");
        var sentence = node.Need("sentence", "the person who is stopped reads it")?.Text();
        return clause is null || title is null || strength is null || sentence is null || stops.IsEmpty || unless.IsEmpty
            ? null
            : new Gate(clause, title, stops, Condition.ReadAll(node.Get("when"), definitions), unless, strength == "hard", sentence)
            {
                HardIf = hardening,
            };
    }
}
