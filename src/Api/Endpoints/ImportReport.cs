using NodaTime;
using Permanence.Domain.Returns;
using Permanence.Grains.Imports;

namespace Permanence.Api.Endpoints;

/// <summary>An import as programs and the command line read it.</summary>
/// <param name="Progress">0 to 1 of the present state's work.</param>
/// <param name="Doing">What it is doing, in words; empty where it is at rest.</param>
/// <param name="Findings">What is wrong or doubtful, by file and line. Where files were refused as a whole, that comes first, at line
/// 0.</param>
/// <param name="FindingsInAll">How many there are, however many of them this answer has.</param>
internal sealed record ImportReport(
    string Id,
    string Authority,
    CollectionYear Year,
    IReadOnlyList<string> Files,
    ImportState State,
    double Progress,
    string Doing,
    ImportCounts Counts,
    int Children,
    IReadOnlyList<ReturnFinding> Findings,
    int FindingsInAll,
    string By,
    Instant Began,
    Instant? Ended
)
{
    /// <summary>Children of whom there was no record; the others were matched by their ids.</summary>
    public int NewChildren { get; init; }

    /// <summary>Another year that most of the rows belong to; null where there is none.</summary>
    public CollectionYear? MostlyOf { get; init; }

    /// <summary>When its rows, as they were sent, were deleted; null where they are there.</summary>
    public Instant? RowsDeleted { get; init; }

    private const int FindingsACall = 5_000;

    public static ImportReport WithoutFindings(ImportJob job) =>
        new(
            job.Id,
            job.Authority,
            job.Year,
            [.. job.Files.Select(file => file.Name)],
            job.State,
            job.Progress,
            job.Doing,
            job.Counts,
            job.Children,
            [],
            job.Findings + job.Refusals.Count,
            job.By,
            job.Began,
            job.Ended
        )
        {
            NewChildren = job.NewChildren,
            MostlyOf = job.MostlyOf,
            RowsDeleted = job.RowsDeleted,
        };

    public static async Task<ImportReport> Of(
        ImportJob job,
        IImportGrain grain,
        int skip = 0,
        int take = int.MaxValue,
        CancellationToken cancelled = default
    )
    {
        List<ReturnFinding> findings =
        [
            .. job
                .Refusals.Select(refusal => new ReturnFinding(
                    refusal.Field ?? "",
                    0,
                    "",
                    "",
                    "",
                    refusal.Code,
                    FindingGrade.RowLeftOut,
                    refusal.Sentence
                ))
                .Skip(skip)
                .Take(take),
        ];
        for (var from = Math.Max(0, skip - job.Refusals.Count); from < job.Findings && findings.Count < take; )
        {
            var page = await grain.Findings(from, Math.Min(FindingsACall, take - findings.Count), cancelled);
            if (page.Count == 0)
                break;
            findings.AddRange(page);
            from += page.Count;
        }

        return WithoutFindings(job) with
        {
            Findings = findings,
        };
    }
}
