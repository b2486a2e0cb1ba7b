using Permanence.Api.CommandLine;

namespace Permanence.Api.Tests.CommandLine;

/// <summary>Runs one command line as a person at a terminal would, in this process.</summary>
internal sealed record Terminal(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Terminal> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await PermanenceCommand.Run(arguments, output, error, Xunit.TestContext.Current.CancellationToken);
        return new Terminal(code, output.ToString(), error.ToString());
    }
}
