using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    public sealed record Unborn(Moment At) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "unborn",
                "the child was not yet born on that day",
                ["start"],
                Schema.Moment,
                (node, definitions) => definitions.Moment(node) is { } at ? new Unborn(at) : null
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.Birth is { } expected && expected > TestedOn(inquiry, At, arising);

        public override string InWords(ISpeech speech, bool so = true) => $"the child is {(so ? "not yet born" : "born")}{On(At)}";
    }
}
