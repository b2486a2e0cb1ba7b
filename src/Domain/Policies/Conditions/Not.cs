using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    public sealed record Not(Condition Inner) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "not",
                "the condition in it does not hold",
                ["{ order: [placement] }"],
                Schema.Defined("condition"),
                (node, definitions) => Read(node, definitions) is { } inner ? new Not(inner) : null
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) => !Inner.Holds(inquiry, arising);

        public override string InWords(ISpeech speech, bool so = true) => Inner.InWords(speech, !so);

        internal override IEnumerable<Selector> LooksFor => Inner.LooksFor;

        internal override bool IsOfTheStart => Inner.IsOfTheStart;

        internal override bool IsUnknown(IInquiry inquiry) => Inner.IsUnknown(inquiry);

        public override bool IsRuledOut => Inner is Chosen { IsChosen: true };

        public override IEnumerable<PackSetting> LeftOpen => Inner.LeftOpen;

        internal override Not Having(IReadOnlyDictionary<string, PackSetting> settings) => new(Inner.Having(settings));
    }
}
