using System.Globalization;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Imports;

namespace Permanence.Api.Pages.Imports;

/// <summary>An import as one page of it is drawn.</summary>
public sealed record ImportView
{
    public required ImportJob Job { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    /// <summary>Whether it is at work, so that the page looks again.</summary>
    public required bool Working { get; init; }

    public int Percent => (int)Math.Round(Math.Clamp(Job.Progress, 0, 1) * 100);

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<GradeTile> Grades { get; init; }

    public required IReadOnlyList<ReturnFinding> Findings { get; init; }

    public required int Matching { get; init; }

    public required FindingQuery Query { get; init; }

    public required PagesView Pages { get; init; }

    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The findings shown, all pages of them, as a file.</summary>
    public string CsvUrl
    {
        get
        {
            var address = (Query with { Page = 1 }).Url("");
            return address.Length == 0 ? "?handler=Csv" : $"{address}&handler=Csv";
        }
    }

    public bool MayConfirm => Job.State is ImportState.Ready or ImportState.Failed && Job.RowsDeleted is null;

    public bool MayUndo => Job.State is ImportState.Applied or ImportState.Failed;

    /// <summary>What stays when it is undone.</summary>
    public string UndoLeaves =>
        $"Undoing takes back what this import added to {Counting.Of(Job.Children, "record", "records")}"
        + (
            Job.NewChildren == 0
                ? ". "
                : $"; of the {Counting.Number(Job.NewChildren)} it opened, those in which nobody has recorded anything leave the board. "
        )
        + "What people recorded or decided since stays, and every history shows both.";

    /// <param name="Url">Where it says which; null where it is a number only.</param>
    public sealed record Fact(string Label, string Value, string? More, string? Url = null);
}

public sealed record GradeTile(string Label, int Number, string More, string Tone, string Url, bool Current);

/// <summary>Which findings are shown; it stands in the address.</summary>
public sealed record FindingQuery(FindingGrade? Grade, string? Rule, string? Text, int Page)
{
    public const int PageLength = 100;

    public bool Any => Grade is not null || Rule is not null || Text is not null;

    public bool Fits(ReturnFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return (Grade is null || finding.Grade == Grade)
            && (Rule is null || string.Equals(finding.Rule, Rule, StringComparison.OrdinalIgnoreCase))
            && (
                Text is null
                || finding.Child.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || finding.File.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || finding.Field.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || finding.Message.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || finding.Codes?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true
            );
    }

    public string Url(string address)
    {
        string?[] parts =
        [
            Grade is { } grade ? $"grade={ImportViews.Letter(grade)}" : null,
            Rule is null ? null : $"rule={Uri.EscapeDataString(Rule)}",
            Text is null ? null : $"q={Uri.EscapeDataString(Text)}",
            Page > 1 ? $"page={Page}" : null,
        ];
        var given = parts.OfType<string>().ToList();
        return given.Count == 0 ? address : $"{address}?{string.Join('&', given)}";
    }
}

/// <summary>From an import and its findings to what is drawn.</summary>
public static class ImportViews
{
    /// <param name="rowsMonths">For how many months the council keeps the rows; null where it has set no time.</param>
    public static ImportView Of(
        ImportJob job,
        IReadOnlyList<ReturnFinding> findings,
        FindingQuery query,
        Func<string, string> person,
        int? rowsMonths = null
    )
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(person);
        var address = Links.Import(job.Authority, job.Id);
        var fitting = findings.Where(query.Fits).ToList();
        var pages = Math.Max(1, (fitting.Count + FindingQuery.PageLength - 1) / FindingQuery.PageLength);
        var page = Math.Min(query.Page, pages);
        var counts = job.Counts;
        return new ImportView
        {
            Job = job,
            Heading = Heading(job),
            Lead = Lead(job),
            Working = job.State is ImportState.Queued or ImportState.Reading or ImportState.Applying,
            Facts =
            [
                new("Year", job.Year.ToString(), $"{Dates.InWords(job.Year.FirstDay)} to {Dates.InWords(job.Year.LastDay)}"),
                new("Files", Counting.Of(job.Files.Count, "file", "files"), string.Join(", ", job.Files.Select(file => file.Name))),
                new(
                    "Children",
                    Counting.Number(job.Children),
                    $"{Counting.Number(job.NewChildren)} new, {Counting.Number(job.Children - job.NewChildren)} matched with a record.",
                    job.Children == 0 ? null : Links.ImportedChildren(job.Authority, job.Id)
                ),
                new("New facts", Counting.Number(counts.New), null),
                new("Changed facts", Counting.Number(counts.Changed), "of an earlier import, put right by this one"),
                new("Unchanged facts", Counting.Number(counts.Unchanged), null),
                new("Held for a person", Counting.Number(counts.Held), "nothing here is overwritten"),
                new("Rows left out", Counting.Number(counts.Rejected), "they cannot be stored"),
                new("Started", Dates.InWords(job.Began), $"by {person(job.By)}"),
                .. Rows(job, rowsMonths),
            ],
            Grades =
            [
                Tile("Rows left out", FindingGrade.RowLeftOut, "cannot be stored", "late"),
                Tile("Held for you", FindingGrade.FactHeld, "stored, but this fact waits", "soon"),
                Tile("Warnings", FindingGrade.Warning, "stored as they are", "future"),
                new(
                    "All findings",
                    findings.Count((query with { Grade = null }).Fits),
                    "of every grade",
                    "all",
                    (query with { Grade = null, Page = 1 }).Url(address),
                    query.Grade is null
                ),
            ],
            Findings = [.. fitting.Skip((page - 1) * FindingQuery.PageLength).Take(FindingQuery.PageLength)],
            Matching = fitting.Count,
            Query = query with { Page = page },
            Kinds =
            [
                .. findings
                    .Select(finding => finding.Rule)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Order(StringComparer.OrdinalIgnoreCase),
            ],
            Pages = PagesView.Of(page, pages, number => (query with { Page = number }).Url(address)),
        };

        GradeTile Tile(string label, FindingGrade grade, string more, string tone) =>
            new(
                label,
                findings.Count(finding => finding.Grade == grade && (query with { Grade = null }).Fits(finding)),
                more,
                tone,
                (query with { Grade = grade, Page = 1 }).Url(address),
                query.Grade == grade
            );
    }

    private static IEnumerable<ImportView.Fact> Rows(ImportJob job, int? months)
    {
        if (job.RowsDeleted is { } deleted)
            yield return new(
                "Rows",
                $"Deleted on {Dates.InWords(LondonTime.DayOf(deleted))}",
                "What they said of a child stands in the child’s record; who sent them, the counts and the findings stay here."
            );
        else if (months is { } kept && job.State != ImportState.Discarded)
            yield return new(
                "Rows",
                $"Kept until {Dates.InWords(LondonTime.DayOf(job.Ended ?? job.Began).PlusMonths(kept))}",
                "Then the rows, as they were sent, are deleted; what they said of a child stays in the child’s record."
            );
    }

    public static string CsvLine(ReturnFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Csv.Line(
            finding.File,
            finding.Line.ToString(CultureInfo.InvariantCulture),
            finding.Child,
            finding.Field,
            finding.Value,
            finding.Rule,
            Letter(finding.Grade),
            finding.Message,
            finding.Codes ?? ""
        );
    }

    public static string Letter(FindingGrade grade) =>
        grade switch
        {
            FindingGrade.RowLeftOut => "E",
            FindingGrade.FactHeld => "C",
            _ => "W",
        };

    public static string Words(FindingGrade grade) =>
        grade switch
        {
            FindingGrade.RowLeftOut => "Row left out",
            FindingGrade.FactHeld => "Held for you",
            _ => "Warning",
        };

    public static string Tone(FindingGrade grade) =>
        grade switch
        {
            FindingGrade.RowLeftOut => "late",
            FindingGrade.FactHeld => "soon",
            _ => "quiet",
        };

    public static string Words(ImportState state) =>
        state switch
        {
            ImportState.Queued => "Waiting to start",
            ImportState.Reading => "Reading",
            ImportState.Ready => "Waiting for you to confirm",
            ImportState.Refused => "Refused",
            ImportState.Applying => "Changing records",
            ImportState.Applied => "Applied",
            ImportState.Undone => "Undone",
            ImportState.Discarded => "Discarded",
            _ => "Stopped part of the way",
        };

    public static string Tone(ImportState state) =>
        state switch
        {
            ImportState.Applied => "well",
            ImportState.Ready => "soon",
            ImportState.Refused or ImportState.Failed => "late",
            ImportState.Undone or ImportState.Discarded => "quiet",
            _ => "future",
        };

    private static string Heading(ImportJob job) =>
        job.State switch
        {
            ImportState.Queued or ImportState.Reading => "Reading your files",
            ImportState.Ready => "Check what this import will do",
            ImportState.Refused => "These files cannot be imported",
            ImportState.Applying => "Records are being changed",
            ImportState.Applied => "The import is done",
            ImportState.Undone => "The import was undone",
            ImportState.Discarded => "The dry run was discarded",
            _ => "The import stopped part of the way",
        };

    private static string Lead(ImportJob job) =>
        job.State switch
        {
            ImportState.Queued or ImportState.Reading => "Nothing is changed until you confirm. You may leave this page and come back.",
            ImportState.Ready => "Nothing has been changed yet. Read what was found, then confirm or leave it.",
            ImportState.Refused => "Nothing was changed.",
            ImportState.Applying => "You may leave this page; the work goes on by itself.",
            ImportState.Applied => "Every change names the file, year and row it came from. It can be undone as a whole.",
            ImportState.Discarded => "Nothing was changed, and its files are not kept.",
            ImportState.Undone => "What it had added is withdrawn. The histories of the children show both.",
            _ => "Nothing half done shows as done. Go on with it, or take back what was done.",
        };
}
