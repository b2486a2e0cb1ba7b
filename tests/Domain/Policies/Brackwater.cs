using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A small council whose pack has no fault until a test puts one there.</summary>
internal static class Brackwater
{
    public const string Version = "authorities/brackwater/1/";

    public static readonly PolicyFile[] Whole =
    [
        new(
            "authorities/brackwater/authority.yaml",
            "name: Brackwater Council\nagency: aspire\nteams: [East]\nescalation: [team-manager]\n"
        ),
        new(Version + "pack.yaml", "title: Policy\nversion: \"1\"\neffective: 2026-01-05\nnext-review: 2027-01-05\ndue-soon-days: 10\n"),
        new(
            Version + "clauses.yaml",
            "clauses:\n  - { id: B-1, section: One, kind: deadline, force: must, title: First, says: The first is done. }\n  - { id: "
                + "B-2, section: Two, kind: indicator, force: information, title: Second, says: The second is counted. }\n"
        ),
        new(
            Version + "moments.yaml",
            "subject: Days\nmoments:\n  panel: { label: the panel, event: meeting-held, where: { meeting: permanence-panel }, pick: "
                + "first }\n  twelfth: { label: the 12th birthday, birthday: 12 }\n"
                + "  either: { label: either, earliest-of: [panel, twelfth] }\n  meeting: { label: the meeting, held: { event: "
                + "meeting-held }, booked: { event: meeting-booked } }\n"
                + "  before-hearing: { label: the review before, which-review: last, before: final-hearing }\n  plan: { label: "
                + "the plan, plan-since: adoption }\n  stay: { label: the stay, placement-since: address }\n"
                + "  second-review:\n    latest:\n      - { clause: B-1, within: 14 weeks, of: entry }\n"
        ),
        new(
            Version + "duties.yaml",
            "subject: Duties\nevents:\n  meeting-held:\n    - { event: meeting-held, where: { meeting: permanence-planning } }\nduties:\n"
                + "  - duty: meeting\n    title: Meeting\n    owner: team-manager\n    escalates-to: [service-manager]\n    date-is: "
                + "deadline\n    each: period-of-care\n    starts: entry\n    repeats: true\n"
                + "    when:\n      - age: { under: 12, at: entry }\n      - placement: [fostering]\n      - plan: "
                + "[adoption]\n      - order: [care]\n      - looked-after: true\n      - entry-basis: [planned]\n      - elapsed: "
                + "{ since: entry, at-least: 2 weeks }\n"
                + "    met-by: [meeting-held]\n    until:\n      - { review: 2 }\n    limbs:\n      - { clause: B-1, within: "
                + "15 working-days, of: entry, counts-trigger-day: true }\n"
                + "      - { clause: B-1, at-least: 2 weeks, before: final-hearing }\n"
                + "  - duty: minutes\n    title: Minutes\n    owner: administrator\n    each: { event: meeting-held, where: { meeting: "
                + "permanence-planning, adoption-advice: true } }\n    met-by:\n      - { event: minutes-recorded, matching: { meeting: "
                + "id } }\n    limbs:\n      - { clause: B-1, task-from: start }\n"
                + "  - duty: first-review\n    limbs:\n      - { clause: B-1, within: 15 working-days, of: entry }\n"
        ),
        new(
            Version + "tracking.yaml",
            "subject: Tracking\nindicators:\n  - clause: B-2\n    label: Counted\n    each-week-on: "
                + "monday\n    counts:\n      - looked-after: true\n"
                + "gates:\n  - clause: B-1\n    title: Gate\n    stops: [ { event: match-approved } ]\n    unless: [ { happened: "
                + "{ event: wishes-recorded } } ]\n    strength: soft\n    sentence: Record wishes first.\n"
        ),
    ];

    public static List<PolicyFault> Faults(IEnumerable<PolicyFile> council)
    {
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. council], ReadOnce.Calendar, faults);
        Assert.Equal(library is null, faults.Count > 0);
        return faults;
    }

    /// <summary>That the pack with one thing written otherwise is refused at the line where it stands.</summary>
    public static void Refused(string file, string written, string broken, int line, string message)
    {
        var at = Array.FindIndex(Whole, one => one.Path.EndsWith("/" + file, StringComparison.Ordinal));
        var start = Whole[at].Text.IndexOf(written, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{file} has no '{written}'");
        var files = Whole.ToArray();
        files[at] = files[at] with
        {
            Text = string.Concat(files[at].Text.AsSpan(0, start), broken, files[at].Text.AsSpan(start + written.Length)),
        };
        var faults = Faults(files);
        Assert.True(
            faults.Exists(fault =>
                fault.File == files[at].Path && fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal)
            ),
            $"wanted {files[at].Path}:{line}: … {message} …\n{string.Join("\n", faults)}"
        );
    }
}
