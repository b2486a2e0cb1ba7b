using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Permanence.Domain.Views;
using Permanence.Silo.Stores;
using Permanence.Silo.Views;

namespace Permanence.Api.CommandLine;

/// <summary><c>audit verify</c>: whether the log of views is what was written.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var audit = new Command("audit", "Checks the log of views.");
        audit.Add(Verify());
        return audit;
    }

    private static Command Verify()
    {
        var data = ServeCommand.DataOption();
        var connection = new Option<string?>("--connection")
        {
            Description = "The PostgreSQL database of a cluster, instead of a folder.",
            HelpName = "connection string",
        };
        var seals = new Option<string[]>("--seals")
        {
            Description =
                "A file with seals that were written outside the database: view-seals.txt of a folder of seals, or a node's log. Those of "
                + "the data folder are compared in any case.",
            HelpName = "file",
            AllowMultipleArgumentsPerToken = true,
        };
        var verify = new Command(
            "verify",
            "Reads the whole log of views, also beside a running server, and names the first row that was changed, taken out or cut off; "
                + "exit 1 where there is one."
        );
        foreach (var option in new Option[] { data, connection, seals })
            verify.Add(option);
        verify.SetAction(
            (parsed, stopping) =>
                Run(
                    parsed.GetValue(connection),
                    parsed.GetRequiredValue(data),
                    parsed.GetValue(seals) ?? [],
                    parsed.InvocationConfiguration,
                    stopping
                )
        );
        return verify;
    }

    private static async Task<int> Run(
        string? database,
        string data,
        IReadOnlyList<string> files,
        InvocationConfiguration console,
        CancellationToken stopping
    )
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            await console.Error.WriteLineAsync($"--seals: There is no file {missing}.");
            return Exit.NotUnderstood;
        }

        var own = Path.Combine(data, ViewLogSettings.SealsFile);
        var outside = new List<ViewSeal>();
        foreach (var file in database is null && File.Exists(own) ? files.Append(own) : files)
            outside.AddRange((await File.ReadAllLinesAsync(file, stopping)).Select(ViewSeal.OfLine).OfType<ViewSeal>());
        try
        {
            var table = database is null ? ViewTable.ReadingSqlite(data) : ViewTable.ReadingPostgres(database);
            var (rows, sealedSo, faults) = await table.Audit(outside, stopping);
            foreach (var fault in faults)
                await console.Output.WriteLineAsync(fault.Sentence);
            if (faults.Count > 0)
                return Exit.Refused;
            await console.Output.WriteLineAsync(
                $"The log of views is whole: {Number(rows)} rows, {Number(sealedSo)} seals, {Number(outside.Count)} of them compared with "
                    + "what is written outside the database."
            );
            return Exit.Done;
        }
        catch (Exception fault) when (fault is DbException or ArgumentException)
        {
            // What is wrong with it, and never the string itself: there may be a password in it.
            await console.Error.WriteLineAsync($"The log of views cannot be read: {fault.Message}");
            return Exit.Refused;
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
