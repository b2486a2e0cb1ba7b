using System.Globalization;
using Permanence.Api.Endpoints;
using Permanence.Domain.Returns;
using Permanence.Grains.Imports;

namespace Permanence.Api.CommandLine;

/// <summary>An import for somebody at a terminal: what became of it, then what was wrong with which row.</summary>
internal static class ImportText
{
    public static void Write(ImportReport import, bool dryRun, TextWriter output)
    {
        output.WriteLine(
            import.State switch
            {
                ImportState.Ready when dryRun =>
                    $"Dry run of {import.Year} for {import.Authority}: {Count(import.Children)} children read. Nothing was changed.",
                ImportState.Applied => $"{import.Year} imported for {import.Authority}: {Count(import.Children)} children.",
                ImportState.Refused => $"The files of {import.Year} cannot be imported for {import.Authority}. Nothing was changed.",
                _ => $"The import of {import.Year} for {import.Authority} did not end: it is {import.State.ToString().ToLowerInvariant()}.",
            }
        );
        if (import.MostlyOf is { } other)
            output.WriteLine($"  Most of these rows belong to {other}: check the year before anything is recorded.");
        if (import.State is ImportState.Ready or ImportState.Applied)
        {
            output.WriteLine($"  {Count(import.NewChildren), 9}  children new, {Count(import.Children - import.NewChildren)} matched");
            var would = import.State == ImportState.Ready ? "would be " : "";
            output.WriteLine($"  {Count(import.Counts.New), 9}  facts {would}new");
            output.WriteLine($"  {Count(import.Counts.Changed), 9}  facts {would}put right");
            output.WriteLine($"  {Count(import.Counts.Unchanged), 9}  facts known already");
            output.WriteLine($"  {Count(import.Counts.Held), 9}  facts held for a person to decide");
            output.WriteLine($"  {Count(import.Counts.Rejected), 9}  rows left out");
        }

        foreach (
            var (grade, heading) in new[]
            {
                (FindingGrade.RowLeftOut, "Left out"),
                (FindingGrade.FactHeld, "Held for a person"),
                (FindingGrade.Warning, "Stored, with a warning"),
            }
        )
        {
            var those = import.Findings.Where(finding => finding.Grade == grade).ToList();
            if (those.Count == 0)
                continue;
            output.WriteLine();
            output.WriteLine($"{heading} ({Count(those.Count)})");
            foreach (var finding in those)
                output.WriteLine(
                    $"  {Where(finding)}{(finding.Child.Length > 0 ? $"child {finding.Child}, " : "")}"
                        + $"{(finding.Field.Length > 0 ? $"{finding.Field} '{finding.Value}', " : "")}rule {finding.Rule}: "
                        + $"{finding.Message}{(finding.Codes is { } codes ? $" ({codes})" : "")}"
                );
        }
    }

    private static string Where(ReturnFinding finding) =>
        finding.File.Length == 0 ? ""
        : finding.Line == 0 ? $"{finding.File}: "
        : $"{finding.File}:{finding.Line}: ";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
