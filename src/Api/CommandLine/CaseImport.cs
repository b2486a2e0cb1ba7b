using System.Globalization;
using System.Text.Json;
using NodaTime;
using Permanence.Api.Hosting;
using Permanence.Domain;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Children;

namespace Permanence.Api.CommandLine;

/// <summary>
/// <c>import --cases</c>: what <c>export</c> wrote, one case file a line, into a store. The one way to load stamps as they
/// are. What was loaded already stays as it is, so that a run that was interrupted is simply run again. No gate stops what has happened
/// elsewhere: what one would have stopped is listed, also of records that were there already.
/// </summary>
internal static class CaseImport
{
    private const int AtOnce = 64;
    private const int MostFaults = 200;

    /// <param name="Loaded">Records that were opened.</param>
    /// <param name="Unchanged">Records that stood there already, with these very events.</param>
    /// <param name="Faults">What was not loaded and why, up to 200 of them.</param>
    /// <param name="Findings">What was loaded although a gate of the policy speaks against it, all of it, by line.</param>
    public sealed record Report(
        string Authority,
        int Loaded,
        int Unchanged,
        int Refused,
        IReadOnlyList<LineFault> Faults,
        IReadOnlyList<Finding> Findings
    );

    /// <param name="Line">The line of the file, from 1.</param>
    public sealed record LineFault(int Line, string Code, string? Field, string Message);

    /// <summary>An entry that was let through. Its first eight names are those of every import's findings.</summary>
    /// <param name="Line">The line of the file, from 1.</param>
    /// <param name="Field">Where it stands in the case file.</param>
    /// <param name="Value">The type of the entry.</param>
    /// <param name="Rule">The code with which the platform would have refused it.</param>
    /// <param name="Message">The sentence of the gate, with its clause and document.</param>
    /// <param name="Event">The id of the entry.</param>
    /// <param name="On">The London date on which it happened.</param>
    /// <param name="Clause">The clause of the gate; null where the policy has no such requirement.</param>
    public sealed record Finding(
        string File,
        int Line,
        string Child,
        string Field,
        string Value,
        string Rule,
        FindingGrade Grade,
        string Message,
        string Event,
        LocalDate On,
        string? Clause
    );

    private sealed record Loading(int Line, CaseFile? File, Ruling Ruling)
    {
        public bool IsNew => Ruling.Recorded.Count > 0 || Ruling.Version == 0;

        // With the ids that its entries were given. What was there already has those of the file.
        public CaseFile Loaded => IsNew ? File! with { Events = Ruling.Recorded } : File!;
    }

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
        var findings = new List<Finding>();
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

            foreach (var one in await Task.WhenAll(some.Select(one => Load(store, authority, one.Number, one.Line))))
            {
                if (one.Ruling.Allowed)
                {
                    (loaded, unchanged) = one.IsNew ? (loaded + 1, unchanged) : (loaded, unchanged + 1);
                    findings.AddRange(PassedBy(store.Library, Path.GetFileName(path), one.Line, one.Loaded));
                }
                else if (++refused <= MostFaults)
                    faults.AddRange(one.Ruling.Refusals.Take(1).Select(why => new LineFault(one.Line, why.Code, why.Field, why.Sentence)));
            }

            progress.Show("Loading", (double)read / length);
        }

        progress.End();
        return new Report(authority, loaded, unchanged, refused, faults, findings);
    }

    private static async Task<Loading> Load(CommandStore store, string authority, int number, string line)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(line);
        var read = CaseFileJson.ReadExported(bytes);
        if (!read.Succeeded)
            return new(number, null, Ruling.Refused(read.Refusals));
        var file = read.Value;
        if (file.Authority != authority)
            return new(
                number,
                file,
                Ruling.Refused(
                    new Refusal(
                        RefusalCodes.AnotherAuthority,
                        $"The case file is of '{Characters.Quoted(file.Authority)}' and not of '{authority}'.",
                        "authority"
                    )
                )
            );
        var child = store.Grains.GetGrain<IChildGrain>(new ChildKey(authority, file.Child.Id));
        return new(number, file, await child.Load(Guid.NewGuid(), file));
    }

    private static IEnumerable<Finding> PassedBy(PolicyLibrary library, string file, int line, CaseFile loaded) =>
        Gatekeeping
            .PassedBy(loaded, library.For(loaded.Authority)!, library.Calendar)
            .Select(passed => new Finding(
                file,
                line,
                loaded.Child.Id,
                passed.Why.Field!,
                passed.Entry.Type,
                passed.Why.Code,
                FindingGrade.Warning,
                passed.Why.Sentence,
                passed.Entry.Id!,
                passed.Entry.On,
                passed.Why.Clause
            ));

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
        if (report.Findings.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Loaded, though a gate would have stopped it ({report.Findings.Count:N0})")
        );
        foreach (var finding in report.Findings)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  line {finding.Line}: child {finding.Child}, entry {finding.Event}, {finding.Value} of {InWords.Date(finding.On)}: "
                        + $"{finding.Message}"
                )
            );
    }

    public static string Json(Report report, JsonSerializerOptions options) => JsonSerializer.Serialize(report, options);
}
