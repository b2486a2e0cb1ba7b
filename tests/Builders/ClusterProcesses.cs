using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace Permanence.Builders;

/// <summary>A node of a cluster: a process of its own.</summary>
/// <param name="Role"><c>silo</c> or <c>web</c>.</param>
public sealed record ClusterNode(string Role, int Number, int ProcessId, Uri Address);

/// <summary>
/// A cluster of real processes on a real PostgreSQL, as <c>scripts/cluster.sh</c> starts it by hand. Everything ends with this, also where
/// the test's own process is killed. Call <see cref="Requires.Postgres"/> first.
/// </summary>
public sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly Process script;
    private readonly Task<string> said;

    private ClusterProcesses(Process script, Task<string> said, IReadOnlyList<ClusterNode> nodes, string connectionString) =>
        (this.script, this.said, Nodes, ConnectionString) = (script, said, nodes, connectionString);

    public IReadOnlyList<ClusterNode> Nodes { get; }

    public string ConnectionString { get; }

    public ClusterNode Silo(int number) => Nodes.Single(node => node.Role == "silo" && node.Number == number);

    public ClusterNode Web(int number) => Nodes.Single(node => node.Role == "web" && node.Number == number);

    /// <summary>Starts two silos and some web nodes, and returns when all of them are ready for work.</summary>
    /// <param name="database">The connection string of a database that is there; a new one where null.</param>
    public static async Task<ClusterProcesses> Start(int webNodes = 2, string? database = null)
    {
        var connectionString = database ?? await (await PostgresServer.Shared()).NewDatabase();
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Repository.Root, "scripts", "cluster.sh"), "--until-eof"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PERMANENCE__CONNECTIONSTRING"] = connectionString,
                ["PERMANENCE__CERTIFICATE"] = ClusterKey.File,
                ["PERMANENCE_FIRST_PORT"] = FreePortsInARow(9).ToString(CultureInfo.InvariantCulture),
                ["PERMANENCE_WEB_NODES"] = webNodes.ToString(CultureInfo.InvariantCulture),
                ["PERMANENCE_CONFIGURATION"] = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal)
                    ? "Release"
                    : "Debug",
            },
        };
        var script = Process.Start(start)!;
        var said = script.StandardError.ReadToEndAsync();
        var nodes = new List<ClusterNode>();
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
                return new ClusterProcesses(script, said, nodes, connectionString);
            var words = line.Split(' ');
            nodes.Add(
                new ClusterNode(
                    words[0],
                    int.Parse(words[1], CultureInfo.InvariantCulture),
                    int.Parse(words[2], CultureInfo.InvariantCulture),
                    new Uri(words[3])
                )
            );
        }

        throw new InvalidOperationException($"The cluster did not start: {await said}");
    }

    /// <summary>Ends a node as a power cut would: it says goodbye to nobody.</summary>
    public static async Task Kill(ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        using var process = Process.GetProcessById(node.ProcessId);
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        script.StandardInput.Close();
        await script.WaitForExitAsync();
        await said;
        script.Dispose();
    }

    private static int FreePortsInARow(int count)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        // Below the range from which the system hands out ports of its own.
        for (var first = 21_000 + (Environment.ProcessId % 500 * 20); first < IPEndPoint.MaxPort - count; first += count)
        {
            if (!Enumerable.Range(first, count).Any(taken.Contains))
                return first;
        }

        throw new InvalidOperationException($"There are no {count} free ports in a row on this machine.");
    }
}
