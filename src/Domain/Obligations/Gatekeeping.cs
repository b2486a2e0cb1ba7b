using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Whether a policy lets events be recorded: what must be so before what.</summary>
public static class Gatekeeping
{
    /// <summary>
    /// The refusals of a council's gates, each with its clause, and of requirements that the policy does not have. An event that a soft
    /// gate stops goes through with a reason in its note.
    /// </summary>
    /// <param name="record">The record before the events, as it is known now.</param>
    /// <param name="events">The events, each tried against the record with those before it.</param>
    public static IReadOnlyList<Refusal> Try(
        ChildHistory record,
        IReadOnlyList<CareEvent> events,
        PolicyPacks policy,
        WorkingDayCalendar calendar
    )
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(policy);
        List<Refusal>? refusals = null;
        for (var index = 0; index < events.Count; index++)
        {
            // A correction is stopped by what stops the entry as it would be.
            var happened = events[index].Replacement ?? events[index];
            var pack = policy.InForceOn(happened.On);
            if (happened.Type == EventTypes.RequirementRecorded && happened.Text("clause") is { } asked && !pack.Clauses.ContainsKey(asked))
                (refusals ??= []).Add(
                    new Refusal(
                        RefusalCodes.UnknownClause,
                        $"The policy has no requirement '{asked}'.{Spelling.Nearest(asked, pack.Clauses.Keys)}",
                        $"events[{index}].clause"
                    )
                );
            Inquiry? inquiry = null;
            foreach (var gate in pack.Gates)
            {
                if (!gate.Stops.Any(selector => selector.TypeName == happened.Type && selector.Matches(happened, default)))
                    continue;
                inquiry ??= new Inquiry(
                    (index == 0 ? record : new ChildHistory(record.Timeline.With([.. events.Take(index)]))).On(happened.On),
                    pack,
                    calendar
                );
                var arising = new Arising(happened.On, happened, 0, MomentDay.HappenedOn(happened));
                if (
                    !inquiry.HoldAll(gate.When, arising)
                    || inquiry.HoldAll(gate.Unless, arising)
                    || (!gate.Hard && !string.IsNullOrWhiteSpace(happened.Note))
                )
                    continue;
                var way = gate.Hard ? "" : " If there is a good reason to go ahead, give it in the note.";
                (refusals ??= []).Add(
                    new Refusal(
                        gate.Hard ? RefusalCodes.Gate : RefusalCodes.GateNeedsReason,
                        $"{gate.Sentence} ({gate.Clause.Id}, {gate.Clause.Document}){way}",
                        $"events[{index}]",
                        gate.Clause.Id
                    )
                );
            }
        }

        return refusals ?? [];
    }
}
