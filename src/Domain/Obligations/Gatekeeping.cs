using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Whether a policy lets events be recorded: what must be so before what.</summary>
public static class Gatekeeping
{
    /// <summary>
    /// The refusals of a council's gates, each with its clause, and of requirements that the policy does not have. An event that a soft
    /// gate stops goes through with a reason in its note. What let something through a gate is not taken back from under it, nor undone by
    /// an order or a decision that ended before it: then the gate is asked again of what stands on it.
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
        var refusals = new List<Refusal>();
        for (var index = 0; index < events.Count; index++)
        {
            var before = index;
            TryOne(
                () => before == 0 ? record : new ChildHistory(record.Timeline.With([.. events.Take(before)])),
                events[index],
                index,
                policy,
                calendar,
                refusals
            );
        }

        refusals.AddRange(ConcernChecks.Try(record, events));
        if (events.Any(Undoes))
            TryAgain(record.Timeline.File, events, policy, calendar, refusals);
        return refusals;
    }

    /// <summary>
    /// The same of the events that open a record, each tried on its day against those that happened before it, in whatever order the file
    /// has them.
    /// </summary>
    /// <param name="file">The record as it would be opened. What it says was withdrawn is not tried.</param>
    public static IReadOnlyList<Refusal> TryOpening(CaseFile file, PolicyPacks policy, WorkingDayCalendar calendar) =>
        [.. PassedBy(file, policy, calendar).Select(passed => passed.Why)];

    /// <summary>
    /// The entries of a record that was loaded as it stands, as a migration does, which <see cref="TryOpening"/> would have refused: one
    /// for each gate that stood before the entry on its day, under the policy then in force.
    /// </summary>
    /// <param name="file">The record. What it says was withdrawn is not asked about; what was corrected, as it stands.</param>
    public static IReadOnlyList<PassedGate> PassedBy(CaseFile file, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(policy);
        var passed = new List<PassedGate>();
        var amendments = Amendments.Of(file.Events);
        var lived = file
            .Events.Select((happened, index) => (Stands: Timeline.IsAboutAnEntry(happened) ? null : amendments.Standing(happened), index))
            .Where(one => one.Stands is not null)
            .OrderBy(one => one.Stands!.On)
            .ToList();
        for (var place = 0; place < lived.Count; place++)
        {
            var (before, stands) = (place, lived[place].Stands!);
            var refusals = new List<Refusal>();
            TryOne(
                () => new ChildHistory(file with { Events = [.. lived.Take(before).Select(one => one.Stands!)] }),
                stands,
                lived[place].index,
                policy,
                calendar,
                refusals
            );
            passed.AddRange(refusals.Select(why => new PassedGate(stands, why)));
        }

        return passed;
    }

    private static void TryOne(
        Func<ChildHistory> before,
        CareEvent coming,
        int index,
        PolicyPacks policy,
        WorkingDayCalendar calendar,
        List<Refusal> refusals
    )
    {
        // A correction is stopped by what stops the entry as it would be.
        var happened = coming.Replacement ?? coming;
        var pack = policy.InForceOn(happened.On);
        if (happened.Type == EventTypes.RequirementRecorded && happened.Text("clause") is { } asked && !pack.Clauses.ContainsKey(asked))
            refusals.Add(
                new Refusal(
                    RefusalCodes.UnknownClause,
                    $"The policy has no requirement '{asked}'.{Spelling.Nearest(asked, pack.Clauses.Keys)}",
                    $"events[{index}].clause"
                )
            );
        Inquiry? inquiry = null;
        foreach (var gate in pack.Gates)
        {
            if (!gate.IsOf(happened))
                continue;
            inquiry ??= new Inquiry(before().On(happened.On), pack, calendar);
            if (!IsShut(gate, happened, inquiry) || (!gate.Hard && !string.IsNullOrWhiteSpace(happened.Note)))
                continue;
            var way = gate.Hard ? "" : " If there is a good reason to go ahead, give it in the note.";
            refusals.Add(
                new Refusal(
                    gate.Hard ? RefusalCodes.Gate : RefusalCodes.GateNeedsReason,
                    $"{gate.Sentence} ({gate.Clause.Id}, {gate.Clause.Document}){way}",
                    $"events[{index}]",
                    gate.Clause.Id
                )
            );
        }
    }

    // What takes back what was recorded, by whatever name: what ended before something stood on it was not there for it.
    private static bool Undoes(CareEvent happened) =>
        Timeline.IsAboutAnEntry(happened)
        || happened.Type is EventTypes.OrderEnded or EventTypes.ShouldBePlacedReversed or EventTypes.MatchEnded;

    // The reason for taking an entry back is no reason for going ahead without it: a soft gate asks for one in the entry that stands on it.
    private static void TryAgain(
        CaseFile record,
        IReadOnlyList<CareEvent> events,
        PolicyPacks policy,
        WorkingDayCalendar calendar,
        List<Refusal> refusals
    )
    {
        CaseFile next = record with { Events = [.. record.Events, .. events] };
        var (then, now) = (Amendments.Of(record.Events), Amendments.Of(next.Events));
        var undoing = Enumerable.Range(0, events.Count).First(index => Undoes(events[index]));
        // What ended something ended it for what comes after its own day.
        var from = events.Any(Timeline.IsAboutAnEntry) ? LocalDate.MinIsoValue : events.Where(Undoes).Min(one => one.On).PlusDays(1);
        foreach (var entry in record.Events)
        {
            // What is itself corrected here was tried as it would be.
            if (
                Timeline.IsAboutAnEntry(entry)
                || then.Standing(entry) is not { } stood
                || now.Standing(entry) is not { } stands
                || stands.On < from
                || !stood.Equals(stands)
            )
                continue;
            var pack = policy.InForceOn(stands.On);
            foreach (var gate in pack.Gates)
            {
                if (
                    !gate.IsOf(stands)
                    || (!gate.Hard && !string.IsNullOrWhiteSpace(stands.Note))
                    || !IsShut(gate, stands, Asked(Without(next, entry), stands, pack, calendar))
                    || IsShut(gate, stands, Asked(Without(record, entry), stands, pack, calendar))
                )
                    continue;
                var way = gate.Hard
                    ? "Withdraw that entry first, or with it."
                    : "If there was a good reason to go ahead, give it in the note of that entry first; or withdraw it.";
                refusals.Add(
                    new Refusal(
                        gate.Hard ? RefusalCodes.Gate : RefusalCodes.GateNeedsReason,
                        $"'{EventVocabulary.LabelOf(stands.Type)}' of {InWords.Date(stands.On)} stands on this: {gate.Sentence} "
                            + $"({gate.Clause.Id}, {gate.Clause.Document}) {way}",
                        $"events[{undoing}]",
                        gate.Clause.Id
                    )
                );
            }
        }
    }

    /// <summary>
    /// The entries of a record that a gate would not have let in beside all the others: a soft one those that give no reason in their note.
    /// </summary>
    internal static IEnumerable<(CareEvent Entry, Gate Gate)> Stopped(CaseFile record, PolicyPacks policy, WorkingDayCalendar calendar)
    {
        foreach (var entry in record.Events)
        {
            var pack = policy.InForceOn(entry.On);
            var gates = pack.Gates.Where(gate => (gate.Hard || string.IsNullOrWhiteSpace(entry.Note)) && gate.IsOf(entry)).ToList();
            if (gates.Count == 0)
                continue;
            var inquiry = Asked(Without(record, entry), entry, pack, calendar);
            if (gates.Find(gate => IsShut(gate, entry, inquiry)) is { } shut)
                yield return (entry, shut);
        }
    }

    private static CaseFile Without(CaseFile record, CareEvent entry) =>
        record with
        {
            Events = [.. record.Events.Where(other => !ReferenceEquals(other, entry))],
        };

    private static Inquiry Asked(CaseFile before, CareEvent happened, PolicyPack pack, WorkingDayCalendar calendar) =>
        new(new CaseHistory(Timeline.Of(before), happened.On), pack, calendar);

    internal static bool IsShut(Gate gate, CareEvent happened, Inquiry inquiry)
    {
        var arising = Arising.From(WithWhom(happened, inquiry.History));
        return inquiry.HoldAll(gate.When, arising) && !inquiry.HoldAll(gate.Unless, arising);
    }

    // What is recorded of the carers the child is with is about them, whether or not it names them: the home does.
    private static CareEvent WithWhom(CareEvent happened, CaseHistory history)
    {
        var isOfTheHome =
            happened.Type == EventTypes.PermanenceSecured
            || (happened.Type == EventTypes.PlacementStarted && happened.Flag("sameCarers") == true);
        return isOfTheHome && happened.Text("carer") is null && history.Placement?.Text("carer") is { } carer
            ? happened with
            {
                Fields = EventFields.Of(happened.Fields.Append(new("carer", carer))),
            }
            : happened;
    }
}

/// <summary>An entry that stands in a record though a gate, or a requirement that the policy does not have, speaks against it.</summary>
public sealed record PassedGate(CareEvent Entry, Refusal Why);
