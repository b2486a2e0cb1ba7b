using NodaTime;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Moments;

/// <summary>A named day in a child's life that clocks count from: one that happened, is booked, or follows from others.</summary>
/// <param name="Name">As packs write it: <c>second-review</c>.</param>
/// <param name="Label">As explanations say it: <c>the second review</c>.</param>
public abstract partial record Moment(string Name, string Label)
{
    /// <summary>Its place in the pack, for caching within one evaluation. Set when the pack is read.</summary>
    public int Ordinal { get; init; } = -1;

    /// <summary>What a pack may define one by; each stands in a file of its own.</summary>
    internal static IReadOnlyList<MomentKind> Kinds { get; } =
    [
        Review.OfANumber,
        Review.OfAnOrder,
        PlanSince.Kind,
        PlanBecame.Kind,
        LossOf.Kind,
        PlacementSince.Kind,
        Birthday.Kind,
        EarliestOf.Kind,
        LatestOf.Kind,
        Booked.Kind,
        Start.Kind,
        Happened.Kind,
    ];

    /// <summary>Moments that need no definition.</summary>
    internal static IReadOnlyList<Moment> BuiltIn { get; } =
    [
        .. (
            (Moment[])
                [
                    new Start("start", "the day it arose", "on", false),
                    new Previous("previous", "the last one"),
                    new Previous("previous-review", "the review before it"),
                    new Entry("entry", "the day the child became looked after"),
                    new LeavingCare("leaving-care", "the day the child left care"),
                    new Birth("birth", "the child's birth"),
                    new PermanenceLost("permanence-lost", "the day permanence was lost"),
                    new PlanLost("plan-lost", "the day the child was left without a plan"),
                ]
        ).Select((moment, ordinal) => moment with { Ordinal = ordinal }),
    ];

    /// <summary>Its day for a child, on the day asked about.</summary>
    internal abstract MomentDay Day(IInquiry inquiry, in Arising arising);

    /// <summary>
    /// Since when it has had a day, as what arises from it counts: the day it happened or was first arranged. That a hearing is listed for
    /// another day makes nothing arise anew.
    /// </summary>
    internal virtual LocalDate KnownSince(MomentDay day, IInquiry inquiry, in Arising arising) => day.Source?.On ?? day.Day;

    /// <summary>Whether it depends on the occurrence asking, so that it cannot be shared between duties.</summary>
    public virtual bool IsRelative => false;

    /// <summary>The same with latest days of a council beside its own; null where it has none.</summary>
    internal virtual Moment? WithLatest(IReadOnlyList<LatestRule> more) => null;

    /// <summary>Whether what starts at it starts once it was held, or should have been: a booking alone starts nothing.</summary>
    internal virtual bool IsHeldOrLatest => false;

    /// <summary>The events it looks for.</summary>
    internal virtual IEnumerable<Selector> LooksFor => [];

    /// <summary>The names of the moments its day follows from.</summary>
    internal virtual IEnumerable<string> FollowsFrom => [];

    /// <summary>
    /// Reads the moments of a file. A council may add latest days to a review or a meeting of the national layer, and nothing else.
    /// </summary>
    internal static void Define(PolicyNode node, Definitions definitions)
    {
        foreach (var (name, definition) in node.Pairs())
        {
            if (!definitions.Moments.TryGetValue(name, out var existing))
            {
                if (definition.IsMap && definition.Pairs().All(pair => pair.Key == "latest"))
                    definition.Misses(
                        $"moment {name}",
                        $"There is no moment '{name}' to add latest days to.{Spelling.Nearest(name, definitions.Moments.Keys)}"
                    );
                else if (
                    definitions.Once(
                        $"moment {name}",
                        definition,
                        _ => Read(name, definition, definitions) is { } read ? definitions.Placed(read) : null
                    ) is
                    { } moment
                )
                    definitions.Moments[name] = moment;
                else
                    definition.Loses($"moment {name}");
            }
            else if (
                definition.Get("latest") is { } more
                && definitions.Once(
                    $"moment {name}",
                    definition,
                    _ => definitions.MomentNamed(name)!.WithLatest(LatestRule.ReadAll(more, definitions))
                )
                    is { } extended
            )
            {
                definition.RefuseUnknown(Review.More);
                definitions.Moments[name] = extended;
                if (Leads(existing, name, [], definitions))
                {
                    more.Fault($"'{name}' would follow from itself: a latest day counts from a day that is known without it.");
                    definitions.Moments[name] = existing;
                }
            }
            else
            {
                definition.Fault($"There is a moment '{name}' already; only the latest days of a review or a meeting can be added to.");
            }
        }
    }

    // Only what a council adds to a moment of the layer below can lead back to it: everything else names moments above its own line.
    private static bool Leads(Moment from, string to, HashSet<string> seen, Definitions definitions) =>
        definitions
            .Moments[from.Name]
            .FollowsFrom.Any(name =>
                name == to
                || (seen.Add(name) && definitions.Moments.TryGetValue(name, out var moment) && Leads(moment, to, seen, definitions))
            );

    private static Moment? Read(string name, PolicyNode node, Definitions definitions)
    {
        if (!node.IsMap)
        {
            node.Fault($"The moment '{name}' needs a label and what it is.");
            return null;
        }

        var label = node.Need("label", "explanations name the moment with it")?.Text() ?? name;
        if (Kinds.FirstOrDefault(kind => node.Get(kind.Key) is not null) is not { } known)
        {
            node.Fault($"The moment '{name}' says nothing of its day: use {string.Join(", ", Kinds.Select(kind => kind.Key))}.");
            return null;
        }

        node.RefuseUnknown(known.Keys);
        return known.Read(name, label, node, definitions);
    }

    private static MomentDay Extreme(IReadOnlyList<Moment> moments, IInquiry inquiry, in Arising arising, bool latest)
    {
        var best = MomentDay.Unknown;
        // By index: an enumerator of an interface is an allocation.
        for (var index = 0; index < moments.Count; index++)
        {
            var day = inquiry.Resolve(moments[index], arising);
            if (day.IsKnown && (!best.IsKnown || (latest ? day.Day > best.Day : day.Day < best.Day)))
                best = day;
        }

        return best;
    }
}
