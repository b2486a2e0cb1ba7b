using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Occasions;

public abstract partial record Occasion
{
    /// <summary>Each review held with a number in this range.</summary>
    public sealed record EachReview(int From, int To) : Occasion
    {
        private static readonly Schema Number = Schemas.Schema.Whole(1, 99);

        private static readonly Selector Held = new()
        {
            Type = EventVocabulary.OrdinalOf(EventTypes.ReviewHeld),
            TypeName = EventTypes.ReviewHeld,
        };

        internal static OccasionKind AtOne { get; } =
            Of("review", "at that statutory review of the period of care; leaving care ends it", "{ review: 1 }", one => new(one, one));

        internal static OccasionKind FromOne { get; } =
            Of("review-from", "at each review from that one on; leaving care ends it", "{ review-from: 2 }", one => new(one, int.MaxValue));

        public override string InWords(ISpeech speech)
        {
            ArgumentNullException.ThrowIfNull(speech);
            return From == To
                ? $"At the {speech.Ordinal(From)} {speech.Term("review")}"
                : $"At each {speech.Term("review")} from the {speech.Ordinal(From)} on";
        }

        internal override Selector? Entry => Held;

        internal override bool IsOfCare => true;

        internal override bool IsForEach => From != To;

        private static OccasionKind Of(string key, string means, string example, Func<int, EachReview> read)
        {
            var keys = new Keys(Key.Needed(key, Number));
            return new(
                key,
                means,
                [example],
                keys,
                (node, _) =>
                {
                    node.RefuseUnknown(keys);
                    return node.Get(key)!.Whole(1, 99) is { } number ? read(number) : null;
                }
            );
        }
    }
}
