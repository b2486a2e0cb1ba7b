using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record LookedAfter(bool Expected, Moment? At) : Condition
    {
        private static readonly Keys Keys = new(Key.Needed("at", Schema.Moment));

        internal static ConditionKind Kind { get; } =
            new(
                "looked-after",
                "the child is looked after; with `false`, is not",
                ["true", "{ at: start }"],
                Schema.OneOf(Schema.Flag, Keys),
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.LookedAfterOn(TestedOn(inquiry, At, arising)) == Expected;

        public override string InWords(ISpeech speech, bool so = true) => $"the child {Is(so == Expected)} looked after{On(At)}";

        private static new LookedAfter Read(PolicyNode node, Definitions definitions)
        {
            if (!node.IsMap)
                return new(node.Flag(), null);
            node.RefuseUnknown(Keys);
            return new(true, node.Need("at", "say on which day") is { } at ? definitions.Moment(at) : null);
        }
    }
}
