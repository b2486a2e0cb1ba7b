namespace Permanence.Domain.Returns.Reading;

/// <summary>Which of the twelve files a line of column names belongs to.</summary>
internal static class KindRecognition
{
    // Nearly every file has these: they tell nothing about which one it is.
    private static readonly string[] Everywhere = ["CHILD", "DOB", "SEX"];

    /// <param name="file">The file's name, for the sentence.</param>
    /// <param name="columns">Trimmed and upper case, as the file has them.</param>
    public static Outcome<ReturnKind> Recognise(string file, IReadOnlyList<string> columns)
    {
        if (columns is [var only] && (only.Contains(';', StringComparison.Ordinal) || only.Contains('\t', StringComparison.Ordinal)))
            return new Refusal(
                RefusalCodes.UnknownColumns,
                $"The columns of '{Shown(file)}' are not separated by commas. Save it as CSV with commas and give it again.",
                file
            );
        var twice = columns
            .Where(column => column.Length > 0)
            .GroupBy(column => column, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1)
            ?.Key;
        if (twice is not null && ReturnColumns.Kinds.Any(kind => ReturnColumns.Of(kind).Contains(twice)))
            return new Refusal(
                RefusalCodes.DuplicateColumn,
                $"'{Shown(file)}' has the column {twice} twice, so it is not clear which one counts. Remove one.",
                file
            );

        var complete = ReturnColumns.Kinds.Where(kind => ReturnColumns.Of(kind).All(columns.Contains)).ToList();
        if (complete.Count > 0)
            return complete.MaxBy(kind => ReturnColumns.Of(kind).Count);

        var nearest = ReturnColumns.Kinds.Select(kind => (kind, share: Share(kind, columns))).MaxBy(pair => pair.share);
        if (nearest.share >= 0.5)
        {
            var missing = ReturnColumns.Of(nearest.kind).Where(column => !columns.Contains(column)).ToList();
            var others = columns
                .Where(column => column.Length > 0 && !ReturnColumns.Of(nearest.kind).Contains(column))
                .Select(Shown)
                .ToList();
            var hint = others.Count > 0 ? $" It has {Listed(others)} instead." : "";
            return new Refusal(
                RefusalCodes.MissingColumn,
                $"'{Shown(file)}' looks like the {nearest.kind} file but has no {(missing.Count == 1 ? "column" : "columns")} "
                    + $"{Listed(missing)}.{hint}",
                file
            );
        }

        return new Refusal(
            RefusalCodes.UnknownColumns,
            $"'{Shown(file)}' is none of the twelve files of the return: its columns are {Listed([.. columns.Select(Shown)])}.",
            file
        );
    }

    private static double Share(ReturnKind kind, IReadOnlyList<string> columns)
    {
        var telling = ReturnColumns.Of(kind).Where(column => !Everywhere.Contains(column)).ToList();
        return (double)telling.Count(columns.Contains) / telling.Count;
    }

    private static string Listed(IReadOnlyList<string> words) =>
        words.Count > 15 ? $"{string.Join(", ", words.Take(15))} and {words.Count - 15} more" : string.Join(", ", words);

    public static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
