namespace Permanence.Api.Access;

/// <summary>What each role may do within its own council. Reading is open to everybody who works for the council.</summary>
public static class Roles
{
    /// <summary>Runs the platform for every council: sees, and changes no record.</summary>
    public const string PlatformAdministrator = "platform-administrator";

    private static readonly HashSet<string> Recording = new(StringComparer.Ordinal)
    {
        "social-worker",
        "team-manager",
        "service-manager",
        "head-of-service",
        "service-director",
        "iro",
        "iro-manager",
        "agency-decision-maker",
        "administrator",
    };

    private static readonly HashSet<string> Importing = new(StringComparer.Ordinal)
    {
        "administrator",
        "analyst",
        "team-manager",
        "service-manager",
        "head-of-service",
        "service-director",
    };

    public static bool MayRecord(string role) => Recording.Contains(role);

    public static bool MayImport(string role) => Importing.Contains(role);
}
