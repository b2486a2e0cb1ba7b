using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads the moments that duties count from.</summary>
internal sealed class MomentReader(Definitions definitions, SelectorReader selectors)
{
    /// <summary>Moments that need no definition.</summary>
    public static IEnumerable<Moment> BuiltIn =>
    [
        new Moment.Start("start", "the day it arose", "on"),
        new Moment.Start("start-ended", "the end of the meeting", "ended"),
        new Moment.Start("start-for", "the day set", "for"),
        new Moment.Start("start-comply-by", "the day set to comply by", "complyBy"),
        new Moment.Start("start-next-by", "the day that the meeting set for the next one", "nextBy"),
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
            if (definitions.Moments.TryGetValue(name, out var existing))
            {
                if (existing is Moment.Review review && definition.Get("latest") is { } more)
                {
                    definition.RefuseUnknown("latest");
                    definitions.Moments[name] = review with { Latest = [.. review.Latest, .. Latest(more)] };
                    if (Leads(review, name, []))
                    {
                        more.Fault($"'{name}' would follow from itself: a latest day counts from a day that is known without it.");
                        definitions.Moments[name] = review;
                    }
                }
                else
                {
                    definition.Fault($"There is a moment '{name}' already; only the latest days of a review can be added to.");
                }
            }
            else if (Moment(name, definition) is { } moment)
            {
                definitions.Moments[name] = moment with { Ordinal = definitions.Moments.Count };
            }
        }
    }

    // Only what a council adds to a moment of the layer below can lead back to it: everything else names moments above its own line.
    private bool Leads(Moment from, string to, HashSet<string> seen)
    {
        IEnumerable<string> next = definitions.Moments[from.Name] switch
        {
            Moment.Review review =>
            [
                .. review.Latest.Select(rule => rule.Of.Name),
                .. review.Reference is { } reference ? [reference.Name] : (string[])[],
                // A sequence of reviews begins with the first two.
                .. review.Pick is ReviewPick.Numbered or ReviewPick.Next ? (string[])[] : ["first-review", "second-review"]],
            Moment.EarliestOf earliest => earliest.Moments.Select(moment => moment.Name),
            Moment.LatestOf latest => latest.Moments.Select(moment => moment.Name),
            _ => []
        };
        return next.Any(name =>
            name == to || (seen.Add(name) && definitions.Moments.TryGetValue(name, out var moment) && Leads(moment, to, seen))
        );
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
            var reference = (node.Get("before") ?? node.Get("from")) is { } other ? definitions.Moment(other) : null;
            return which.Text() switch
            {
                "next" => new Moment.Review(name, label, ReviewPick.Next, 0, null, latest),
                "last" when reference is not null => new Moment.Review(name, label, ReviewPick.LastBefore, 0, reference, latest),
                "penultimate" when reference is not null => new Moment.Review(
                    name,
                    label,
                    ReviewPick.PenultimateBefore,
                    0,
                    reference,
                    latest
                ),
                "first" when reference is not null => new Moment.Review(name, label, ReviewPick.FirstFrom, 0, reference, latest),
                "last" or "penultimate" or "first" => Refuse(which, $"'{which.Text()}' needs 'before' or 'from' with a moment."),
                _ => which.Whole(1, 99) is { } number ? new Moment.Review(name, label, ReviewPick.Numbered, number, null, latest) : null
            };
        }

        if (node.Get("plan-since") is { } option)
        {
            node.RefuseUnknown("label", "plan-since");
            return new Moment.PlanSince(
                name,
                label,
                option.Items().Select(item => item.Word("an option", [.. EventVocabulary.Options])).OfType<string>().ToList()
            );
        }

        if (node.Get("placement-since") is { } stay)
        {
            node.RefuseUnknown("label", "placement-since");
            return new Moment.PlacementSince(name, label, stay.Word("what stays the same", ["placement", "address"]) == "address");
        }

        if (node.Get("birthday") is { } birthday)
        {
            node.RefuseUnknown("label", "birthday", "ends-entitlement");
            return birthday.Whole(1, 25) is { } years
                ? new Moment.Birthday(name, label, years, node.Get("ends-entitlement")?.Flag() ?? false)
                : null;
        }

        if (node.Get("earliest-of") is { } earliest)
        {
            node.RefuseUnknown("label", "earliest-of");
            return new Moment.EarliestOf(name, label, [.. earliest.Items().Select(definitions.Moment).OfType<Moment>()]);
        }

        if (node.Get("latest-of") is { } last)
        {
            node.RefuseUnknown("label", "latest-of");
            return new Moment.LatestOf(name, label, [.. last.Items().Select(definitions.Moment).OfType<Moment>()]);
        }

        if (node.Get("held") is { } held)
        {
            node.RefuseUnknown("label", "held", "booked", "cancelled");
            var booked = node.Need("booked", "a meeting that can be held can be booked");
            return booked is null || selectors.Selector(held) is not { } heldBy || selectors.Selector(booked) is not { } bookedBy ? null
                : new Moment.Booked(
                    name,
                    label,
                    heldBy,
                    bookedBy,
                    node.Get("cancelled") is { } cancelled ? selectors.Selector(cancelled) : null
                );
        }

        if (node.Get("event") is not null)
        {
            var pick = node.Get("pick")?.Word("a way to pick", ["first", "latest"]) ?? "first";
            var dateField = node.Text("date") ?? "on";
            return selectors.Selector(node, "label", "pick", "date", "whole-life") is not { } selector ? null
                : dateField != "on"
                && EventVocabulary.Find(selector.TypeName)!.Field(dateField) is not { Kind: FieldKind.Date or FieldKind.DateTime }
                    ? Refuse(node.Get("date")!, $"A {selector.TypeName} event has no date '{dateField}'.")
                    : new Moment.Happened(name, label, selector, pick == "latest", dateField, node.Get("whole-life")?.Flag() ?? false);
        }

        return Refuse(
            node,
            $"The moment '{name}' says nothing of its day: use event, held and booked, review, birthday, plan-since, placement-since, "
                + "earliest-of or latest-of."
        );

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
            var clause = definitions.Clause(item);
            var limit = item.Need("within", "a latest day is so long after something")?.Limit();
            var nth = item.Get("nth")?.Whole(1, 99) ?? 0;
            var of = item.Need("of", "a latest day counts from a moment") is { } from ? definitions.Moment(from) : null;
            if (clause is not null && limit is not null && of is not null)
                rules.Add(new LatestRule(clause, of, limit, nth));
        }

        return rules;
    }
}
