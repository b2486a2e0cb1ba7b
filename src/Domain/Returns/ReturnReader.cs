using NodaTime;
using Permanence.Domain.Returns.Reading;

namespace Permanence.Domain.Returns;

/// <summary>Reads a council's SSDA903 files of one collection year.</summary>
public static class ReturnReader
{
    private static readonly Dictionary<ReturnKind, string> NotInHeader = new()
    {
        [ReturnKind.AD1] = "INT01",
        [ReturnKind.PlacedAdoption] = "INT02",
        [ReturnKind.Episodes] = "INT03",
        [ReturnKind.Missing] = "INT04",
        [ReturnKind.OC2] = "INT05",
        [ReturnKind.OC3] = "INT06",
        [ReturnKind.PrevPerm] = "INT07",
        [ReturnKind.Reviews] = "INT08",
        [ReturnKind.UASC] = "INT09",
        [ReturnKind.SWEpisodes] = "not-in-header",
        [ReturnKind.DoLo] = "not-in-header",
    };

    /// <summary>
    /// Reads the files and checks every row by itself, against the child's other rows and against Header. Refuses, with all reasons at
    /// once and nothing read, files that are not text in UTF-8, empty, none of the twelve kinds, of one kind twice, or beyond the limits,
    /// and a set without its Header file. Streams are read synchronously and once.
    /// </summary>
    /// <param name="files">The files in any order, under any names.</param>
    /// <param name="progress">Told every few thousand rows and as each file ends.</param>
    /// <param name="today">Nothing in the files can be later, and a year that begins later is refused. Null asks neither.</param>
    public static ReturnReading Read(
        IReadOnlyList<ReturnFile> files,
        CollectionYear year,
        CodeSets codes,
        IProgress<ReadingProgress>? progress = null,
        ReturnLimits? limits = null,
        LocalDate? today = null
    )
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(codes);
        limits ??= ReturnLimits.Default;
        var findings = new FindingLog(limits.FindingsListed);
        var refusals = new List<Refusal>();
        if (year.FirstDay > today)
            refusals.Add(
                new(
                    RefusalCodes.YearNotBegun,
                    $"The year {year} begins on {InWords.Date(year.FirstDay)}: there is no return of it yet. Choose the year of "
                        + "these files.",
                    "year"
                )
            );
        var tables = Tables(files, limits, findings, refusals, progress);
        var rows = tables.Sum(table => table.Rows.Count);
        if (refusals.Count > 0)
            return new ReturnReading(year, refusals, findings.Listed(), [], findings.Counts(rows));

        progress?.Report(new ReadingProgress(null, rows, 1));
        var context = new CheckContext(
            year,
            codes,
            findings,
            tables.Select(table => table.Kind).ToHashSet(),
            today < year.LastDay ? today.Value : year.LastDay
        );
        var children = Gather(tables, context, limits.RowsOfAChild);
        HeaderChecks.OnePupilNumber(children, findings);
        foreach (var child in children)
        {
            ChildChecks.Twice(child, context);
            child.SortEpisodes();
            DayChecks.Check(child, context);
            ChildChecks.Check(child, context);
            EpisodeSequenceChecks.Check(child, context);
            AdoptionChecks.Check(child, context);
        }

        // A file of column names only says nothing of anybody, as one that was not given.
        var given = tables.Where(table => table.Rows.Count > 0).Select(table => table.Kind).Order().ToList();
        return new ReturnReading(
            year,
            [],
            findings.Listed(),
            [.. children.Select(child => child.AsBelieved() with { Given = given })],
            findings.Counts(rows)
        )
        {
            MostlyOf = OtherYear.Of(tables, year),
        };
    }

    private static List<ReadTable> Tables(
        IReadOnlyList<ReturnFile> files,
        ReturnLimits limits,
        FindingLog findings,
        List<Refusal> refusals,
        IProgress<ReadingProgress>? progress
    )
    {
        var tables = new List<ReadTable>();
        if (files.Count == 0)
            refusals.Add(new(RefusalCodes.NoFiles, "No file was given: give the return's CSV files.", "files"));
        if (files.Count > limits.Files)
        {
            refusals.Add(new(RefusalCodes.TooManyFiles, $"{files.Count} files were given; the return has twelve.", "files"));
            return tables;
        }

        var (rows, before) = (0, 0L);
        var total = files.Sum(file => file.Content.CanSeek ? file.Content.Length : 0);
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            var reader = new TableReader(
                limits,
                findings,
                (name, more, bytes) =>
                {
                    rows += more;
                    progress?.Report(
                        new ReadingProgress(
                            name,
                            rows,
                            total == 0 ? (double)i / files.Count : Math.Min(1, (double)(before + bytes) / total)
                        )
                    );
                }
            );
            var read = reader.Read(file, i, tables.Sum(table => table.Rows.Count));
            if (!read.Succeeded)
                refusals.AddRange(read.Refusals);
            else if (tables.Find(table => table.Kind == read.Value.Kind) is { } same)
                refusals.Add(
                    new(
                        RefusalCodes.DuplicateKind,
                        $"'{Shown(file.Name)}' and '{Shown(same.File)}' are both the {same.Kind} file of the return: give one.",
                        file.Name
                    )
                );
            else
                tables.Add(read.Value);
            before += file.Content.CanSeek ? file.Content.Length : 0;
        }

        if (refusals.Count == 0 && !tables.Exists(table => table.Kind == ReturnKind.Header))
            refusals.Add(
                new(
                    RefusalCodes.NoHeaderFile,
                    "The Header file is not among the files. Without it no row can be put to a child: give it with the others.",
                    "files"
                )
            );
        return tables;
    }

    /// <summary>Puts every row to its child, after checking it by itself.</summary>
    private static IReadOnlyList<ChildRows> Gather(List<ReadTable> tables, CheckContext context, int rowsOfAChild)
    {
        var children = new Dictionary<string, ChildRows>(StringComparer.Ordinal);
        var leftOut = new Dictionary<string, ReadRow>(StringComparer.Ordinal);
        foreach (var row in tables.Single(table => table.Kind == ReturnKind.Header).Rows)
        {
            if (!HeaderChecks.Id(row, context))
                continue;
            if (children.TryGetValue(row.Child, out var already))
            {
                context.Findings.LeaveOut(
                    row,
                    "CHILD",
                    "INT32",
                    $"The child is in the Header file already, at line {already.Header.Line}, and is there once: take one of the "
                        + "rows out."
                );
                continue;
            }

            HeaderChecks.Check(row, context);
            if (row.LeftOut)
                leftOut.TryAdd(row.Child, row);
            else
                children.Add(row.Child, new ChildRows(row));
        }

        foreach (var row in tables.Where(table => table.Kind != ReturnKind.Header).SelectMany(table => table.Rows))
        {
            if (!HeaderChecks.Id(row, context))
                continue;
            if (children.TryGetValue(row.Child, out var child) && child.Count == rowsOfAChild)
            {
                context.Findings.LeaveOut(
                    row,
                    "CHILD",
                    RefusalCodes.TooManyRows,
                    $"There are more than {rowsOfAChild} rows of this child, which no child's year has: is this the id of one child?"
                );
            }
            else if (child is not null)
            {
                RowChecks.Check(row, context);
                child.Add(row);
            }
            else
            {
                context.Findings.LeaveOut(
                    row,
                    "CHILD",
                    NotInHeader[row.Kind],
                    leftOut.TryGetValue(row.Child, out var header)
                        ? $"The child's row in the Header file (line {header.Line}) could not be stored, so this one cannot be "
                            + "either: put that row right first."
                        : "The child is not in the Header file: add the child there, or correct the id here."
                );
            }
        }

        return [.. children.Values];
    }

    private static string Shown(string name) => KindRecognition.Shown(name);
}
