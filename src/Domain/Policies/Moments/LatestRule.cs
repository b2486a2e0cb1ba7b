using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Moments;

/// <summary>A limit on when a review may be held, for when it is neither held nor booked.</summary>
/// <param name="Nth">Which review since <paramref name="Of"/> it limits: 2 for the second. 0 for a limit on any.</param>
public sealed record LatestRule(Clause Clause, Moment Of, TimeLimit Limit, int Nth)
{
    private static readonly Keys Keys = new(
        Key.Needed("clause", Schemas.Schema.Clause),
        Key.Needed("within", Schemas.Schema.Limit),
        Key.Needed("of", Schemas.Schema.Moment),
        new Key("nth-review", Schemas.Schema.Whole(1, 99).Saying("Which review since that day it limits; left out, any."))
    );

    internal static Schema Schema { get; } = Schemas.Schema.OneOrMany(Keys);

    internal static IReadOnlyList<LatestRule> ReadAll(PolicyNode node, Definitions definitions)
    {
        var rules = new List<LatestRule>();
        foreach (var item in node.Items())
        {
            item.RefuseUnknown(Keys);
            var clause = definitions.Clause(item);
            var limit = item.Need("within", "a latest day is so long after something")?.Limit();
            var nth = item.Get("nth-review")?.Whole(1, 99) ?? 0;
            var of = item.Need("of", "a latest day counts from a moment") is { } from ? definitions.Moment(from) : null;
            if (clause is not null && limit is not null && of is not null)
                rules.Add(new LatestRule(clause, of, limit, nth));
        }

        return rules;
    }
}
