using Permanence.Domain.Calendar;
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
        foreach (var hosts in drawing.Hosts)
        {
            var missing = spoken
                .Entries.Where(IsIncident)
                .Where(entry => hosts[0].Only.Count == 0 || hosts[0].Only.Contains(entry.TypeName))
                .Where(entry => !kept.Exists(one => Has(one.Life, entry)))
                .ToList();
            // Whatever is picked as the narrower of two is picked as the wider too.
            missing.RemoveAll(wide => missing.Exists(narrow => narrow != wide && Composition.Narrows(narrow, wide)));
            for (var host = 0; host < hosts.Count; host++)
            {
                var mine = missing.Where((_, index) => index % hosts.Count == host).ToList();
                if (mine.Count > 0)
                    kept.AddRange(With(hosts[host], mine));
            }
        }

        return kept;

        (WellKeptLife Life, IReadOnlyList<string> Faults) Keep(Course course)
        {
            var (file, faults) = LifeKeeping.Keep(course, policy, calendar);
            return (new WellKeptLife(course.Kind, file, course.Until), faults);
        }

        // What cannot be kept in one life is tried in the next kind of life, and in the end listed.
        IEnumerable<(WellKeptLife, IReadOnlyList<string>)> With(CourseHost host, IReadOnlyList<Selector> entries)
        {
            var life = Keep(host.With(entries));
            if (life.Faults.Count == 0)
                return [life];
            return entries.Count == 1
                ? []
                : [.. With(host, [.. entries.Take(entries.Count / 2)]), .. With(host, [.. entries.Skip(entries.Count / 2)])];
        }
    }

    /// <summary>Whether something in a life is what a selector picks.</summary>
    internal static bool Has(WellKeptLife life, Selector selector) =>
        life.File.Events.Any(happened => selector.Is(happened, default));

    // A concern that nobody raised is resolved by nobody: the one follows from the other.
    private static bool IsIncident(Selector selector) =>
        selector.TypeName != EventTypes.EscalationResolved
        && (Incidents.Contains(selector.TypeName) || !Composition.IsOfTheCourse(selector));
}
