using System.Globalization;
using System.Text.Json;
using Permanence.Api.Hosting;
using Permanence.Domain;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Children;

namespace Permanence.Api.CommandLine;

/// <summary>
/// <c>import --cases</c>: what <c>export</c> wrote, one case file a line, into a store. The one way to load stamps as they
/// are. What was loaded already stays as it is, so that a run that was interrupted is simply run again.
/// </summary>
internal static class CaseImport
{
    private const int AtOnce = 64;
    private const int MostFaults = 200;

    /// <param name="Loaded">Records that were opened.</param>
    /// <param name="Unchanged">Records that stood there already, with these very events.</param>
    /// <param name="Faults">What was not loaded and why, up to 200 of them.</param>
    public sealed record Report(string Authority, int Loaded, int Unchanged, int Refused, IReadOnlyList<LineFault> Faults);

    /// <param name="Line">The line of the file, from 1.</param>
    public sealed record LineFault(int Line, string Code, string? Field, string Message);

    public static async Task<Report> Load(
        CommandStore store,
        string authority,
        string path,
        ProgressLine progress,
        CancellationToken stopping
    )
    {
        var (loaded, unchanged, refused, number, read) = (0, 0, 0, 0, 0L);
        var length = Math.Max(1, new FileInfo(path).Length);
        var faults = new List<LineFault>();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        using var lines = new StreamReader(file);
        var ended = false;
        while (!ended)
        {
            var some = new List<(int Number, string Line)>(AtOnce);
            while (some.Count < AtOnce && !ended)
            {
                var line = await lines.ReadLineAsync(stopping);
                ended = line is null;
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                    some.Add((number, line));
                read += line?.Length + 1 ?? 0;
            }

            foreach (
                var (line, ruling) in await Task.WhenAll(some.Select(async one => (one.Number, await Load(store, authority, one.Line))))
            )
            {
                if (ruling.Allowed)
                    (loaded, unchanged) =
                        ruling.Recorded.Count > 0 || ruling.Version == 0 ? (loaded + 1, unchanged) : (loaded, unchanged + 1);
                else if (++refused <= MostFaults)
                    faults.AddRange(ruling.Refusals.Take(1).Select(why => new LineFault(line, why.Code, why.Field, why.Sentence)));
            }

            progress.Show("Loading", (double)read / length);
        }

        progress.End();
        return new Report(authority, loaded, unchanged, refused, faults);
    }

    private static async Task<Ruling> Load(CommandStore store, string authority, string line)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(line);
        var read = CaseFileJson.ReadExported(bytes);
        if (!read.Succeeded)
            return Ruling.Refused(read.Refusals);
        var file = read.Value;
        if (file.Authority != authority)
            return Ruling.Refused(
                new Refusal(
                    RefusalCodes.AnotherAuthority,
                    $"The case file is of '{Characters.Quoted(file.Authority)}' and not of '{authority}'.",
                    "authority"
                )
            );
        return await store.Grains.GetGrain<IChildGrain>(new ChildKey(authority, file.Child.Id)).Load(Guid.NewGuid(), file);
    }

    public static void Write(Report report, TextWriter output)
    {
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Loaded:N0} records loaded for {report.Authority}; {report.Unchanged:N0} were there already, "
                    + $"{report.Refused:N0} were refused."
            )
        );
        foreach (var fault in report.Faults)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  line {fault.Line}: {(fault.Field is null ? "" : $"{fault.Field}: ")}{fault.Message}"
                )
            );
    }

    public static string Json(Report report, JsonSerializerOptions options) => JsonSerializer.Serialize(report, options);
}
