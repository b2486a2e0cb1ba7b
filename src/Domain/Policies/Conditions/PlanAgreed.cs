using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>The primary plan that is live has been agreed; one agreed earlier and ended since says nothing of it.</summary>
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record PlanAgreed(bool Expected, Moment? At) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                EventTypes.PlanAgreed,
                "the primary plan of that day is agreed, not one that was ended or changed since; with `false`, there is none that is",
                ["true", "{ at: start }"],
                FlagOnADay.Schema,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.AsOf(TestedOn(inquiry, At, arising)).PlanAgreedBy is not null == Expected;

        public override string InWords(ISpeech speech, bool so = true) => $"there is {(so == Expected ? "an" : "no")} agreed plan{On(At)}";

        private static new PlanAgreed Read(PolicyNode node, Definitions definitions)
        {
            var (expected, at) = FlagOnADay.Read(node, definitions);
            return new(expected, at);
        }
    }
}
