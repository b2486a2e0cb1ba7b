namespace Permanence.Domain.Policies.Occasions;

public abstract partial record Occasion
{
    /// <summary>Once in each period of care, counting what led up to it.</summary>
    public sealed record EachPeriodOfCare : Occasion
    {
        internal static OccasionKind Kind { get; } =
            new(
                "period-of-care",
                "once in each period of care, from the decision or the entry; leaving care ends it",
                ["period-of-care"],
                null,
                (_, _) => new EachPeriodOfCare()
            );

        public override string InWords(ISpeech speech) => "Once in each period of care";

        internal override bool IsOfCare => true;
    }
}
