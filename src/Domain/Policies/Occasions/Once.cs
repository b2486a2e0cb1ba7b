namespace Permanence.Domain.Policies.Occasions;

public abstract partial record Occasion
{
    /// <summary>Once in a child's life.</summary>
    public sealed record Once : Occasion
    {
        internal static OccasionKind Kind { get; } = new("life", "once in each case", ["life"], null, (_, _) => new Once());

        public override string InWords(ISpeech speech) => "Once in a child’s life";
    }
}
