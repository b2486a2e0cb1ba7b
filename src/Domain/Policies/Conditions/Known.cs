using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>A moment has a day, happened or booked.</summary>
    public sealed record Known(Moment Moment) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "known",
                "that moment has a day: it happened, is booked, or follows from others",
                ["final-hearing"],
                Schema.Moment,
                (node, definitions) => definitions.Moment(node) is { } moment ? new Known(moment) : null
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) => inquiry.Resolve(Moment, arising).IsKnown;

        public override string InWords(ISpeech speech, bool so = true) => $"{Moment.Label} {Is(so)} known";

        internal override IEnumerable<Selector> LooksFor => Moment.LooksFor;
    }
}
