using System.CommandLine;
using Permanence.Grains.Views;
using Permanence.Silo.Stores;

namespace Permanence.Api.CommandLine;

/// <summary>The whole command line: one program, one verb for each thing it does.</summary>
public static class PermanenceCommand
{
    /// <summary>Runs one command line. Gives an exit code of <see cref="Exit"/>.</summary>
    public static async Task<int> Run(
        IReadOnlyList<string> arguments,
        TextWriter output,
        TextWriter error,
        CancellationToken stopping = default
    )
    {
        ArgumentNullException.ThrowIfNull(error);
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
                await error.WriteLineAsync(fault.Message);
            await error.WriteLineAsync("Ask for --help to see what can be written.");
            return Exit.NotUnderstood;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                },
                stopping
            );
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.");
            return Exit.Stopped;
        }
        catch (Exception fault)
            when (fault
                    is SchemaException
                        or IOException
                        or UnauthorizedAccessException
                        or TimeoutException
                        or InvalidDataException
                        or InvalidOperationException
                        or FormatException
                        or ViewLogException
            )
        {
            // What is wrong here is a file, a folder or a setting of this machine: its sentence is of use, its stack is not.
            await error.WriteLineAsync(fault.Message);
            return Exit.Refused;
        }
    }

    private static RootCommand Root()
    {
        var config = ConfigFolder.Option();
        var root = new RootCommand(
            "Permanence planning for children in care: boards, duties and their dates, from each council's own policy."
        );
        root.Add(config);
        var serve = new ServeCommand(config);
        serve.AddTo(root);
        root.Add(serve.Create());
        root.Add(PolicyCommands.Policy(config));
        root.Add(EvaluateCommand.Create(config));
        root.Add(ImportCommand.Create(config));
        root.Add(ExportCommand.Create(config));
        root.Add(AuditCommand.Create());
        root.Add(EventsCommand.Create());
        root.Add(AccessCommand.Create(config));
        root.Add(CertificateCommand.Create());
        return root;
    }
}

/// <summary>What the program's exit code says.</summary>
public static class Exit
{
    public const int Done = 0;

    /// <summary>Faults were found, or what was asked was refused.</summary>
    public const int Refused = 1;

    /// <summary>The command line itself could not be followed: an unknown word, a date that is none, a folder that is not there.</summary>
    public const int NotUnderstood = 2;

    /// <summary>Stopped from the terminal, as shells count it.</summary>
    public const int Stopped = 130;
}
