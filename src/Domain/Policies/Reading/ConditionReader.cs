using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads what must be so for a line to apply.</summary>
internal sealed class ConditionReader(Definitions definitions, SelectorReader selectors)
{
    public IReadOnlyList<Condition> Conditions(PolicyNode? node) =>
        node is null ? [] : [.. node.Items().Select(ReadCondition).OfType<Condition>()];

    private (IReadOnlyList<string> Names, IReadOnlyList<string> Codes) PlacementNames(PolicyNode node)
    {
        IReadOnlyList<string> known =
        [
            .. definitions.Codes.PlacementGroups,
            .. definitions.Codes.Of(CodeSets.Placements).Select(code => code.Code),
        ];
        // Without code sets every name would be called unknown: that the file is missing is said once.
        var names = node.Items()
            .Select(item => known.Count == 0 ? item.Text() : item.Word("a placement group or code", known))
            .OfType<string>()
            .ToList();
        return (names, [.. names.SelectMany(name => definitions.Codes.PlacementsIn(name) is { Count: > 0 } group
            ? definitions.Codes.Of(CodeSets.Placements).Select(code => code.Code).Where(group.Contains) : [name])]);
    }

    private static HappenedWhen Part(PolicyNode? node) =>
        node?.Word("a part of the record", ["case", "since-start", "by-start", "life"]) switch
        {
            "since-start" => HappenedWhen.SinceTheStart,
            "by-start" => HappenedWhen.ByTheStart,
            "life" => HappenedWhen.InTheChildsLife,
            _ => HappenedWhen.InThisCase
        };

    /// <summary>The day on which a condition is tested, where it names one.</summary>
    private Moment? At(PolicyNode node) => node.Get("at") is { } at ? definitions.Moment(at) : null;

    private static string On(Moment? at) => at is null ? "" : $" on {at.Label}";

    private Condition.Placement Placement(PolicyNode node)
    {
        if (node.IsMap)
            node.RefuseUnknown("is", "where", "at");
        var where = new List<FieldTest>();
        foreach (var (field, wanted) in node.Get("where")?.Pairs() ?? [])
        {
            if (SelectorReader.Field(EventVocabulary.Find(EventTypes.PlacementStarted)!, field, wanted) is { } specification)
                where.Add(selectors.Test(EventTypes.PlacementStarted, specification, wanted));
        }

        if (node.IsMap && node.Get("is") is null && node.Get("where") is null)
            node.Fault("A placement condition says 'is', 'where' or both: which placement, and what its entry holds.");
        var (names, codes) = (node.IsMap ? node.Get("is") : node) is { } kinds ? PlacementNames(kinds) : ([], []);
        var at = At(node);
        string[] said = [.. names.Count == 0 ? (string[])[] : [string.Join(" or ", names)], .. where.Select(SelectorReader.InWords)];
        return new Condition.Placement(
            names,
            codes,
            names.Contains("early-permanence"),
            where,
            at,
            $"placed: {string.Join(", ", said)}{On(at)}"
        );
    }

    private Condition.Happened? Happened(PolicyNode node)
    {
        if (node.Get("in") is not null && node.Get("since") is { } both)
            both.Fault("'in' and 'since' both say in which part of the record: use one of them.");
        var since = node.Get("since") is { } from ? definitions.Moment(from) : null;
        if (selectors.Selector(node, "in", "since") is not { } selector || (since is null && node.Get("since") is not null))
            return null;
        return new Condition.Happened(
            selector,
            since is null ? Part(node.Get("in")) : HappenedWhen.SinceAMoment,
            since,
            selector.InWords + (since is null ? "" : $" since {since.Label}")
        );
    }

    /// <summary>What the council is asked to have chosen.</summary>
    public Condition.Chosen? Chosen(PolicyNode node)
    {
        var pairs = node.Pairs().ToList();
        if (pairs.Count != 1)
        {
            node.Fault("A choice is one setting and a value of it, such as { minutes-count-in: working days }.");
            return null;
        }

        var (id, value) = pairs[0];
        if (definitions.Settings.FirstOrDefault(known => known.Id == id) is not { } setting)
        {
            node.Fault(
                $"There is no setting '{id}' in settings.yaml.{Spelling.Nearest(id, definitions.Settings.Select(known => known.Id))}"
            );
            return null;
        }

        if (PackSetting.Words(setting.Unit, setting.Values) is not { } words)
        {
            value.Fault(
                $"'{id}' takes {setting.Unit}: only a choice, yes or no, a role or an event can be asked for. "
                    + "A length dates tasks by itself, with sets-the-limit: true."
            );
            return null;
        }

        return value.Word("a value of this setting", words) is { } chosen ? new Condition.Chosen(setting, chosen) : null;
    }

    public Condition? ReadCondition(PolicyNode node)
    {
        var pairs = node.Pairs().ToList();
        if (pairs.Count != 1)
        {
            node.Fault("A condition is one key and its value, such as { age: { under: 12, at: entry } }.");
            return null;
        }

        var (key, value) = pairs[0];
        switch (key)
        {
            case "looked-after":
                if (!value.IsMap)
                    return value.Flag()
                        ? new Condition.LookedAfter(true, null, "looked after")
                        : new Condition.LookedAfter(false, null, "not looked after");
                value.RefuseUnknown("is", "at");
                var at = At(value);
                var expected = value.Get("is")?.Flag() ?? true;
                return new Condition.LookedAfter(expected, at, $"{(expected ? "" : "not ")}looked after{On(at)}");
            case "age":
                value.RefuseUnknown("from", "under", "at");
                var from = value.Get("from")?.Whole(0, 25);
                var under = value.Get("under")?.Whole(1, 26);
                var moment = At(value);
                if (from is null && under is null)
                    value.Fault("An age condition says 'from', 'under' or both, in completed years.");
                return new Condition.Age(
                    from,
                    under,
                    moment,
                    $"aged {(from is null ? "" : $"{from} or over")}{(from is not null && under is not null ? " and " : "")}"
                        + $"{(under is null ? "" : $"under {under}")}{On(moment)}"
                );
            case "entry-basis":
                var bases = value
                    .Items()
                    .Select(item => item.Word("a basis", ["planned", "emergency", "remand", "not-known"]))
                    .OfType<string>()
                    .ToList();
                return new Condition.EntryBasis(bases, $"entered care: {string.Join(" or ", bases)}");
            case "plan":
                if (value.IsMap)
                    value.RefuseUnknown("option", "track", "at");
                var options =
                    (value.IsMap ? value.Need("option", "say which options") : value)
                        ?.Items()
                        .Select(item => item.Word("an option", [.. EventVocabulary.Options]))
                        .OfType<string>()
                        .ToList()
                    ?? [];
                var tracks =
                    value
                        .Get("track")
                        ?.Items()
                        .Select(item => item.Word("a track", ["primary", "parallel", "contingency", "concurrent"]))
                        .OfType<string>()
                        .ToList()
                    ?? [];
                var plannedAt = At(value);
                return new Condition.Plan(options, tracks, plannedAt, $"plan is {string.Join(" or ", options)}{On(plannedAt)}");
            case "placement":
                return Placement(value);
            case "ended-placement":
                var (endedNames, endedCodes) = PlacementNames(value);
                return new Condition.EndedPlacement(endedCodes, $"it ended a placement: {string.Join(" or ", endedNames)}");
            case "order":
                if (value.IsMap)
                    value.RefuseUnknown("is", "at");
                var orders =
                    (value.IsMap ? value.Need("is", "say which orders") : value)
                        ?.Items()
                        .Select(item => item.Word("an order", [.. EventVocabulary.Orders]))
                        .OfType<string>()
                        .ToList()
                    ?? [];
                var orderedAt = At(value);
                return new Condition.OrderInForce(orders, orderedAt, $"{string.Join(" or ", orders)} order in force{On(orderedAt)}");
            case "siblings":
                return new Condition.Siblings(value.Flag(), "has brothers or sisters");
            case "happened":
                return Happened(value);
            case "elapsed":
                value.RefuseUnknown("since", "at-least", "more-than", "at-most");
                var since = value.Need("since", "time passes since a moment") is { } begin ? definitions.Moment(begin) : null;
                var (atLeast, moreThan, atMost) = (
                    value.Get("at-least")?.Limit(),
                    value.Get("more-than")?.Limit(),
                    value.Get("at-most")?.Limit()
                );
                if (atLeast is null && moreThan is null && atMost is null)
                    value.Fault("Say 'at-least', 'more-than' or 'at-most' with a length of time, such as at-least: 12 months.");
                return since is null ? null : new Condition.Elapsed(since, atLeast, moreThan, atMost,
                        string.Join(
                            " and ",
                            new[]
                            {
                                atLeast is null ? null : $"{atLeast.InWords()} or more",
                                moreThan is null ? null : $"more than {moreThan.InWords()}",
                                atMost is null ? null : $"at most {atMost.InWords()}",
                            }.OfType<string>()
                        ) + $" since {since.Label}"
                    );
            case "unborn":
                return definitions.Moment(value) is { } birthTested
                    ? new Condition.Unborn(birthTested, $"not yet born on {birthTested.Label}")
                    : null;
            case "start":
                var tests = new List<FieldTest>();
                foreach (var (field, wanted) in value.Pairs())
                {
                    if (
                        EventVocabulary.Types.Select(type => type.Field(field)).FirstOrDefault(known => known is not null) is
                        { } specification
                    )
                        tests.Add(selectors.Test("", specification, wanted));
                    else
                        wanted.Fault($"No event has a field '{field}'.");
                }

                return new Condition.StartFields(
                    tests,
                    string.Join(", ", value.Pairs().Select(pair => $"{pair.Key} is {string.Join(" or ", pair.Value.Texts())}"))
                );
            case "known":
                return definitions.Moment(value) is { } known ? new Condition.Known(known, $"{known.Label} is known") : null;
            case "plan-changed":
                return new Condition.PlanChanged(value.Flag());
            case "chosen":
                return Chosen(value);
            case "not":
                return ReadCondition(value) is { } inner ? new Condition.Not(inner) : null;
            case "any":
                return new Condition.Any([.. value.Items().Select(ReadCondition).OfType<Condition>()]);
            default:
                string[] all =
                [
                    "looked-after",
                    "age",
                    "elapsed",
                    "unborn",
                    "start",
                    "entry-basis",
                    "plan",
                    "placement",
                    "ended-placement",
                    "order",
                    "siblings",
                    "happened",
                    "known",
                    "plan-changed",
                    "chosen",
                    "not",
                    "any",
                ];
                node.Fault($"There is no condition '{key}'.{Spelling.Nearest(key, all)} Known: {string.Join(", ", all)}.");
                return null;
        }
    }
}
