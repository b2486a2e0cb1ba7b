using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record LookedAfter(bool Expected, Moment? At) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new("looked-after", "the child is looked after; with `false`, is not", ["true", "{ at: start }"], FlagOnADay.Schema, Read);

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.LookedAfterOn(TestedOn(inquiry, At, arising)) == Expected;

        public override string InWords(ISpeech speech, bool so = true) => $"the child {Is(so == Expected)} looked after{On(At)}";

        private static new LookedAfter Read(PolicyNode node, Definitions definitions)
        {
            var (expected, at) = FlagOnADay.Read(node, definitions);
            return new(expected, at);
        }
    }
}
