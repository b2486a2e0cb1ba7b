using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>Permanence was secured and is not lost again.</summary>
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record PermanenceSecured(bool Expected, Moment? At) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                EventTypes.PermanenceSecured,
                "permanence was secured and is not lost again; with `false`, it is not",
                ["true", "{ at: start }"],
                FlagOnADay.Schema,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.AsOf(TestedOn(inquiry, At, arising)).Permanence is { IsLost: false } == Expected;

        public override string InWords(ISpeech speech, bool so = true) => $"permanence {Is(so == Expected)} secured{On(At)}";

        private static new PermanenceSecured Read(PolicyNode node, Definitions definitions)
        {
            var (expected, at) = FlagOnADay.Read(node, definitions);
            return new(expected, at);
        }
    }
}
