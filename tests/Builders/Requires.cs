namespace Permanence.Builders;

/// <summary>
/// What a test needs beside the SDK. Where it is missing the test is skipped with the reason, unless the environment variable
/// <c>PERMANENCE_REQUIRE</c> names it (<c>postgres,chromium</c>): then it fails.
/// </summary>
public static class Requires
{
    // xunit takes an exception whose message begins like this as a skip, with the rest as the reason.
    private const string Skip = "$XunitDynamicSkip$";

    public const string ChromiumPath = "/usr/bin/chromium";

    public static void Postgres()
    {
        if (PostgresServer.Binaries is null)
            Missing("postgres", "There is no PostgreSQL on this machine: install Debian's postgresql to run this test.");
    }

    public static void Chromium()
    {
        if (!File.Exists(ChromiumPath))
            Missing("chromium", "There is no Chromium on this machine: install Debian's chromium to run this test.");
    }

    private static void Missing(string what, string reason)
    {
        var required = (Environment.GetEnvironmentVariable("PERMANENCE_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        throw new InvalidOperationException(required.Contains(what, StringComparer.OrdinalIgnoreCase) ? reason : Skip + reason);
    }
}
