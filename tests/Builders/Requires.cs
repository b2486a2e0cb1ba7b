namespace Permanence.Builders;

/// <summary>
/// What a test needs beside the SDK. Where it is missing the test is skipped with the reason, unless the environment variable
/// <c>PERMANENCE_REQUIRE</c> names it (<c>postgres,chromium</c>): then it fails. What <c>PERMANENCE_WITHOUT</c> names is missing on any
/// machine: so a machine that has everything can show what one with the SDK alone sees.
/// </summary>
public static class Requires
{
    // xunit takes an exception whose message begins like this as a skip, with the rest as the reason.
    private const string Skip = "$XunitDynamicSkip$";

    public const string ChromiumPath = "/usr/bin/chromium";

    public static bool HasChromium => !Named("PERMANENCE_WITHOUT", "chromium") && File.Exists(ChromiumPath);

    /// <summary>Whether what takes minutes by its nature is asked for, as <c>.ci/long</c> does.</summary>
    public static bool HasMinutes => Environment.GetEnvironmentVariable("PERMANENCE_LONG") is { Length: > 0 };

    internal static bool MayHavePostgres => !Named("PERMANENCE_WITHOUT", "postgres");

    public static void Postgres()
    {
        if (PostgresServer.Binaries is null)
            Missing("postgres", "There is no PostgreSQL on this machine: install Debian's postgresql to run this test.");
    }

    public static void Chromium()
    {
        if (!HasChromium)
            Missing("chromium", "There is no Chromium on this machine: install Debian's chromium to run this test.");
    }

    private static void Missing(string what, string reason) =>
        throw new InvalidOperationException(Named("PERMANENCE_REQUIRE", what) ? reason : Skip + reason);

    private static bool Named(string variable, string what) =>
        (Environment.GetEnvironmentVariable(variable) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(what, StringComparer.OrdinalIgnoreCase);
}
