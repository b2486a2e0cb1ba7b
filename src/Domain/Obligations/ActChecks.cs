using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>Whether what somebody records is theirs to record: whose act it is, and who puts right what others recorded.</summary>
public static class ActChecks
{
    /// <summary>The refusals of what is not the act of whoever says so, each naming who may.</summary>
    /// <param name="record">The record before the events; null where there is none.</param>
    /// <param name="events">The events as they would be stored, with ids and the stamp of whoever says so.</param>
    public static IReadOnlyList<Refusal> Try(CaseFile? record, IReadOnlyList<CareEvent> events, PolicyPacks policy)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(policy);
        List<Refusal>? refusals = null;
        for (var index = 0; index < events.Count; index++)
        {
            if (Why(record, events, index, policy) is { } why)
                (refusals ??= []).Add(new Refusal(RefusalCodes.NotYourAct, why, $"events[{index}]"));
        }

        return refusals ?? [];
    }

    /// <summary>
    /// The events with the role in their stamps in which each is recorded by somebody who has several: the first whose act it is, or the
    /// first of all where it is that of none.
    /// </summary>
    /// <param name="record">The record before the events; null where there is none.</param>
    /// <param name="events">The events as they would be stored, with ids and the stamp of whoever says so.</param>
    /// <param name="roles">Theirs, in the order in which they are tried.</param>
    public static IReadOnlyList<CareEvent> InRole(
        CaseFile? record,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<string> roles,
        PolicyPacks policy
    )
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(roles);
        var acting = events.ToArray();
        for (var index = 0; index < acting.Length; index++)
        {
            if (acting[index].Recorded is not { } stamp)
                continue;
            foreach (var role in roles.Append(roles[0]))
            {
                acting[index] = events[index] with { Recorded = stamp with { Role = role } };
                if (Why(record, acting, index, policy) is null)
                    break;
            }
        }

        return acting;
    }

    private static string? Why(CaseFile? record, IReadOnlyList<CareEvent> events, int index, PolicyPacks policy)
    {
        if (events[index].Recorded is not { } stamp)
            return null;
        var asking = Of(stamp, policy);
        return !Timeline.IsAboutAnEntry(events[index])
                ? asking.ToRecord(events[index]) ?? asking.ToAnswer(events[index], ConcernChecks.Answered(record, events, index))
            : Find(record, events, index) is { } entry
                ? asking.ToPutRight(events[index].Type, events[index].Replacement, entry.Kept, entry.Standing)
            : null;
    }

    /// <summary>Why somebody may record no entry of a type, whatever its fields, naming who may; null where they may.</summary>
    public static string? WhyNot(string type, Recording stamp, PolicyPacks policy)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        var asking = Of(stamp, policy);
        return asking.Acts.MayRecordSome(stamp.Role ?? "", type) ? null : asking.Theirs(type, asking.Acts.WhoRecords(type));
    }

    /// <summary>Why somebody may neither correct nor withdraw an entry, naming who may; null where they may.</summary>
    /// <param name="kept">The entry as it was recorded.</param>
    /// <param name="standing">What it stands for now; of a correction, what it corrects.</param>
    public static string? WhyNotPutRight(CareEvent kept, CareEvent standing, Recording stamp, PolicyPacks policy)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(stamp);
        return Of(stamp, policy).ToPutRight(EventTypes.EventCorrected, null, kept, standing);
    }

    private static Asking Of(Recording stamp, PolicyPacks policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var pack = policy.InForceOn(LondonTime.DayOf(stamp.At));
        return new Asking(pack.Reference.Acts, new RolesInWords(policy.Authority, pack), stamp);
    }

    // The entry it stands for now: what was corrected is what it was corrected to.
    private static (CareEvent Kept, CareEvent Standing)? Find(CaseFile? record, IReadOnlyList<CareEvent> events, int index)
    {
        var known = (record?.Events ?? []).Concat(events.Take(index)).ToList();
        if (events[index].Text("event") is not { } id || known.Find(entry => entry.Id == id) is not { } kept)
            return null;
        var root = kept.Type == EventTypes.EventCorrected ? known.Find(entry => entry.Id == kept.Text("event")) ?? kept : kept;
        return (kept, Amendments.Of(known).Standing(root) ?? root);
    }

    private sealed record Asking(Acts Acts, RolesInWords Words, Recording Stamp)
    {
        private string Role => Stamp.OnBehalfOf?.Role ?? Stamp.Role ?? "";

        public string? ToRecord(CareEvent happened) =>
            NotForAnother(Acts.Of(happened), happened.Type)
            ?? (Acts.MayRecord(happened) is var may && may.Contains(Role) ? null : Theirs(happened.Type, may));

        /// <summary>A concern of a lane is resolved and put off in it, and by nobody whom it is raised against.</summary>
        public string? ToAnswer(CareEvent answer, IReadOnlyList<Concern> concerns)
        {
            var does = answer.Type == EventTypes.EscalationSnoozed ? "put off" : "resolved";
            foreach (var concern in concerns)
            {
                if (Acts.Of(concern.Raised) is not { Lane: not null } act)
                    continue;
                if (NotForAnother(act, answer.Type) is { } personal)
                    return personal;
                var may = Acts.MayRecord(concern.Raised);
                if (!may.Contains(Role))
                    return $"The concern raised on {InWords.Day(concern.Raised.On)} is {does} only by {Words.Or(may)}, "
                        + "whose concern it is.";
            }

            return null;
        }

        public string? ToPutRight(string type, CareEvent? replacement, CareEvent kept, CareEvent standing)
        {
            var does = type == EventTypes.EventWithdrawn ? "withdrawn" : "corrected";
            var act = Acts.Of(standing);
            if (NotForAnother(act, standing.Type) is { } personal)
                return personal;
            var may = Acts.MayRecord(standing);
            if (act?.Lane is not null)
            {
                if (!may.Contains(Role))
                    return $"'{EventVocabulary.LabelOf(standing.Type)}' is {does} only by {Words.Or(may)}, whose decision it is.";
            }
            else if (!IsAuthorToday(kept) && !Acts.Managers.Contains(Role))
                return $"What somebody else recorded, or on an earlier day, is {does} by {Words.Or(Acts.Managers)}. "
                    + "Who recorded it may put it right on the same day.";

            // What it becomes has to be theirs too, unless it stays the act it was.
            return replacement is not null && Acts.Of(replacement with { Recorded = standing.Recorded }) != act
                ? ToRecord(replacement with { Recorded = Stamp })
                : null;
        }

        private bool IsAuthorToday(CareEvent kept) =>
            kept.Recorded is { } author && author.By == Stamp.By && LondonTime.DayOf(author.At) == LondonTime.DayOf(Stamp.At);

        private string? NotForAnother(Act? act, string type)
        {
            if (Stamp.OnBehalfOf is null)
                return null;
            if (Stamp.Role is not { } role || !Acts.OnBehalf.Contains(role))
                return $"Only {Words.Or(Acts.OnBehalf)} may record on behalf of somebody else.";
            return act is { InPerson: true }
                ? $"'{EventVocabulary.LabelOf(type)}' is recorded in person, never on behalf of somebody else."
                : null;
        }

        public string Theirs(string type, IReadOnlyList<string> may) =>
            $"'{EventVocabulary.LabelOf(type)}' is for {Words.Or(may)} to record"
            + (Role.Length == 0 ? "." : $", not for {Words.Of(Role)}.");
    }
}
