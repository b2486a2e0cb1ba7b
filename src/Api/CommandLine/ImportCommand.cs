using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Encodings.Web;
using System.Text.Json;
using Permanence.Api.Endpoints;
using Permanence.Api.Hosting;
using Permanence.Api.Http;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Imports;

namespace Permanence.Api.CommandLine;

/// <summary><c>import</c>: one year's SSDA903 files, or exported case files, into a store.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(Option<string?> config)
    {
        var year = new Option<CollectionYear>("--year")
        {
            Description = "The collection year, as 2024-25.",
            HelpName = "year",
            CustomParser = Year,
        };
        var folder = new Argument<string?>("folder")
        {
            Description = "The folder of the council's SSDA903 files. Files are known by their columns, whatever their names.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var cases = new Option<string?>("--cases")
        {
            Description = "A file that 'export' wrote, one case file a line, instead of a year's folder. Stamps and ids stay as they are.",
            HelpName = "file",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done, and change nothing." };
        var json = new Option<bool>("--json") { Description = "As JSON, for programs." };
        var import = new Command(
            "import",
            "Imports a council's SSDA903 files of one year, or the case files of an export, into a store, "
                + "and says what was wrong with which row."
        );
        import.Add(folder);
        var stores = new StoreCommand(config, import);
        foreach (var option in new Option[] { year, cases, dryRun, json })
            import.Add(option);
        import.SetAction(
            async (parsed, stopping) =>
            {
                var error = parsed.InvocationConfiguration.Error;
                var council = stores.AuthorityOf(parsed);
                if (parsed.GetValue(cases) is { } exported)
                {
                    if (parsed.GetValue(folder) is not null || parsed.GetResult(year) is not null || parsed.GetValue(dryRun))
                        return await NotUnderstood(error, "--cases stands alone: a folder, --year and --dry-run are of SSDA903 files.");
                    if (!File.Exists(exported))
                        return await NotUnderstood(error, $"--cases: There is no file {exported}.");
                    return await stores.Run(
                        parsed,
                        made: true,
                        async store =>
                        {
                            var report = await CaseImport.Load(store, council, exported, new ProgressLine(error), stopping);
                            if (parsed.GetValue(json))
                                await parsed.InvocationConfiguration.Output.WriteLineAsync(CaseImport.Json(report, Json));
                            else
                                CaseImport.Write(report, parsed.InvocationConfiguration.Output);
                            return report.Refused == 0 ? Exit.Done : Exit.Refused;
                        },
                        stopping
                    );
                }

                if (parsed.GetValue(folder) is not { } from || parsed.GetResult(year) is null)
                    return await NotUnderstood(
                        error,
                        "Give --year and the folder of its files, or --cases and a file that 'export' wrote."
                    );
                var files = Directory.Exists(from)
                    ? Directory
                        .EnumerateFiles(from)
                        .Where(file => Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase))
                        .Order(StringComparer.Ordinal)
                        .ToList()
                    : [];
                if (files.Count == 0)
                {
                    await error.WriteLineAsync(
                        Directory.Exists(from) ? $"There is no .csv file in {from}." : $"There is no folder {from}."
                    );
                    return Exit.NotUnderstood;
                }

                return await stores.Run(
                    parsed,
                    made: true,
                    async store =>
                    {
                        var outcome = await Import(
                            store,
                            council,
                            parsed.GetValue(year),
                            files,
                            parsed.GetValue(dryRun),
                            new ProgressLine(error),
                            stopping
                        );
                        if (parsed.GetValue(json))
                            await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(outcome, Json));
                        else
                            ImportText.Write(outcome, parsed.GetValue(dryRun), parsed.InvocationConfiguration.Output);
                        return outcome.State is ImportState.Ready or ImportState.Applied ? Exit.Done : Exit.Refused;
                    },
                    stopping
                );
            }
        );
        return import;
    }

    private static async Task<int> NotUnderstood(TextWriter error, string sentence)
    {
        await error.WriteLineAsync(sentence);
        return Exit.NotUnderstood;
    }

    private static async Task<ImportReport> Import(
        CommandStore store,
        string authority,
        CollectionYear year,
        List<string> files,
        bool dryRun,
        ProgressLine progress,
        CancellationToken stopping
    )
    {
        var import = Guid.NewGuid().ToString();
        var grain = store.Grains.GetGrain<IImportGrain>(new ImportKey(authority, import));
        var sent = await Send(store, authority, import, year, files, stopping);
        if (!sent.Succeeded)
        {
            return new ImportReport(
                import,
                authority,
                year,
                [.. files.Select(file => Path.GetFileName(file))],
                ImportState.Refused,
                1,
                "",
                ImportCounts.None,
                0,
                [
                    .. sent.Refusals.Select(refusal => new ReturnFinding(
                        "",
                        0,
                        "",
                        "",
                        "",
                        refusal.Code,
                        FindingGrade.RowLeftOut,
                        refusal.Sentence
                    )),
                ],
                sent.Refusals.Count,
                "command-line",
                default,
                null
            );
        }

        var job = await AtRest(grain, progress, stopping);
        if (job.State == ImportState.Ready && !dryRun && (await grain.Confirm()).Allowed)
        {
            job = await AtRest(grain, progress, stopping);
            // It may have been done between two looks: whoever keeps what was said finds its end all the same.
            if (job.State == ImportState.Applied)
                progress.Show("Recording", 1);
        }

        progress.End();
        return await ImportReport.Of(job, grain, cancelled: stopping);
    }

    private static async Task<Domain.Outcome<ImportJob>> Send(
        CommandStore store,
        string authority,
        string import,
        CollectionYear year,
        List<string> files,
        CancellationToken stopping
    )
    {
        var opened = new List<FileStream>();
        try
        {
            return await ImportUpload.Send(
                store.Grains,
                authority,
                import,
                year,
                files.Select(file =>
                {
                    var content = File.OpenRead(file);
                    opened.Add(content);
                    return (Path.GetFileName(file), (Stream)content);
                }),
                stopping
            );
        }
        finally
        {
            opened.ForEach(file => file.Dispose());
        }
    }

    // Looks until there is nothing under way.
    private static async Task<ImportJob> AtRest(IImportGrain grain, ProgressLine progress, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (true)
        {
            var job = await grain.Read(stopping) ?? throw new InvalidOperationException("An import that was started is not there.");
            if (job.State is not (ImportState.Queued or ImportState.Reading or ImportState.Applying))
                return job;
            progress.Show(job.Doing, job.Progress);
            await timer.WaitForNextTickAsync(stopping);
        }
    }

    private static CollectionYear Year(ArgumentResult result)
    {
        var year = CollectionYear.Parse(result.Tokens[0].Value);
        if (!year.Succeeded)
            result.AddError($"--year: {year.Refusals[0].Sentence}");
        return year.Value;
    }
}
