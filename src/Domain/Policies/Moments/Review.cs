using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>A statutory review of a period of care.</summary>
    public sealed record Review(string Name, string Label, ReviewPick Pick, int Number, Moment? Reference, IReadOnlyList<LatestRule> Latest)
        : Moment(Name, Label)
    {
        private static readonly string[] Places = ["next", "first", "last", "penultimate"];

        private static readonly Key Limits = new("latest", LatestRule.Schema);

        internal static MomentKind OfANumber { get; } =
            new(
                "that statutory review of the period of care: held, else booked, else the latest day the rules allow",
                "{ review: 2, latest: [{ clause: SALT-3, within: 14 weeks, of: entry }] }",
                [new Key("review", Schema.Whole(1, 99)), Limits],
                (name, label, node, definitions) =>
                    node.Get("review")!.Whole(1, 99) is { } number
                        ? new Review(name, label, ReviewPick.Numbered, number, null, Rules(node, definitions))
                        : null
            );

        internal static MomentKind OfAnOrder { get; } =
            new(
                "the `next` review after the one a duty arose from; the `last` or `penultimate` one `before` a moment; "
                    + "the `first` `since` one",
                "{ which-review: last, before: final-hearing }",
                [new Key("which-review", Schema.Word(Places)), new Key("before", Schema.Moment), new Key("since", Schema.Moment), Limits],
                InOrder
            );

        /// <summary>What a council may add to a review of the national layer.</summary>
        internal static Keys More { get; } = new(Limits);

        public override bool IsRelative => Pick == ReviewPick.Next || Reference is { IsRelative: true };

        internal override Moment? WithLatest(IReadOnlyList<LatestRule> more) => this with { Latest = [.. Latest, .. more] };

        internal override IEnumerable<string> FollowsFrom =>
            [
                .. Latest.Select(rule => rule.Of.Name),
                .. Reference is { } reference ? [reference.Name] : (string[])[],
                // A sequence of reviews begins with the first two.
                .. Pick is ReviewPick.Numbered or ReviewPick.Next ? (string[])[] : ["first-review", "second-review"],
            ];

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) => inquiry.ReviewDay(this, arising);

        private static Review? InOrder(string name, string label, PolicyNode node, Definitions definitions)
        {
            var which = node.Get("which-review")!;
            var word = which.Word("a place in the order of reviews", Places);
            var (before, since) = (node.Get("before"), node.Get("since"));
            var (wanted, other) = word switch
            {
                "first" => ("since", before),
                "last" or "penultimate" => ("before", since),
                _ => ("", before ?? since),
            };
            if (other is not null && word is not null)
                other.Fault($"'{word}' goes with {(wanted.Length == 0 ? "neither 'before' nor 'since'" : $"'{wanted}'")}.");
            var reference = (before ?? since) is { } named ? definitions.Moment(named) : null;
            if (wanted.Length > 0 && before is null && since is null)
                which.Fault($"'{word}' needs '{wanted}' with a moment.");
            if (word is null || (wanted.Length > 0 && reference is null))
                return null;
            return new Review(
                name,
                label,
                word switch
                {
                    "first" => ReviewPick.FirstFrom,
                    "last" => ReviewPick.LastBefore,
                    "penultimate" => ReviewPick.PenultimateBefore,
                    _ => ReviewPick.Next,
                },
                0,
                reference,
                Rules(node, definitions)
            );
        }

        private static IReadOnlyList<LatestRule> Rules(PolicyNode node, Definitions definitions) =>
            node.Get("latest") is { } limits ? LatestRule.ReadAll(limits, definitions) : [];
    }
}

/// <summary>Which review is meant. Reviews are held, booked, or projected at the longest lawful gap.</summary>
public enum ReviewPick
{
    Numbered,

    /// <summary>The one after the review a duty arose from.</summary>
    Next,

    /// <summary>The last before the reference, from those held, booked and projected.</summary>
    LastBefore,
    PenultimateBefore,
    FirstFrom,
}
