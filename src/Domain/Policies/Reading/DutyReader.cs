using System.Collections.Immutable;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Occasions;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads the duties of a pack. config/README.md describes the language.</summary>
internal sealed class DutyReader(Definitions definitions)
{
    private static readonly Schema Conditions = Schema.OneOrMany(Schema.Defined("condition"));

    private static readonly Schema Role = Schema.Word(EventVocabulary.EveryRole);

    private static readonly string[] Dates = ["deadline", "watch-point", "earliest"];

    private static readonly Key OfWhatMeets = new("when", Conditions);

    private static readonly Schema MetByAny = Schema.OneOrMany(Schema.OneOf(Schema.Name, Schema.Defined("way-to-meet")));

    /// <summary>What a council may say of a duty of the national layer.</summary>
    private static readonly Keys AddedKeys = new(
        Key.Needed("duty", Schema.Name),
        new("title", Schema.Text),
        new("owner", Role),
        new("escalates-to", Schema.OneOrMany(Role)),
        new("met-by", MetByAny),
        Key.Needed("limbs", Schema.OneOrMany(Schema.Defined("limb")))
    );

    private static readonly Keys DutyKeys = AddedKeys.And(
        new("date-is", Schema.Word(Dates).Saying("A watch-point is never a breach; earliest is the first day something may be done.")),
        new("each", Occasion.Schema.Saying("How often it arises.")),
        new("starts", Schema.Moment),
        new("when", Conditions),
        new("met-from", Schema.Moment),
        new("met-by-anything-earlier", Schema.Flag),
        new("met-by-each", Schema.OneOrMany(Schema.OneOf(Schema.Name, Schema.Defined("selector"))).Saying("All of these, each once.")),
        new("until", SelectorList.Schema.Saying("Ends it because it is no longer wanted.")),
        new("lapses-at", SelectorList.Schema.Saying("Its time has gone by, and what was asked is still wanted.")),
        new("carried-on-by", Schema.Name.Saying("The duty that asks on once this one has lapsed.")),
        new("ends-with-care", Schema.Flag),
        new("repeats", Schema.Flag),
        new("once-passed", Schema.Word("open").Saying("Late, it is a task and no breach."))
    );

    internal static Schema DutySchema => DutyKeys;

    internal static Schema WayToMeet => Selector.Schema(OfWhatMeets);

    public Duty? Duty(PolicyNode node, string subject)
    {
        if (!node.IsMap)
        {
            node.Fault("A duty is a mapping that starts with 'duty'.");
            return null;
        }

        node.RefuseUnknown(DutyKeys);
        var id = node.Need("duty", "each duty has a short name of its own")?.Name();
        if (id is null)
            return null;
        var national = definitions.DutyNamed(id);
        var limbs = node.Need("limbs", "a duty has at least one clause that times it") is { } list
            ? list.Items().Select(limb => LimbReader.Read(limb, definitions)).OfType<LimbRule>().ToList()
            : [];
        Twice(node, limbs, national);
        if (national is not null)
            return Add(node, national, limbs);

        if (node.Pairs().All(pair => AddedKeys.Names.Contains(pair.Key)))
        {
            node.Misses(
                $"duty {id}",
                $"There is no national duty '{id}' to add to.{Spelling.Nearest(id, definitions.Duties.Keys)} A duty of the council's own "
                    + "says with 'each' how often it arises."
            );
            return null;
        }

        var title = node.Need("title", "people read it on their board")?.Text();
        var owner = node.Need("owner", "somebody has to act")?.Word("a role", EventVocabulary.EveryRole);
        var occasion = node.Need("each", "say how often it arises: life, period-of-care, an event, a review or foster-family") is { } each
            ? Occasion.Read(each, definitions)
            : null;
        var metBy = MetBy(node.Get("met-by"));
        var metByEach = MetByEach(node.Get("met-by-each"));
        var lapsesAt = SelectorList.Read(node.Get("lapses-at"), definitions);
        var when = Condition.ReadAll(node.Get("when"), definitions);
        var kind = node.Get("date-is")?.Word("what a date may be", Dates) switch
        {
            "watch-point" => DutyKind.WatchPoint,
            "earliest" => DutyKind.Earliest,
            _ => DutyKind.Deadline,
        };
        if (node.Get("carried-on-by") is { } carrier && node.Get("lapses-at") is null)
            carrier.Fault("'carried-on-by' goes with 'lapses-at': only what lapses is carried on.");
        if (node.Get("lapses-at") is { } lapse && kind != DutyKind.Deadline)
            lapse.Fault("Nothing is late after a watch-point or an earliest day, so it cannot lapse.");
        if (kind == DutyKind.Deadline && node.Get("met-by") is null && node.Get("met-by-each") is null)
            node.Fault(
                "'met-by' is missing: a duty that nothing can meet would be overdue for ever. Only a watch-point or an earliest day does "
                    + "without."
            );
        if (title is null || owner is null || occasion is null || limbs.Count == 0)
            return null;
        return new Duty
        {
            Id = id,
            Title = title,
            Subject = subject,
            Owner = owner,
            EscalatesTo = node.Get("escalates-to")?.Words("a role", EventVocabulary.EveryRole).ToList() ?? [],
            Kind = kind,
            Occasion = occasion,
            Starts = node.Get("starts") is { } starts ? definitions.Moment(starts) : null,
            When = when,
            MetBy = [.. metBy],
            MetFrom = node.Get("met-from") is { } from ? definitions.Moment(from) : null,
            MetByAnythingEarlier = node.Get("met-by-anything-earlier")?.Flag() ?? false,
            MetByEach = metByEach,
            Until = SelectorList.Read(node.Get("until"), definitions),
            LapsesAt = lapsesAt,
            CarriedOnBy = node.Get("carried-on-by")?.Name(),
            EndsWithCare = node.Get("ends-with-care")?.Flag() ?? occasion.IsOfCare,
            Repeats = node.Get("repeats")?.Flag() ?? false,
            OpenOncePassed = node.Get("once-passed")?.Word("what becomes of it", ["open"]) == "open",
            Limbs =
            [
                .. limbs.Select(limb =>
                    limb with
                    {
                        IsWatchPoint = limb.IsWatchPoint || kind == DutyKind.WatchPoint,
                        LeftOpen =
                        [
                            .. when.Concat(limb.When)
                                .Concat(metBy.SelectMany(met => met.When))
                                .SelectMany(condition => condition.LeftOpen)
                                .Distinct(),
                        ],
                    }
                ),
            ],
        };
    }

    // Written in another order of keys, or once more by a council, it would still be the same reading of the same clause.
    private static void Twice(PolicyNode node, List<LimbRule> limbs, Duty? national)
    {
        // The same reading is of the same clause: most duties have no two of one.
        if (
            limbs.Concat(national?.Limbs ?? []).Select(limb => limb.Clause.Id).Distinct().Count()
            == limbs.Count + (national?.Limbs.Length ?? 0)
        )
            return;
        var seen = (national?.Limbs ?? []).Select(limb => Shape.Of(limb)).ToHashSet(StringComparer.Ordinal);
        foreach (var limb in limbs.Where(limb => !seen.Add(Shape.Of(limb))))
            node.Fault($"The limb of {limb.Clause.Id} stands twice in this duty.");
    }

    /// <summary>What meets a duty: events and groups of them, each of which may count only where its own conditions hold.</summary>
    private List<Selector> MetBy(PolicyNode? node)
    {
        var met = new List<Selector>();
        foreach (var item in node?.Items() ?? [])
        {
            if (!item.IsMap)
                met.AddRange(SelectorList.Read(item, definitions));
            else if (Selector.Read(item, definitions, OfWhatMeets) is { } selector)
                met.Add(selector with { When = Condition.ReadAll(item.Get("when"), definitions) });
        }

        return met;
    }

    private ImmutableArray<ImmutableArray<Selector>> MetByEach(PolicyNode? node)
    {
        if (node is null)
            return [];
        var each = node.Items().Select(item => SelectorList.ReadOne(item, definitions)).Where(read => read.Length > 0).ToList();
        if (each.Count == 1)
            node.Fault("'met-by-each' is several things that are all needed: for one, write 'met-by'.");
        return [.. each];
    }

    // A council's clauses on a national duty stand beside the national ones; a longer limit than the national one is refused. What the
    // council takes for the thing itself may stand beside what the national layer takes for it, but only for children whom a condition
    // names.
    private Duty? Add(PolicyNode node, Duty national, List<LimbRule> limbs)
    {
        node.RefuseUnknown(AddedKeys);
        var metBy = MetBy(node.Get("met-by"));
        if (metBy.Exists(selector => selector.When.IsEmpty))
            node.Get("met-by")!
                .Fault(
                    "What meets a national duty can only be added to with 'when': for which children the council's document takes this "
                        + "for it."
                );
        foreach (var limb in limbs)
        {
            foreach (var limit in national.Limbs.Where(other => other.Clock == limb.Clock && other.Moment.Name == limb.Moment.Name))
            {
                var comparable = limb.Limit is not null && limit.Limit is not null;
                var longer =
                    comparable
                    && (
                        limb.Limit!.Unit == limit.Limit!.Unit
                            ? limb.Limit.Count > limit.Limit.Count
                            : limb.Limit.RoughDays > limit.Limit.RoughDays
                    );
                if (longer && limb.Clock == ClockKind.Within)
                    node.Fault(
                        $"{limb.Clause.Id} allows {limb.Limit!.InWords()}, but the national limit {limit.Clause.Id} is "
                            + $"{limit.Limit!.InWords()}: a council may tighten it, not loosen it."
                    );
            }
        }

        return national with
        {
            Title = node.Text("title") ?? national.Title,
            Owner = node.Get("owner")?.Word("a role", EventVocabulary.EveryRole) ?? national.Owner,
            EscalatesTo = node.Get("escalates-to")?.Texts() ?? national.EscalatesTo,
            MetBy = metBy.Count == 0 ? national.MetBy : [.. national.MetBy, .. metBy],
            Limbs = [.. national.Limbs, .. limbs],
        };
    }
}
