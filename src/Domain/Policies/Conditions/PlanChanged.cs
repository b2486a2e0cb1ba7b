using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>The event the duty arose from set another primary plan than the one before it.</summary>
    public sealed record PlanChanged(bool Expected) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "plan-changed",
                "the `plan-set` it arose from set another primary plan than the one before it; with `false`, the same",
                ["true"],
                Schema.Flag,
                (node, _) => new PlanChanged(node.Flag())
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            arising.Event is { Type: EventTypes.PlanSet } set && inquiry.History.ChangesPlan(set) == Expected;

        internal override bool IsOfTheStart => true;

        public override string InWords(ISpeech speech, bool so = true) =>
            so == Expected ? "it changed the plan" : "it did not change the plan";
    }
}
