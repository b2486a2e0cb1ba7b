using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    public sealed record Siblings(bool Expected) : Condition
    {
        private static readonly int Joined = EventVocabulary.OrdinalOf(EventTypes.SiblingJoined);
        private static readonly int Left = EventVocabulary.OrdinalOf(EventTypes.SiblingLeft);

        internal static ConditionKind Kind { get; } =
            new(
                "siblings",
                "the child has brothers or sisters; with `false`, has none",
                ["true"],
                Schema.Flag,
                (node, _) => new Siblings(node.Flag())
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            Expected == (inquiry.History.Child.Siblings.Count > 0 || inquiry.History.Of(Joined).Length > inquiry.History.Of(Left).Length);

        public override string InWords(ISpeech speech, bool so = true) =>
            $"the child has {(so == Expected ? "" : "no ")}brothers or sisters";
    }
}
