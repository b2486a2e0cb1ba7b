using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>An invented council whose policy has two versions: the second from 1 September 2026, with shorter limits.</summary>
internal static class TwoVersions
{
    public const string Council = "saltmarsh";

    private static readonly PolicyLibrary Real = ReadOnce.Library;

    private const string Clauses = """
        clauses:
          - { id: SALT-1, section: 3.1 Meetings, kind: deadline, force: should,
              title: First planning meeting, says: A planning meeting is held within 20 working days of entry. }
          - { id: SALT-2, section: 3.2 Meetings, kind: cadence, force: must,
              title: Next planning meeting, says: A planning meeting is held every 12 weeks. }
          - { id: SALT-3, section: 4 Letters, kind: requirement, force: must,
              title: Letter to the child, says: The child is sent a letter. }

        """;

    private const string Meetings = """
        subject: Meetings
        duties:
          - duty: first-planning-meeting
            title: First planning meeting
            owner: team-manager
            each: period-of-care
            starts: entry
            met-by: [planning-meeting]
            limbs:
              - { clause: SALT-1, within: 20 working-days, of: entry }
          - duty: next-planning-meeting
            title: Next planning meeting
            owner: team-manager
            each: period-of-care
            starts: first-meeting
            repeats: true
            met-by: [planning-meeting]
            limbs:
              - { clause: SALT-2, within: 12 weeks, of: previous }
        moments:
          first-meeting: { label: the first planning meeting, event: meeting-held, where: { meeting: permanence-planning } }

        """;

    private const string Gates = """
        subject: Gates
        gates:
          - clause: SALT-3
            title: A letter before a match
            stops: [ { event: match-approved } ]
            unless: [ { happened: { event: wishes-recorded } } ]
            strength: soft
            sentence: Send the child a letter first.

        """;

    /// <param name="reclocks">Whether the second version counts again what is still open.</param>
    public static PolicyLibrary Library(bool reclocks) =>
        Read([
            ("2020", "pack.yaml", Pack("2020", "2020-01-01", false)),
            ("2020", "clauses.yaml", Clauses),
            ("2020", "meetings-due.yaml", Meetings),
            ("2020", "gates.yaml", Gates),
            ("2026", "pack.yaml", Pack("2026", "2026-09-01", reclocks)),
            (
                "2026",
                "clauses.yaml",
                Clauses
                    .Replace("force: should", "force: must", StringComparison.Ordinal)
                    .Replace("within 20 working days", "within 15 working days", StringComparison.Ordinal)
                    .Replace("SALT-3, section: 4 Letters", "SALT-4, section: 4 Letters", StringComparison.Ordinal)
                    .Replace("title: Letter to the child", "title: Call to the child", StringComparison.Ordinal)
            ),
            (
                "2026",
                "meetings-due.yaml",
                Meetings
                    .Replace("20 working-days", "15 working-days", StringComparison.Ordinal)
                    .Replace("12 weeks", "10 weeks", StringComparison.Ordinal)
            ),
            ("2026", "gates.yaml", Gates.Replace("SALT-3", "SALT-4", StringComparison.Ordinal)),
        ]);

    public static PolicyPacks Packs(bool reclocks) => Library(reclocks).For(Council)!;

    public static Evaluation Evaluate(ChildBuilder child, bool reclocks, string on)
    {
        var library = Library(reclocks);
        return ObligationEngine.Evaluate(child.Timeline, library.For(Council)!, library.Calendar, A.Day(on));
    }

    private static PolicyLibrary Read(IEnumerable<(string Version, string File, string Text)> own)
    {
        var faults = new List<PolicyFault>();
        var files = ReadOnce.Shared.Where(file => !file.Path.StartsWith("agencies/", StringComparison.Ordinal));
        var library = PolicyLibrary.Read(
            [
                .. files,
                new PolicyFile($"authorities/{Council}/authority.yaml", "name: Saltmarsh Council\n"),
                .. own.Select(file => new PolicyFile($"authorities/{Council}/{file.Version}/{file.File}", file.Text)),
            ],
            Real.Calendar,
            faults
        );
        Assert.Empty(faults);
        return library!;
    }

    private static string Pack(string version, string effective, bool reclocks) =>
        $"""
            title: Saltmarsh policy
            version: "{version}"
            effective: {effective}
            re-clocks-open-duties: {(reclocks ? "true" : "false")}

            """;
}
