using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace Permanence.Domain.Returns.Reading;

/// <summary>Reads one file into rows, or says why it cannot be one of the return's files. Stops at the first sign that it is not.</summary>
internal sealed class TableReader(ReturnLimits limits, FindingLog findings, Action<string, int, long> progress)
{
    private const int RowsBetweenReports = 5_000;

    // A comment would be skipped by the CSV reader and put the line numbers out. No text file holds this character.
    private const char NoComment = '\uFFFF';

    private readonly ValuePool values = new();

    /// <param name="order">Where the file stands among the files given.</param>
    /// <param name="rowsBefore">Rows read of the files before.</param>
    public Outcome<ReadTable> Read(ReturnFile file, int order, int rowsBefore)
    {
        var name = KindRecognition.Shown(file.Name);
        using var guarded = new GuardedStream(file.Content, name, limits.BytesInAFile);
        var line = 1;
        try
        {
            using var text = new StreamReader(
                guarded,
                new UTF8Encoding(false, throwOnInvalidBytes: true),
                detectEncodingFromByteOrderMarks: false,
                16 * 1024
            );
            var options = new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = ',',
                Comment = NoComment,
                BufferSize = limits.CharactersInALine,
                MaxBufferSize = limits.CharactersInALine,
            };
            using var csv = CsvDataReader.Create(text, options);
            return Rows(csv, file.Name, order, rowsBefore, guarded, ref line);
        }
        catch (FileRefusedException refused)
        {
            return refused.Refusal with { Field = file.Name };
        }
        catch (DecoderFallbackException)
        {
            return new Refusal(
                RefusalCodes.NotUtf8,
                $"'{name}' is not in UTF-8: near line {Number(line)} it has a byte that means nothing in it. Save it as CSV "
                    + "UTF-8 and give it again.",
                file.Name
            );
        }
        catch (CsvRecordTooLargeException)
        {
            return new Refusal(
                RefusalCodes.LineTooLong,
                $"'{name}' has a line of more than {Number(limits.CharactersInALine)} characters after line {Number(line)}, or a "
                    + "quotation mark there that is never closed. Look at that line and give the file again.",
                file.Name
            );
        }
        catch (CsvFormatException)
        {
            return new Refusal(
                RefusalCodes.BadQuotes,
                $"'{name}' has a quotation mark out of place after line {Number(line)}: a field in quotes ends with its "
                    + "quotation mark, then a comma. Put that line right and give the file again.",
                file.Name
            );
        }
    }

    private Outcome<ReadTable> Rows(CsvDataReader csv, string file, int order, int rowsBefore, GuardedStream bytes, ref int line)
    {
        List<string>? names = null;
        var (columns, nameless) = (0, 0);
        int[] positions = [];
        ReadTable? table = null;
        var next = 1;
        while (csv.Read())
        {
            line = next;
            next += Breaks(csv.GetRawRecordSpan());
            if (IsEmpty(csv))
                continue;
            if (names is null)
            {
                names = [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => Name(csv.GetString(i), i))];
                columns = names.Count;
                // Spreadsheets leave commas of columns that once held something: what has no name is nothing of the return's.
                names.RemoveRange(
                    names.FindLastIndex(name => name.Length > 0) + 1,
                    columns - 1 - names.FindLastIndex(name => name.Length > 0)
                );
                var kind = KindRecognition.Recognise(file, names);
                if (!kind.Succeeded && kind.Refusals.Count > 0)
                    return kind.Refusals[0];
                table = new ReadTable(kind.Value, file, order, []);
                positions = [.. ReturnColumns.Of(kind.Value).Select(column => names.IndexOf(column))];
                NoticeExtraColumns(names, table);
                continue;
            }

            if (table!.Rows.Count == limits.RowsInAFile)
                return new Refusal(
                    RefusalCodes.TooManyRows,
                    $"'{KindRecognition.Shown(file)}' has more than {Number(limits.RowsInAFile)} rows, which no council's return "
                        + "has. Give the file exported from your system.",
                    file
                );
            if (rowsBefore + table.Rows.Count == limits.RowsInAll)
                return new Refusal(
                    RefusalCodes.TooManyRows,
                    $"The files have more than {Number(limits.RowsInAll)} rows together, which no council's return has. Give the "
                        + "files exported from your system.",
                    file
                );
            if (Add(csv, table, names.Count, columns, positions, line))
                nameless++;
            if (table.Rows.Count % RowsBetweenReports == 0)
                progress(file, RowsBetweenReports, bytes.BytesRead);
        }

        if (table is null)
            return new Refusal(
                RefusalCodes.EmptyFile,
                $"'{KindRecognition.Shown(file)}' is empty. Give the file with its line of column names, even where it has no rows.",
                file
            );
        progress(file, table.Rows.Count % RowsBetweenReports, bytes.BytesRead);
        if (nameless > 0)
            findings.Notice(
                table.File,
                table.Order,
                "",
                "extra-column",
                $"Rows with something in a column that has no name, right of the others: {Number(nameless)}. It was not read. Give the "
                    + "column its name if it is the return's."
            );
        return table;
    }

    /// <param name="named">How many columns there are to the last that has a name.</param>
    /// <param name="columns">How many there are.</param>
    /// <returns>Whether something stands in a column without a name, right of the others.</returns>
    private bool Add(CsvDataReader csv, ReadTable table, int named, int columns, int[] positions, int line)
    {
        var read = new string[positions.Length];
        for (var i = 0; i < positions.Length; i++)
            read[i] = positions[i] < csv.RowFieldCount ? values.Of(csv.GetFieldSpan(positions[i])) : "";
        var row = new ReadRow(table.Kind, table.File, table.Order, line, read);
        table.Rows.Add(row);
        var fields = csv.RowFieldCount;
        while (fields > named && csv.GetFieldSpan(fields - 1).Trim().IsEmpty)
            fields--;
        if (fields < named)
            findings.LeaveOut(
                row,
                "",
                "row-shape",
                $"This row has too few cells: {Number(fields)} of {Number(named)}, so it is not clear which value belongs where. Give "
                    + "every cell its comma, also an empty one."
            );
        else if (fields > columns)
            findings.LeaveOut(
                row,
                "",
                "row-shape",
                $"This row has {Number(fields)} fields and the column names are {Number(columns)}, so it is not clear which "
                    + "value belongs where. A comma inside a value needs quotation marks round the value."
            );
        return fields > named && fields <= columns;
    }

    private void NoticeExtraColumns(List<string> names, ReadTable table)
    {
        foreach (var extra in names.Where(name => name.Length > 0 && !ReturnColumns.Of(table.Kind).Contains(name)).Take(20))
        {
            findings.Notice(
                table.File,
                table.Order,
                KindRecognition.Shown(extra),
                "extra-column",
                $"The {table.Kind} file of the return has no column {KindRecognition.Shown(extra)}: it was not read. "
                    + "Nothing needs to be done."
            );
        }
    }

    private static string Name(string text, int position)
    {
        // The mark that some programs put at the start of a UTF-8 file is not part of the first column's name.
        var name = position == 0 ? text.TrimStart('\uFEFF') : text;
        return name.Trim().Trim('"').Trim().ToUpperInvariant();
    }

    private static bool IsEmpty(CsvDataReader csv)
    {
        for (var i = 0; i < csv.RowFieldCount; i++)
        {
            if (!csv.GetFieldSpan(i).Trim().IsEmpty)
                return false;
        }

        return true;
    }

    /// <summary>How many lines of the file a record takes: values in quotes may hold line breaks.</summary>
    private static int Breaks(ReadOnlySpan<char> record)
    {
        var breaks = record.Count('\n');
        for (var rest = record; rest.IndexOf('\r') is >= 0 and var at; rest = rest[(at + 1)..])
        {
            if (at + 1 == rest.Length || rest[at + 1] != '\n')
                breaks++;
        }

        return breaks;
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Trims and upper-cases values, and keeps one copy of each: the same dates and codes come again and again.</summary>
internal sealed class ValuePool
{
    private const int Most = 100_000;
    private const int Longest = 32;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public ValuePool() => lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Of(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty)
            return "";
        if (trimmed.Length > Longest)
            return trimmed.ToString().ToUpperInvariant();
        Span<char> upper = stackalloc char[Longest];
        upper = upper[..trimmed.ToUpperInvariant(upper)];
        if (lookup.TryGetValue(upper, out var same))
            return same;
        var value = upper.ToString();
        if (known.Count < Most)
            known.Add(value);
        return value;
    }
}
