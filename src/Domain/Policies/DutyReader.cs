using Permanence.Domain.Records;
using Permanence.Domain.Tracking;

namespace Permanence.Domain.Policies;

/// <summary>Reads moments, duties and conditions of a pack out of its YAML. config/README.md describes the language.</summary>
internal sealed class DutyReader(
    IReadOnlyDictionary<string, Clause> clauses, Dictionary<string, Moment> moments, Dictionary<string, IReadOnlyList<Selector>> groups)
{
    private static readonly string[] DutyKeys =
    [
        "duty", "title", "owner", "escalates-to", "kind", "each", "starts", "when", "met-by", "met-from", "met-by-anything-earlier",
        "until", "ends-with-care", "repeats", "once-passed", "limbs"
    ];

    private static readonly string[] ClockKeys = ["within", "before", "by", "task-from"];

    private static readonly string[] LimbKeys =
        ["clause", "within", "of", "before", "at-least", "by", "task-from", "counts-trigger-day", "extended-to", "when"];

    private static readonly Dictionary<string, Func<string?, bool>> PlacementGroups = new(StringComparer.Ordinal)
    {
        ["fostering"] = PlacementCodes.IsFostering,
        ["adoptive"] = PlacementCodes.IsAdoptive,
        ["early-permanence"] = PlacementCodes.IsEarlyPermanence,
        ["kinship"] = PlacementCodes.IsKinship,
        ["residential"] = PlacementCodes.IsResidential,
        ["with-parents"] = PlacementCodes.IsWithParents
    };

    private static readonly string[] EveryPlacementCode =
    [
        "A3", "A4", "A5", "A6", "H5", "K1", "K2", "K3", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1", "T0", "T1", "T2", "T3", "T4",
        "U1", "U2", "U3", "U4", "U5", "U6", "Z1"
    ];

    /// <summary>Moments that need no definition.</summary>
    public static IEnumerable<Moment> BuiltIn =>
    [
        new Moment.Start("start", "the day it arose", "on"),
        new Moment.Start("start-ended", "the end of the meeting", "ended"),
        new Moment.Start("start-for", "the day set", "for"),
        new Moment.Start("start-comply-by", "the day set to comply by", "complyBy"),
        new Moment.Previous("previous", "the last one"),
        new Moment.Previous("previous-review", "the review before it"),
        new Moment.Entry("entry", "the day the child became looked after"),
        new Moment.LeavingCare("leaving-care", "the day the child left care"),
        new Moment.Birth("birth", "the child's birth")
    ];

    public void ReadMoments(PolicyNode node)
    {
        foreach (var (name, definition) in node.Pairs())
        {
            if (moments.TryGetValue(name, out var existing))
            {
                if (existing is Moment.Review review && definition.Get("latest") is { } more)
                {
                    definition.RefuseUnknown("latest");
                    moments[name] = review with { Latest = [.. review.Latest, .. Latest(more)] };
                    if (Leads(review, name, []))
                    {
                        more.Fault($"'{name}' would follow from itself: a latest day counts from a day that is known without it.");
                        moments[name] = review;
                    }
                }
                else
                {
                    definition.Fault($"There is a moment '{name}' already; only the latest days of a review can be added to.");
                }
            }
            else if (Moment(name, definition) is { } moment)
            {
                moments[name] = moment with { Ordinal = moments.Count };
            }
        }
    }

    // Only what a council adds to a moment of the layer below can lead back to it: everything else names moments above its own line.
    private bool Leads(Moment from, string to, HashSet<string> seen)
    {
        IEnumerable<string> next = moments[from.Name] switch
        {
            Moment.Review review => [.. review.Latest.Select(rule => rule.Of.Name), .. review.Reference is { } reference ? [reference.Name] : (string[])[],
                // A sequence of reviews begins with the first two.
                .. review.Pick is ReviewPick.Numbered or ReviewPick.Next ? (string[])[] : ["first-review", "second-review"]],
            Moment.EarliestOf earliest => earliest.Moments.Select(moment => moment.Name),
            Moment.LatestOf latest => latest.Moments.Select(moment => moment.Name),
            _ => []
        };
        return next.Any(name => name == to || (seen.Add(name) && moments.TryGetValue(name, out var moment) && Leads(moment, to, seen)));
    }

    /// <summary>Named lists of events, so that what ends several duties is said once.</summary>
    public void ReadGroups(PolicyNode node)
    {
        foreach (var (name, list) in node.Pairs())
        {
            if (!groups.TryAdd(name, [.. list.Items().Select(item => Selector(item)).OfType<Selector>()]))
                list.Fault($"There is a group of events '{name}' already.");
        }
    }

    public IReadOnlyList<Selector> Selectors(PolicyNode? node)
    {
        var selectors = new List<Selector>();
        foreach (var item in node?.Items() ?? [])
        {
            if (item.IsMap && Selector(item) is { } selector)
                selectors.Add(selector);
            else if (!item.IsMap && item.Word("a group of events", groups.Keys) is { } name)
                selectors.AddRange(groups[name]);
        }

        return selectors;
    }

    private Moment? Moment(string name, PolicyNode node)
    {
        if (!node.IsMap)
        {
            node.Fault($"The moment '{name}' needs a label and what it is.");
            return null;
        }

        var label = node.Need("label", "explanations name the moment with it")?.Text() ?? name;
        if (node.Get("review") is { } which)
        {
            node.RefuseUnknown("label", "review", "before", "from", "latest");
            var latest = node.Get("latest") is { } limits ? Latest(limits) : [];
            var reference = (node.Get("before") ?? node.Get("from")) is { } other ? Reference(other) : null;
            return which.Text() switch
            {
                "next" => new Moment.Review(name, label, ReviewPick.Next, 0, null, latest),
                "last" when reference is not null => new Moment.Review(name, label, ReviewPick.LastBefore, 0, reference, latest),
                "penultimate" when reference is not null => new Moment.Review(name, label, ReviewPick.PenultimateBefore, 0, reference, latest),
                "first" when reference is not null => new Moment.Review(name, label, ReviewPick.FirstFrom, 0, reference, latest),
                "last" or "penultimate" or "first" => Refuse(which, $"'{which.Text()}' needs 'before' or 'from' with a moment."),
                _ => which.Whole(1, 99) is { } number ? new Moment.Review(name, label, ReviewPick.Numbered, number, null, latest) : null
            };
        }

        if (node.Get("plan-since") is { } option)
        {
            node.RefuseUnknown("label", "plan-since");
            return new Moment.PlanSince(name, label, option.Items().Select(item => item.Word("an option", [.. EventVocabulary.Options])).OfType<string>().ToList());
        }

        if (node.Get("placement-since") is { } stay)
        {
            node.RefuseUnknown("label", "placement-since");
            return new Moment.PlacementSince(name, label, stay.Word("what stays the same", ["placement", "address"]) == "address");
        }

        if (node.Get("birthday") is { } birthday)
        {
            node.RefuseUnknown("label", "birthday", "ends-entitlement");
            return birthday.Whole(1, 25) is { } years ? new Moment.Birthday(name, label, years, node.Get("ends-entitlement")?.Flag() ?? false) : null;
        }

        if (node.Get("earliest-of") is { } earliest)
        {
            node.RefuseUnknown("label", "earliest-of");
            return new Moment.EarliestOf(name, label, [.. earliest.Items().Select(Reference).OfType<Moment>()]);
        }

        if (node.Get("latest-of") is { } last)
        {
            node.RefuseUnknown("label", "latest-of");
            return new Moment.LatestOf(name, label, [.. last.Items().Select(Reference).OfType<Moment>()]);
        }

        if (node.Get("held") is { } held)
        {
            node.RefuseUnknown("label", "held", "booked", "cancelled");
            var booked = node.Need("booked", "a meeting that can be held can be booked");
            return booked is null || Selector(held) is not { } heldBy || Selector(booked) is not { } bookedBy ? null
                : new Moment.Booked(name, label, heldBy, bookedBy, node.Get("cancelled") is { } cancelled ? Selector(cancelled) : null);
        }

        if (node.Get("event") is not null)
        {
            var pick = node.Get("pick")?.Word("a way to pick", ["first", "latest"]) ?? "first";
            var dateField = node.Text("date") ?? "on";
            return Selector(node, "label", "pick", "date", "whole-life") is not { } selector ? null
                : dateField != "on" && EventVocabulary.Find(selector.TypeName)!.Field(dateField) is not { Kind: FieldKind.Date or FieldKind.DateTime }
                    ? Refuse(node.Get("date")!, $"A {selector.TypeName} event has no date '{dateField}'.")
                    : new Moment.Happened(name, label, selector, pick == "latest", dateField, node.Get("whole-life")?.Flag() ?? false);
        }

        return Refuse(node, $"The moment '{name}' says nothing of its day: use event, held and booked, review, birthday, plan-since, placement-since, earliest-of or latest-of.");

        static Moment? Refuse(PolicyNode at, string message)
        {
            at.Fault(message);
            return null;
        }
    }

    private IReadOnlyList<LatestRule> Latest(PolicyNode node)
    {
        var rules = new List<LatestRule>();
        foreach (var item in node.Items())
        {
            item.RefuseUnknown("clause", "within", "of", "nth");
            var clause = Clause(item);
            var limit = item.Need("within", "a latest day is so long after something")?.Limit();
            var nth = item.Get("nth")?.Whole(1, 99) ?? 0;
            var of = item.Need("of", "a latest day counts from a moment") is { } from ? Reference(from) : null;
            if (clause is not null && limit is not null && of is not null)
                rules.Add(new LatestRule(clause, of, limit, nth));
        }

        return rules;
    }

    private Moment? Reference(PolicyNode node)
    {
        var name = node.Text();
        if (name is null)
            return null;
        if (moments.TryGetValue(name, out var moment))
            return moment;
        node.Fault($"There is no moment '{name}' above this line.{CaseFileJson.Nearest(name, moments.Keys)}");
        return null;
    }

    public Duty? Duty(PolicyNode node, string subject, IReadOnlyDictionary<string, Duty> known)
    {
        if (!node.IsMap)
        {
            node.Fault("A duty is a mapping that starts with 'duty'.");
            return null;
        }

        node.RefuseUnknown(DutyKeys);
        var id = node.Need("duty", "each duty has a short name of its own")?.Text();
        if (id is null)
            return null;
        var limbs = node.Need("limbs", "a duty has at least one clause that times it") is { } list ? list.Items().Select(Limb).OfType<LimbRule>().ToList() : [];
        if (known.TryGetValue(id, out var national))
            return Add(node, national, limbs);

        var title = node.Need("title", "people read it on their board")?.Text();
        var owner = node.Need("owner", "somebody has to act")?.Word("a role", [.. EventVocabulary.Roles]);
        var occasion = node.Need("each", "say how often it arises: life, period-of-care, an event, a review or foster-family") is { } each ? Occasion(each) : null;
        var metBy = Selectors(node.Get("met-by"));
        var kind = node.Get("kind")?.Word("a kind of duty", ["deadline", "watch-point", "earliest"]) switch
        {
            "watch-point" => DutyKind.WatchPoint,
            "earliest" => DutyKind.Earliest,
            _ => DutyKind.Deadline
        };
        if (kind == DutyKind.Deadline && metBy.Count == 0)
            node.Fault("'met-by' is missing: a duty that nothing can meet would be overdue for ever. Only a watch-point or an earliest day does without.");
        if (title is null || owner is null || occasion is null || limbs.Count == 0)
            return null;
        return new Duty
        {
            Id = id,
            Title = title,
            Subject = subject,
            Owner = owner,
            EscalatesTo = node.Get("escalates-to")?.Items().Select(role => role.Word("a role", [.. EventVocabulary.Roles])).OfType<string>().ToList() ?? [],
            Kind = kind,
            Occasion = occasion,
            Starts = node.Get("starts") is { } starts ? Reference(starts) : null,
            When = Conditions(node.Get("when")),
            MetBy = metBy,
            MetFrom = node.Get("met-from") is { } from ? Reference(from) : null,
            MetByAnythingEarlier = node.Get("met-by-anything-earlier")?.Flag() ?? false,
            Until = Selectors(node.Get("until")),
            EndsWithCare = node.Get("ends-with-care")?.Flag() ?? occasion is Policies.Occasion.EachPeriodOfCare or Policies.Occasion.EachReview or Policies.Occasion.EachFosterFamily,
            Repeats = node.Get("repeats")?.Flag() ?? false,
            OpenOncePassed = node.Get("once-passed")?.Word("what becomes of it", ["open"]) == "open",
            Limbs = limbs
        };
    }

    // A council's clauses on a national duty stand beside the national ones; a longer limit than the national one is refused.
    private static Duty? Add(PolicyNode node, Duty national, List<LimbRule> limbs)
    {
        node.RefuseUnknown("duty", "title", "owner", "escalates-to", "limbs");
        foreach (var limb in limbs)
        {
            foreach (var limit in national.Limbs.Where(other => other.Clock == limb.Clock && other.Moment.Name == limb.Moment.Name))
            {
                var comparable = limb.Limit is not null && limit.Limit is not null;
                var longer = comparable && (limb.Limit!.Unit == limit.Limit!.Unit ? limb.Limit.Count > limit.Limit.Count : limb.Limit.RoughDays > limit.Limit.RoughDays);
                if (longer && limb.Clock == ClockKind.Within)
                    node.Fault($"{limb.Clause.Id} allows {limb.Limit!.InWords()}, but the national limit {limit.Clause.Id} is {limit.Limit!.InWords()}: a council may tighten it, not loosen it.");
            }
        }

        return national with
        {
            Title = node.Text("title") ?? national.Title,
            Owner = node.Get("owner")?.Word("a role", [.. EventVocabulary.Roles]) ?? national.Owner,
            EscalatesTo = node.Get("escalates-to")?.Texts() ?? national.EscalatesTo,
            Limbs = [.. national.Limbs, .. limbs]
        };
    }

    private Occasion? Occasion(PolicyNode node)
    {
        if (!node.IsMap)
        {
            return node.Word("an occasion", ["life", "period-of-care", "foster-family"]) switch
            {
                "life" => new Occasion.Once(),
                "period-of-care" => new Occasion.EachPeriodOfCare(),
                "foster-family" => new Occasion.EachFosterFamily(),
                _ => null
            };
        }

        if (node.Get("review-from") is { } number)
        {
            node.RefuseUnknown("review-from");
            return number.Whole(1, 99) is { } from ? new Occasion.EachReview(from, int.MaxValue) : null;
        }

        if (node.Get("review") is { } exactly)
        {
            node.RefuseUnknown("review");
            return exactly.Whole(1, 99) is { } which ? new Occasion.EachReview(which, which) : null;
        }

        if (Selector(node, "whole-life") is not { } selector)
            return null;
        if (selector.IsRelative)
            node.Fault("'later' and 'matching' compare with the event a duty arose from: what it arises from stands on its own.");
        return new Occasion.EachEvent(selector, node.Get("whole-life")?.Flag() ?? false);
    }

    private LimbRule? Limb(PolicyNode node)
    {
        if (!node.IsMap)
        {
            node.Fault("A limb is a mapping with a clause and its clock.");
            return null;
        }

        node.RefuseUnknown(LimbKeys);
        var clause = Clause(node);
        (ClockKind Clock, PolicyNode? Moment, PolicyNode? Limit)? clock =
            node.Get("within") is { } within ? (ClockKind.Within, node.Need("of", "'within' counts from a moment"), within)
            : node.Get("before") is { } before ? (ClockKind.Before, before, node.Get("at-least"))
            : node.Get("by") is { } by ? (ClockKind.By, by, null)
            : node.Get("task-from") is { } task ? (ClockKind.Task, task, null)
            : null;
        if (clock is not { } read)
        {
            node.Fault("The limb has no clock: use 'within … of', 'before' (with 'at-least' where there is a number), 'by' or 'task-from'.");
            return null;
        }

        if (ClockKeys.Count(key => node.Get(key) is not null) > 1)
            node.Fault("The limb has more than one clock: write one limb for each reading of the clause.");
        foreach (var key in (read.Clock switch { ClockKind.Within => ["at-least"], ClockKind.Before => ["of", "counts-trigger-day", "extended-to"], _ => (string[])["of", "at-least", "counts-trigger-day", "extended-to"] }).Where(key => node.Get(key) is not null))
            node.Get(key)!.Fault($"'{key}' has no meaning with this clock: 'of', 'counts-trigger-day' and 'extended-to' go with 'within', 'at-least' with 'before'.");
        var moment = read.Moment is null ? null : Reference(read.Moment);
        var limit = read.Limit?.Limit();
        if (clause is null || moment is null || (read.Limit is not null && limit is null))
            return null;
        if (read.Clock == ClockKind.Before && limit is { Unit: TimeUnit.Hours })
        {
            node.Fault("Hours are counted forward only: use days before a moment.");
            return null;
        }

        return new LimbRule
        {
            Clause = clause,
            Clock = read.Clock,
            Moment = moment,
            Limit = limit,
            CountsTriggerDay = node.Get("counts-trigger-day")?.Flag() ?? false,
            ExtendedTo = node.Get("extended-to") is { } extended ? Reference(extended) : null,
            When = Conditions(node.Get("when"))
        };
    }

    public Clause? Clause(PolicyNode node)
    {
        var id = node.Need("clause", "every clock cites the clause it comes from")?.Text();
        if (id is null)
            return null;
        if (clauses.TryGetValue(id, out var clause))
            return clause;
        node.Get("clause")!.Fault($"There is no clause '{id}' in the registers of this pack.{CaseFileJson.Nearest(id, clauses.Keys)}");
        return null;
    }

    public Selector? Selector(PolicyNode node, params string[] otherKeys)
    {
        if (!node.IsMap)
        {
            node.Fault("An event is picked by a mapping: { event: meeting-held, where: { meeting: permanence-planning } }.");
            return null;
        }

        if (node.Get("review") is { } review)
        {
            node.RefuseUnknown(["review", .. otherKeys]);
            return review.Whole(1, 99) is not { } number ? null
                : new Selector { Type = EventVocabulary.OrdinalOf("review-held"), TypeName = "review-held", ReviewNumber = number, InWords = $"review {number} held" };
        }

        node.RefuseUnknown(["event", "where", "nth", "later", "matching", .. otherKeys]);
        var name = node.Need("event", "say which event")?.Text();
        if (name is null)
            return null;
        if (EventVocabulary.Find(name) is not { } type)
        {
            node.Get("event")!.Fault($"There is no event '{name}'.{CaseFileJson.Nearest(name, EventVocabulary.Types.Select(known => known.Name))}");
            return null;
        }

        var tests = new List<FieldTest>();
        foreach (var (field, wanted) in node.Get("where")?.Pairs() ?? [])
        {
            if (Field(type, field, wanted) is { } specification)
                tests.Add(Test(specification, wanted));
        }

        var matching = new List<KeyValuePair<string, string>>();
        foreach (var (field, other) in node.Get("matching")?.Pairs() ?? [])
        {
            if (Field(type, field, other) is not null && other.Text() is { } source)
                matching.Add(new(field, source));
        }

        return new Selector
        {
            Type = EventVocabulary.OrdinalOf(name),
            TypeName = name,
            Where = tests,
            Matching = matching,
            Nth = node.Get("nth")?.Whole(1, 99) ?? 0,
            Later = node.Get("later")?.Flag() ?? false,
            InWords = type.Label + (tests.Count == 0 ? "" : $" ({string.Join(", ", tests.Select(test => test.Absent ? $"no {test.Field}" : test.Values.Count == 0 ? test.Field : string.Join(" or ", test.Values)))})")
        };

        static FieldSpecification? Field(EventTypeSpecification type, string field, PolicyNode at)
        {
            var specification = type.Field(field);
            if (specification is null)
                at.Fault($"A {type.Name} event has no field '{field}'.{CaseFileJson.Nearest(field, type.Fields.Select(known => known.Name))}");
            return specification;
        }
    }

    private static FieldTest Test(FieldSpecification field, PolicyNode wanted)
    {
        var words = wanted.Texts();
        if (words is ["present"])
            return new FieldTest(field.Name, [], false);
        if (words is ["absent"])
            return new FieldTest(field.Name, [], true);
        var values = new List<object>();
        foreach (var item in wanted.Items())
        {
            object? value = field.Kind switch
            {
                FieldKind.Flag => item.Flag(),
                FieldKind.Number => item.Whole(1, 999),
                FieldKind.Choice => item.Word($"a value of {field.Name}", field.Choices.ToList()),
                FieldKind.Text or FieldKind.Code => item.Text(),
                _ => null
            };
            if (value is not null)
                values.Add(value);
            else if (field.Kind is FieldKind.Date or FieldKind.DateTime or FieldKind.Event or FieldKind.Json or FieldKind.Miles or FieldKind.EventId)
                item.Fault($"'{field.Name}' can only be tested for 'present' or 'absent'.");
        }

        return new FieldTest(field.Name, values, false);
    }

    public IReadOnlyList<Condition> Conditions(PolicyNode? node) =>
        node is null ? [] : [.. node.Items().Select(ReadCondition).OfType<Condition>()];

    private static HappenedWhen Part(PolicyNode? node) => node?.Word("a part of the record", ["case", "since-start", "by-start", "life"]) switch
    {
        "since-start" => HappenedWhen.SinceTheStart,
        "by-start" => HappenedWhen.ByTheStart,
        "life" => HappenedWhen.InTheChildsLife,
        _ => HappenedWhen.InThisCase
    };

    private Condition? ReadCondition(PolicyNode node)
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
                    return value.Flag() ? new Condition.LookedAfter(true, null, "looked after") : new Condition.LookedAfter(false, null, "not looked after");
                value.RefuseUnknown("is", "at");
                var at = value.Get("at") is { } testedAt ? Reference(testedAt) : null;
                var expected = value.Get("is")?.Flag() ?? true;
                return new Condition.LookedAfter(expected, at, $"{(expected ? "" : "not ")}looked after{(at is null ? "" : $" on {at.Label}")}");
            case "age":
                value.RefuseUnknown("from", "under", "at");
                var from = value.Get("from")?.Whole(0, 25);
                var under = value.Get("under")?.Whole(1, 26);
                var moment = value.Get("at") is { } when ? Reference(when) : null;
                if (from is null && under is null)
                    value.Fault("An age condition says 'from', 'under' or both, in completed years.");
                return new Condition.Age(from, under, moment, $"aged {(from is null ? "" : $"{from} or over")}{(from is not null && under is not null ? " and " : "")}{(under is null ? "" : $"under {under}")}{(moment is null ? "" : $" on {moment.Label}")}");
            case "entry-basis":
                var bases = value.Items().Select(item => item.Word("a basis", ["planned", "emergency", "remand", "not-known"])).OfType<string>().ToList();
                return new Condition.EntryBasis(bases, $"entered care: {string.Join(" or ", bases)}");
            case "plan":
                if (value.IsMap)
                    value.RefuseUnknown("option", "track");
                var options = (value.IsMap ? value.Need("option", "say which options") : value)?.Items().Select(item => item.Word("an option", [.. EventVocabulary.Options])).OfType<string>().ToList() ?? [];
                var tracks = value.Get("track")?.Items().Select(item => item.Word("a track", ["primary", "parallel", "contingency", "concurrent"])).OfType<string>().ToList() ?? [];
                return new Condition.Plan(options, tracks, $"plan is {string.Join(" or ", options)}");
            case "placement":
                var names = value.Items().Select(item => item.Word("a placement group or code", [.. PlacementGroups.Keys, .. EveryPlacementCode])).OfType<string>().ToList();
                var codes = names.SelectMany(name => PlacementGroups.TryGetValue(name, out var group) ? EveryPlacementCode.Where(code => group(code)) : [name]).ToList();
                return new Condition.Placement(codes, names.Contains("early-permanence"), $"placed: {string.Join(" or ", names)}");
            case "order":
                var orders = value.Items().Select(item => item.Word("an order", [.. EventVocabulary.Orders])).OfType<string>().ToList();
                return new Condition.OrderInForce(orders, $"{string.Join(" or ", orders)} order in force");
            case "siblings":
                return new Condition.Siblings(value.Flag(), "has brothers or sisters");
            case "happened":
                return Selector(value, "in") is not { } selector ? null
                    : new Condition.Happened(selector, Part(value.Get("in")), selector.InWords);
            case "elapsed":
                value.RefuseUnknown("since", "at-least", "more-than", "at-most");
                var since = value.Need("since", "time passes since a moment") is { } begin ? Reference(begin) : null;
                var (atLeast, moreThan, atMost) = (value.Get("at-least")?.Limit(), value.Get("more-than")?.Limit(), value.Get("at-most")?.Limit());
                if (atLeast is null && moreThan is null && atMost is null)
                    value.Fault("Say 'at-least', 'more-than' or 'at-most' with a length of time, such as at-least: 12 months.");
                return since is null ? null : new Condition.Elapsed(since, atLeast, moreThan, atMost,
                    string.Join(" and ", new[] { atLeast is null ? null : $"{atLeast.InWords()} or more", moreThan is null ? null : $"more than {moreThan.InWords()}", atMost is null ? null : $"at most {atMost.InWords()}" }.OfType<string>()) + $" since {since.Label}");
            case "unborn":
                return Reference(value) is { } birthTested ? new Condition.Unborn(birthTested, $"not yet born on {birthTested.Label}") : null;
            case "start":
                var tests = new List<FieldTest>();
                foreach (var (field, wanted) in value.Pairs())
                {
                    if (EventVocabulary.Types.Select(type => type.Field(field)).FirstOrDefault(known => known is not null) is { } specification)
                        tests.Add(Test(specification, wanted));
                    else
                        wanted.Fault($"No event has a field '{field}'.");
                }

                return new Condition.StartFields(tests, string.Join(", ", value.Pairs().Select(pair => $"{pair.Key} is {string.Join(" or ", pair.Value.Texts())}")));
            case "known":
                return Reference(value) is { } known ? new Condition.Known(known, $"{known.Label} is known") : null;
            case "not":
                return ReadCondition(value) is { } inner ? new Condition.Not(inner) : null;
            case "any":
                return new Condition.Any([.. value.Items().Select(ReadCondition).OfType<Condition>()]);
            default:
                string[] all = ["looked-after", "age", "elapsed", "unborn", "start", "entry-basis", "plan", "placement", "order", "siblings", "happened", "known", "not", "any"];
                node.Fault($"There is no condition '{key}'.{CaseFileJson.Nearest(key, all)} Known: {string.Join(", ", all)}.");
                return null;
        }
    }
}
