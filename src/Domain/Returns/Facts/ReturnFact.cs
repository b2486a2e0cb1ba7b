using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns.Facts;

/// <summary>One thing the returns say happened.</summary>
/// <param name="Happened">Without an id; its recording holds the source only.</param>
/// <param name="File">The file that says it.</param>
/// <param name="Line">The line of that file.</param>
internal sealed record ReturnFact(CareEvent Happened, string File, int Line)
{
    // What a stored event may hold; a longer value came with a warning when it was read.
    private const int LongestCode = 20;
    private const int LongestFileName = 200;

    /// <summary>Where the sources of all facts of returns start, and of nothing else.</summary>
    public const string SourcePrefix = "ssda903/";

    public static ReturnFact Of(
        string type,
        LocalDate on,
        CollectionYear year,
        string file,
        int line,
        params ReadOnlySpan<(string Field, object? Value)> fields
    )
    {
        var specification = EventVocabulary.Find(type) ?? throw new ArgumentException($"There is no event type '{type}'.", nameof(type));
        var values = new List<KeyValuePair<string, object>>(fields.Length);
        // In the vocabulary's order, as a record read back from its JSON has them.
        foreach (var field in specification.Fields)
        {
            foreach (var (name, value) in fields)
            {
                if (name == field.Name && value is not null and not "" and not false)
                    values.Add(new(name, value is string text ? Fitting(field, text) : value));
            }
        }

        var happened = new CareEvent
        {
            Type = type,
            On = on,
            Fields = EventFields.Of(values),
            Recorded = new Recording(default, "", Source(year, file, line)),
        };
        return new ReturnFact(happened, file, line);
    }

    public static ReturnFact Of(string type, LocalDate on, DatedRow row, params ReadOnlySpan<(string Field, object? Value)> fields) =>
        Of(type, on, row.Year, row.Row.File, row.Row.Line, fields);

    public static string Source(CollectionYear year, string file, int line)
    {
        var name = file.Length > LongestFileName ? file[..LongestFileName] : file;
        return $"{SourcePrefix}{year}/{name}:{line}";
    }

    private static string Fitting(FieldSpecification field, string text)
    {
        var longest = field.Kind == FieldKind.Code ? LongestCode : RecordLimits.LongestText;
        return text.Length > longest ? text[..longest] : text;
    }
}
