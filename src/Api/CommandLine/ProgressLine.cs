using System.Globalization;

namespace Permanence.Api.CommandLine;

/// <summary>Progress for who waits at a terminal: one line that changes. Where the output goes to a file, a line each tenth.</summary>
internal sealed class ProgressLine(TextWriter output)
{
    private readonly bool live = ReferenceEquals(output, Console.Error) && !Console.IsErrorRedirected;
    private string shown = "";
    private string doing = "";
    private int tenth = -1;

    public void Show(string what, double share)
    {
        if (what.Length == 0)
            return;
        var now = (int)(Math.Clamp(share, 0, 1) * 10);
        if (live)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{what}: {Math.Clamp(share, 0, 1) * 100:0} %");
            output.Write($"\r{line.PadRight(shown.Length)}");
            shown = line;
        }
        else if (what != doing || now > tenth)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {now * 10} %"));
        }

        (doing, tenth) = (what, now);
    }

    public void End()
    {
        if (live && shown.Length > 0)
            output.Write($"\r{"".PadRight(shown.Length)}\r");
    }
}
