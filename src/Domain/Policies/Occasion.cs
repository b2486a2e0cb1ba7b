using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies;

/// <summary>How often a duty arises.</summary>
public abstract record Occasion
{
    private static readonly string[] Words = ["life", "period-of-care", "foster-family"];

    private static readonly Keys AtAReview = new(Key.Needed("review", Schemas.Schema.Whole(1, 99)));

    private static readonly Keys FromAReview = new(Key.Needed("review-from", Schemas.Schema.Whole(1, 99)));

    private static readonly Key[] OfAnEvent = [new Key("whole-life", Schemas.Schema.Flag.Saying("After care too, and before."))];

    internal static Schema Schema { get; } =
        Schemas.Schema.OneOf(Schemas.Schema.Word(Words), AtAReview, FromAReview, Selector.OfAnEventWith(OfAnEvent));

    /// <summary>As a council says it.</summary>
    public abstract string InWords(ISpeech speech);

    /// <summary>Once in a child's life.</summary>
    public sealed record Once : Occasion
    {
        public override string InWords(ISpeech speech) => "Once in a child’s life";
    }

    /// <summary>Once in each period of care, counting what led up to it.</summary>
    public sealed record EachPeriodOfCare : Occasion
    {
        public override string InWords(ISpeech speech) => "Once in each period of care";
    }

    /// <summary>Each time something happens.</summary>
    public sealed record EachEvent(Selector Event, bool WholeLife) : Occasion
    {
        public override string InWords(ISpeech speech)
        {
            ArgumentNullException.ThrowIfNull(speech);
            return $"{(Event.Nth == 1 ? "The first time" : "Each time")}: {speech.InSentence(Event.InWords(speech))}";
        }
    }

    /// <summary>Each review held with a number in this range.</summary>
    public sealed record EachReview(int From, int To) : Occasion
    {
        public override string InWords(ISpeech speech)
        {
            ArgumentNullException.ThrowIfNull(speech);
            return From == To
                ? $"At the {speech.Ordinal(From)} {speech.Term("review")}"
                : $"At each {speech.Term("review")} from the {speech.Ordinal(From)} on";
        }
    }

    /// <summary>Each unbroken stay with the same foster family.</summary>
    public sealed record EachFosterFamily : Occasion
    {
        public override string InWords(ISpeech speech) => "Once in each unbroken stay with a foster family";
    }

    internal static Occasion? Read(PolicyNode node, Definitions definitions)
    {
        if (!node.IsMap)
        {
            return node.Word("an occasion", Words) switch
            {
                "life" => new Once(),
                "period-of-care" => new EachPeriodOfCare(),
                "foster-family" => new EachFosterFamily(),
                _ => null,
            };
        }

        if (node.Get("review-from") is { } number)
        {
            node.RefuseUnknown(FromAReview);
            return number.Whole(1, 99) is { } from ? new EachReview(from, int.MaxValue) : null;
        }

        if (node.Get("review") is { } exactly)
        {
            node.RefuseUnknown(AtAReview);
            return exactly.Whole(1, 99) is { } which ? new EachReview(which, which) : null;
        }

        if (Selector.Read(node, definitions, OfAnEvent) is not { } selector)
            return null;
        if (selector.IsRelative)
            node.Fault("'later' and 'matching' compare with the event a duty arose from: what it arises from stands on its own.");
        return new EachEvent(selector, node.Get("whole-life")?.Flag() ?? false);
    }
}
