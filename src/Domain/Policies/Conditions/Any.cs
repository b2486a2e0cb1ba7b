using System.Collections.Immutable;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    public sealed record Any(ImmutableArray<Condition> Conditions) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "any",
                "one of the conditions in it holds",
                ["[{ siblings: true }, { plan: [adoption] }]"],
                Schema.OneOrMany(Schema.Defined("condition")),
                (node, definitions) => new Any(ReadAll(node, definitions))
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising)
        {
            foreach (var condition in Conditions)
            {
                if (condition.Holds(inquiry, arising))
                    return true;
            }

            return false;
        }

        public override string InWords(ISpeech speech, bool so = true)
        {
            var each = Conditions.Select(one => one.InWords(speech, so)).ToList();
            return so ? Domain.InWords.Or(each) : string.Join(" and ", each);
        }

        internal override IEnumerable<Selector> LooksFor => Conditions.SelectMany(one => one.LooksFor);

        internal override bool IsOfTheStart => Conditions.Any(one => one.IsOfTheStart);

        public override IEnumerable<PackSetting> LeftOpen => Conditions.SelectMany(one => one.LeftOpen);

        internal override Any Having(IReadOnlyDictionary<string, PackSetting> settings) =>
            new([.. Conditions.Select(one => one.Having(settings))]);
    }
}
