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
                "the `plan-set` it arose from, or what agreed a plan, made it another primary plan than the one before; with `false`, "
                    + "the same",
                ["true"],
                Schema.Flag,
                (node, _) => new PlanChanged(node.Flag())
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            arising.Event is { } step
            && (step.Text("option") ?? step.Text("planAgreed")) is not null
            && step.Type
                is EventTypes.PlanSet
                    or EventTypes.PlanAgreed
                    or EventTypes.PlanConfirmed
                    or EventTypes.PlanRatified
                    or EventTypes.ReviewHeld
            && inquiry.History.ChangesPlan(step) == Expected;

        internal override bool IsOfTheStart => true;

        public override string InWords(ISpeech speech, bool so = true) =>
            so == Expected ? "it changed the plan" : "it did not change the plan";
    }
}
