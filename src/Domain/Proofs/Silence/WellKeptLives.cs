using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>For every kind of child that a policy speaks of, a life in which everything it asks was done in time.</summary>
public static class WellKeptLives
{
    // What happens to a child and leaves the course as it was.
    private static readonly HashSet<string> Incidents =
    [
        EventTypes.WentMissing,
        EventTypes.BecameParent,
        EventTypes.DeprivedOfLiberty,
        EventTypes.EscalationRaised,
        EventTypes.PreProceedingsStarted,
        EventTypes.RemovalLikely,
        EventTypes.InterventionStarted,
        EventTypes.AdoptionUnlikelyRecorded,
    ];

    public static IReadOnlyList<WellKeptLife> Of(PolicyPacks policy, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. Kept(policy, calendar).Select(kept => kept.Life)];
    }

    /// <summary>The same, with what could not be kept in each.</summary>
    internal static IReadOnlyList<(WellKeptLife Life, IReadOnlyList<string> Faults)> Kept(PolicyPacks policy, WorkingDayCalendar calendar)
    {
        var pack = policy.Versions[^1];
        var spoken = new Spoken(pack);
        var drawing = new CourseDrawing(pack, spoken);
        var kept = drawing.Courses().Select(Keep).ToList();
        var asked = new Dictionary<(CourseHost, LocalDate), Inquiry>();
        var hostsOfAll = drawing.Hosts;
        // Where the policy speaks of it, if there is such a child among the courses, and where not, in any.
        foreach (var where in new Func<CourseHost, Selector, bool>[] { SpeaksOf, (_, _) => true })
        {
            foreach (var hosts in hostsOfAll)
            {
                var missing = spoken
                    .Entries.Where(IsIncident)
                    .Where(entry => hosts[0].Only.Count == 0 || hosts[0].Only.Contains(entry.TypeName))
                    .Where(entry => !kept.Exists(one => Has(one.Life, entry)))
                    .Where(entry => hosts.Any(host => where(host, entry)))
                    // A meeting that says whether another is needed comes before the other.
                    .OrderBy(entry => entry.TypeName != EventTypes.MeetingHeld)
                    .ToList();
                // Whatever is picked as the narrower of two is picked as the wider too.
                missing.RemoveAll(wide => missing.Exists(narrow => narrow != wide && Composition.Narrows(narrow, wide)));
                // What answers something that comes of another is recorded because of that one.
                missing.RemoveAll(answer => missing.Exists(other => other != answer && Answers(answer, other)));
                var shares = missing
                    .Select((entry, index) => (Entry: entry, Hosts: hosts.Where(host => where(host, entry)).ToList(), Index: index))
                    .ToLookup(one => one.Hosts[one.Index % one.Hosts.Count], one => one.Entry);
                foreach (var host in hosts.Where(shares.Contains))
                    kept.AddRange(With(host, [.. shares[host]]));
            }
        }

        return kept;

        bool Answers(Selector answer, Selector other) =>
            pack.Duties.Any(duty =>
                duty.Occasion.Entry is { } source
                && Composition.InWords(source) == Composition.InWords(other)
                && duty.AllThatMeet.Any(one => one.MayBe(answer))
            );

        bool SpeaksOf(CourseHost host, Selector entry) => host.Days.Any(day => Fits(host, entry, day));

        bool Fits(CourseHost host, Selector entry, LocalDate day)
        {
            if (!asked.TryGetValue((host, day), out var inquiry))
                asked[(host, day)] = inquiry = new Inquiry(host.Course.Record(policy.Authority.Id).On(day), pack, calendar);
            return spoken.IsOf(entry, inquiry);
        }

        (WellKeptLife Life, IReadOnlyList<string> Faults) Keep(Course course)
        {
            var (file, faults) = LifeKeeping.Keep(course, policy, calendar);
            return (new WellKeptLife(course.Kind, file, course.Until), faults);
        }

        // What cannot be kept in one life is tried in the next kind of life, and in the end listed.
        IEnumerable<(WellKeptLife, IReadOnlyList<string>)> With(CourseHost host, IReadOnlyList<Selector> entries)
        {
            var life = Keep(host.With(entries, Fits, spoken.Before));
            if (life.Faults.Count == 0)
                return [life];
            return entries.Count == 1
                ? []
                : [.. With(host, [.. entries.Take(entries.Count / 2)]), .. With(host, [.. entries.Skip(entries.Count / 2)])];
        }
    }

    /// <summary>Whether something in a life is what a selector picks.</summary>
    internal static bool Has(WellKeptLife life, Selector selector) => life.File.Events.Any(happened => selector.Is(happened, default));

    // A concern that nobody raised is resolved by nobody: the one follows from the other.
    private static bool IsIncident(Selector selector) =>
        selector.TypeName != EventTypes.EscalationResolved
        && (Incidents.Contains(selector.TypeName) || !Composition.IsOfTheCourse(selector));
}
