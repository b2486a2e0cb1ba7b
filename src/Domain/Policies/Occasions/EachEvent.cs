using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Occasions;

public abstract partial record Occasion
{
    /// <summary>Each time something happens.</summary>
    public sealed record EachEvent(Selector Event, bool WholeLife) : Occasion
    {
        private static readonly Key[] Besides = [new Key("whole-life", Schemas.Schema.Flag.Saying("After care too, and before."))];

        internal static OccasionKind Kind { get; } =
            new(
                "event",
                "each time, or with `nth: 1` only the first; with `whole-life: true` after care too, and before",
                ["{ event: proceedings-issued }", "{ event: proceedings-issued, nth: 1 }", "{ event: order-made, whole-life: true }"],
                Selector.OfAnEventWith(Besides),
                Read
            );

        public override string InWords(ISpeech speech)
        {
            ArgumentNullException.ThrowIfNull(speech);
            return $"{(Event.Nth == 1 ? "The first time" : "Each time")}: {speech.InSentence(Event.InWords(speech))}";
        }

        internal override Selector? Entry => Event;

        internal override bool IsForEach => Event.Nth == 0;

        private static new EachEvent? Read(PolicyNode node, Definitions definitions)
        {
            if (Selector.Read(node, definitions, Besides) is not { } selector)
                return null;
            if (selector.IsRelative)
                node.Fault("'later' and 'matching' compare with the event a duty arose from: what it arises from stands on its own.");
            return new(selector, node.Get("whole-life")?.Flag() ?? false);
        }
    }
}
