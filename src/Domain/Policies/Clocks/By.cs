using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Clocks;

public abstract partial class ClockKind
{
    private sealed class OnTheDay : ClockKind
    {
        internal override string Means => "the moment's own day: held, else booked, else the latest that the rules allow";

        internal override IReadOnlyList<string> Examples => ["by: second-review"];

        internal override Keys Keys { get; } =
            new(Key.Needed("by", Schema.Moment.Saying("On its day: held, else booked, else the latest day the rules allow.")));

        internal override LocalDate Date(LimbRule limb, LocalDate moment, IInquiry inquiry) => moment;

        internal override string InWords(LimbRule limb) => $"by the day of {limb.Moment.Label}";
    }
}
