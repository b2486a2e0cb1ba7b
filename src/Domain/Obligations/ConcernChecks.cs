using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Which concern an entry answers: nobody resolves one by speaking of none.</summary>
public static class ConcernChecks
{
    /// <summary>The refusals of resolutions that name no concern where one stands that they cannot be about.</summary>
    /// <param name="record">The record before the events, as it is known now.</param>
    /// <param name="events">The events, each tried against the record with those before it.</param>
    public static IEnumerable<Refusal> Try(ChildHistory record, IReadOnlyList<CareEvent> events)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(events);
        for (var index = 0; index < events.Count; index++)
        {
            var resolution = events[index].Replacement ?? events[index];
            if (
                resolution.Type != EventTypes.EscalationResolved
                || resolution.Text("escalation") is not null
                || resolution.Text("clause") is not null
                || Standing(record.Timeline.File, events, index, resolution) is not { Count: > 0 } standing
                || Concern.AnsweredBy(resolution, standing).Count > 0
            )
                continue;
            var days = standing.Select(concern => InWords.Date(concern.Raised.On)).Distinct();
            yield return new Refusal(
                RefusalCodes.WhichConcern,
                $"Say in 'escalation' which concern is resolved: there {(standing.Count == 1 ? "is one" : $"are {standing.Count}")}, "
                    + $"raised on {string.Join(" and on ", days)}, and an entry that names none resolves none of them.",
                $"events[{index}].escalation"
            );
        }
    }

    /// <summary>The concerns that an entry is about which resolves one or puts one off; none for any other entry.</summary>
    internal static IReadOnlyList<Concern> Answered(CaseFile? record, IReadOnlyList<CareEvent> events, int index) =>
        record is not null && events[index].Type is EventTypes.EscalationResolved or EventTypes.EscalationSnoozed
            ? Concern.AnsweredBy(events[index], Standing(record, events, index, events[index]))
            : [];

    private static IReadOnlyList<Concern> Standing(CaseFile record, IReadOnlyList<CareEvent> events, int index, CareEvent answer)
    {
        var whole = new ChildHistory(record with { Events = [.. record.Events, .. events.Take(index)] });
        // One that names the entry is about it on whatever day it is said to be of.
        var last = whole.Timeline.Events is [.., var latest] && latest.On > answer.On ? latest.On : answer.On;
        return whole.On(answer.Text("escalation") is null ? answer.On : last).Concerns;
    }
}
