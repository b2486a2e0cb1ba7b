using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Clocks;

public abstract partial class ClockKind
{
    private sealed class SoLongBefore : ClockKind
    {
        internal override string Means => "the day before a moment, or `at-least` so long before it";

        internal override IReadOnlyList<string> Examples => ["before: second-review", "at-least: 2 weeks, before: second-review"];

        internal override Keys Keys { get; } =
            new(
                Key.Needed("before", Schema.Moment.Saying("The day before it at the latest, or at-least so long before it.")),
                new("at-least", Schema.Limit)
            );

        internal override (Moment, TimeLimit?)? Read(PolicyNode node, Definitions definitions)
        {
            var moment = definitions.Moment(node.Get("before")!);
            var number = node.Get("at-least");
            var limit = number?.Limit();
            if (moment is null || (number is not null && limit is null))
                return null;
            if (limit is not { Unit: TimeUnit.Hours })
                return (moment, limit);
            node.Fault("Hours are counted forward only: use days before a moment.");
            return null;
        }

        internal override LocalDate Date(LimbRule limb, LocalDate moment, IInquiry inquiry) =>
            limb.Limit is { } limit ? inquiry.Before(moment, limit) : moment.PlusDays(-1);

        internal override string InWords(LimbRule limb) =>
            limb.Limit is { } limit
                ? $"at least {limit.InWords()} before {limb.Moment.Label}"
                : $"before {limb.Moment.Label}, so on the day before it at the latest";
    }
}
