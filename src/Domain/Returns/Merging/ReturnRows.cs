using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns.Merging;

/// <summary>One return as a record keeps it: the rows it said of the child and which details of the child it filled in.</summary>
internal sealed record KeptReturn(
    CareEvent Received,
    CollectionYear Year,
    string Import,
    ReturnedChild Child,
    IReadOnlyList<string> Filled
);

/// <summary>
/// The rows of a return as the JSON of a <c>return-received</c> event:
/// <c>{"files":[…],"rows":[[kind,file,line,values…]],"filled":[…]}</c>.
/// </summary>
internal static class ReturnRows
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CareEvent Received(string id, CollectionYear year, string importId, ReturnedChild child, IReadOnlyList<string> filled) =>
        new()
        {
            Type = EventTypes.ReturnReceived,
            On = year.LastDay,
            Id = id,
            Fields = EventFields.Of([
                new("year", year.ToString()),
                new("import", importId),
                new("rows", new JsonText(Write(child, filled))),
                .. child.Given is null ? Array.Empty<KeyValuePair<string, object>>() : [new("files", string.Join(' ', child.Given))],
            ]),
            Recorded = new Recording(default, "", $"{Facts.ReturnFact.SourcePrefix}{year}"),
        };

    /// <summary>Null where it is not as it was written here.</summary>
    public static KeptReturn? Read(CareEvent received, string child)
    {
        if (CollectionYear.Parse(received.Text("year")) is not { Succeeded: true } year || received.Fields["rows"] is not JsonText text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text.Json);
            var root = document.RootElement;
            var files = Strings(root.GetProperty("files"));
            var rows = root.GetProperty("rows").EnumerateArray().Select(row => Row(row, files, child)).ToList();
            return new KeptReturn(
                received,
                year.Value,
                received.Text("import") ?? "",
                new ReturnedChild(child, rows) { Given = Kinds(received.Text("files")) },
                Strings(root.GetProperty("filled"))
            );
        }
        catch (Exception fault)
            when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// What a year's return says when it was given again: the later one's rows of each kind of file that it gives, and the earlier one's of
    /// the others.
    /// </summary>
    public static ReturnedChild Over(ReturnedChild earlier, ReturnedChild later) =>
        later.Given is null
            ? later
            : new ReturnedChild(
                later.Id,
                [
                    .. later
                        .Rows.Where(row => later.Gives(row.Kind))
                        .Concat(earlier.Rows.Where(row => !later.Gives(row.Kind)))
                        .OrderBy(row => row.Kind),
                ]
            )
            {
                Given = earlier.Given is null ? null : [.. earlier.Given.Union(later.Given).Order()],
            };

    /// <summary>What is taken back because the year's return was given again without any row of it, one finding for each kind.</summary>
    public static IEnumerable<ReturnFinding> Gone(ReturnedChild kept, ReturnedChild now, ReturnedChild child, CollectionYear year)
    {
        var header = child.Rows.FirstOrDefault(row => row.Kind == ReturnKind.Header);
        return kept
            .Rows.CountBy(row => row.Kind)
            .Where(before => now.Rows.All(row => row.Kind != before.Key))
            .Select(before => new ReturnFinding(
                header?.File ?? "",
                header?.Line ?? 0,
                child.Id,
                "CHILD",
                child.Id,
                "rows-gone",
                FindingGrade.Warning,
                $"The return of {year} that was given before has {before.Value} {(before.Value == 1 ? "row" : "rows")} of the {before.Key} "
                    + "file for this child; this one has none, or none that can be stored. What they said "
                    + "is taken back: give them again if it is true."
            ));
    }

    /// <summary>Whether two returns say the same, in whatever file and line they say it.</summary>
    public static bool SaySame(ReturnedChild one, ReturnedChild other) =>
        one.Rows.Count == other.Rows.Count && Said(one).SequenceEqual(Said(other), StringComparer.Ordinal);

    private static IEnumerable<string> Said(ReturnedChild child) =>
        child.Rows.Select(row => $"{row.Kind}\u001f{string.Join('\u001f', row.Values)}").Order(StringComparer.Ordinal);

    private static string Write(ReturnedChild child, IReadOnlyList<string> filled)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            var files = child.Rows.Select(row => row.File).Distinct(StringComparer.Ordinal).ToList();
            writer.WriteStartObject();
            List(writer, "files", files);
            writer.WriteStartArray("rows");
            foreach (var row in child.Rows)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(row.Kind.ToString());
                writer.WriteNumberValue(files.IndexOf(row.File));
                writer.WriteNumberValue(row.Line);
                // The child's id is the record's own.
                foreach (var value in row.Values.Skip(1))
                    writer.WriteStringValue(value);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            List(writer, "filled", filled);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void List(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static ReturnRow Row(JsonElement row, List<string> files, string child)
    {
        var kind = Enum.Parse<ReturnKind>(row[0].GetString()!);
        var values = new string[ReturnColumns.Of(kind).Count];
        values[0] = child;
        for (var i = 1; i < values.Length; i++)
            values[i] = row[i + 2].GetString()!;
        return new ReturnRow(kind, files[row[1].GetInt32()], row[2].GetInt32(), values);
    }

    private static IReadOnlyList<ReturnKind>? Kinds(string? names) =>
        names?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ReturnKind>).ToList();

    private static List<string> Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
