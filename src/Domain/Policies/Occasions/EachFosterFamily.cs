namespace Permanence.Domain.Policies.Occasions;

public abstract partial record Occasion
{
    /// <summary>Each unbroken stay with the same foster family.</summary>
    public sealed record EachFosterFamily : Occasion
    {
        internal static OccasionKind Kind { get; } =
            new(
                "foster-family",
                "once for each unbroken stay with one family; leaving care ends it",
                ["foster-family"],
                null,
                (_, _) => new EachFosterFamily()
            );

        public override string InWords(ISpeech speech) => "Once in each unbroken stay with a foster family";

        internal override bool IsOfCare => true;
    }
}
