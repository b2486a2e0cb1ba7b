using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Clocks;

public abstract partial class ClockKind
{
    private sealed class SoLongAfter : ClockKind
    {
        internal override string Means =>
            "so long after a moment, the day after it being day 1; with `counts-trigger-day` the moment's own day is; a moment that it is "
            + "`extended-to` may replace an earlier date, as a court's timetable does";

        internal override IReadOnlyList<string> Examples =>
            [
                "within: 15 working-days, of: entry",
                "within: 28 days, of: start, counts-trigger-day: true",
                "within: 10 days, of: start, extended-to: final-hearing",
            ];

        internal override Keys Keys { get; } =
            new(
                Key.Needed("within", Schema.Limit.Saying("So long after the moment of.")),
                Key.Needed("of", Schema.Moment),
                new("counts-trigger-day", Schema.Flag.Saying("The trigger is day 1.")),
                new("extended-to", Schema.Moment.Saying("A moment that may replace an earlier date."))
            );

        internal override (Moment, TimeLimit?)? Read(PolicyNode node, Definitions definitions)
        {
            var moment = node.Need("of", "'within' counts from a moment") is { } of ? definitions.Moment(of) : null;
            var limit = node.Get("within")!.Limit();
            return moment is null || limit is null ? null : (moment, limit);
        }

        internal override LocalDate Date(LimbRule limb, LocalDate moment, IInquiry inquiry) =>
            inquiry.After(moment, limb.Limit!).PlusDays(limb.CountsTriggerDay ? -1 : 0);

        internal override string InWords(LimbRule limb) =>
            $"within {limb.Limit!.InWords()} of {limb.Moment.Label}{(limb.CountsTriggerDay ? ", that day being day 1" : "")}";
    }
}
