using Permanence.Domain.Policies;

namespace Permanence.Builders;

/// <summary>
/// The invented council of the page with one clause more, whose limit is in clock hours: minutes of a planning meeting, 48 hours from its
/// end.
/// </summary>
public static class CountingHours
{
    public const string Council = "saltmarsh";
    public const string Clause = "SALT-MINUTES";

    private const string Folder = "authorities/saltmarsh/2026-01-05";

    public static IReadOnlyList<PolicyFile> Files { get; } =
    [
        .. Invented.Saltmarsh.Select(file =>
            file.Path == $"{Folder}/clauses.yaml" ? new PolicyFile(file.Path, file.Text.TrimEnd() + "\n" + Clauses) : file
        ),
        new PolicyFile($"{Folder}/minutes.yaml", Duties),
    ];

    /// <summary>Puts the clause and its duty among the policies of a folder.</summary>
    public static void AddTo(InventedConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var clauses = config.At($"{Folder}/clauses.yaml");
        File.WriteAllText(clauses, File.ReadAllText(clauses).TrimEnd() + "\n" + Clauses);
        File.WriteAllText(config.At($"{Folder}/minutes.yaml"), Duties);
    }

    private const string Clauses = """
          - id: SALT-MINUTES
            section: 3.4 Minutes
            kind: deadline
            force: must
            title: Minutes
            says: The chair signs the minutes within 48 hours of the end of the meeting.

        """;

    private const string Duties = """
        subject: Minutes
        duties:
          - duty: minutes-signed
            title: Minutes signed by the chair
            owner: team-manager
            each: { event: meeting-held, where: { meeting: permanence-planning } }
            met-by:
              - { event: minutes-signed, matching: { meeting: id } }
            limbs:
              - { clause: SALT-MINUTES, within: 48 hours, of: start-ended }

        """;
}
