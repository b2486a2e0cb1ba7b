using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Permanence.Builders;

/// <summary>
/// A PostgreSQL of this test run's own: Debian's binaries, an unprivileged user, a new folder, a free port, durable writes as in earnest.
/// Started once when first asked for, stopped as the process ends.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static PostgresServer? shared;
    private static int databases;

    private readonly string folder;
    private readonly int port;

    private PostgresServer(string folder, int port) => (this.folder, this.port) = (folder, port);

    /// <summary>The newest server installed, or null where there is none.</summary>
    public static string? Binaries { get; } =
        Requires.MayHavePostgres && Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .OrderByDescending(bin => int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), out var version) ? version : 0)
                .FirstOrDefault()
            : null;

    /// <summary>The server of this run. Call <see cref="Requires.Postgres"/> first.</summary>
    public static async Task<PostgresServer> Shared()
    {
        await Starting.WaitAsync();
        try
        {
            if (shared is null)
            {
                shared = await Start();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.Dispose();
            }

            return shared;
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>A new empty database; its connection string.</summary>
    public async Task<string> NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        await Run(
            AsServerUser("psql", "-h", "127.0.0.1", "-p", Port, "-U", User, "-v", "ON_ERROR_STOP=1", "-c", $"CREATE DATABASE {name}")
        );
        return ConnectionString(name);
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Include Error Detail=true";

    public static async Task<PostgresServer> Start()
    {
        var folder = Directory.CreateTempSubdirectory("permanence-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Run(("chown", ["-R", User, folder]));
        var server = new PostgresServer(folder, FreePort());
        await Run(
            server.AsServerUser(
                "initdb",
                "-D",
                Path.Combine(folder, "data"),
                "-U",
                User,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale",
                "C",
                "--no-instructions"
            )
        );
        await Run(
            server.AsServerUser(
                "pg_ctl",
                "-D",
                Path.Combine(folder, "data"),
                "-w",
                "-t",
                "60",
                "-l",
                Path.Combine(folder, "log"),
                "-o",
                $"-p {server.Port} -h 127.0.0.1 -k {folder} -c fsync=on -c max_connections=200",
                "start"
            )
        );
        return server;
    }

    public void Dispose()
    {
        Run(AsServerUser("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-m", "immediate", "stop")).GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private string Port => port.ToString(CultureInfo.InvariantCulture);

    // The server refuses to run as the superuser; any other user may run it as themselves.
    private (string Program, string[] Arguments) AsServerUser(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries ?? throw new InvalidOperationException("There is no PostgreSQL on this machine."), program);
        return Environment.IsPrivilegedProcess
            ? ("setpriv", [$"--reuid={User}", $"--regid={User}", "--init-groups", "--", path, .. arguments])
            : (path, arguments);
    }

    private static async Task Run((string Program, string[] Arguments) command)
    {
        // The server inherits what its starter has, and a pipe would stay open for as long as it runs: so nothing is redirected to one.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        var output = Path.GetTempFileName();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" > \"$0\" 2>&1 < /dev/null");
        start.ArgumentList.Add(output);
        start.ArgumentList.Add(command.Program);
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(output);
        File.Delete(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{command.Program} {string.Join(' ', command.Arguments)} ended with {process.ExitCode}: {said}"
            );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
