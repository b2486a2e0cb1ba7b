using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Permanence.Domain.Returns;

/// <summary>A year of the SSDA903 return: 1 April to 31 March, London dates. Written <c>2024-25</c>.</summary>
/// <param name="Starts">The calendar year in which it starts.</param>
[JsonConverter(typeof(CollectionYearConverter))]
public readonly record struct CollectionYear(int Starts) : IComparable<CollectionYear>
{
    public const int Earliest = 2000;
    public const int Latest = 2099;

    public LocalDate FirstDay => new(Starts, 4, 1);

    public LocalDate LastDay => new(Starts + 1, 3, 31);

    public bool Contains(LocalDate day) => day >= FirstDay && day <= LastDay;

    public int CompareTo(CollectionYear other) => Starts.CompareTo(other.Starts);

    public static bool operator <(CollectionYear left, CollectionYear right) => left.Starts < right.Starts;

    public static bool operator >(CollectionYear left, CollectionYear right) => left.Starts > right.Starts;

    public static bool operator <=(CollectionYear left, CollectionYear right) => left.Starts <= right.Starts;

    public static bool operator >=(CollectionYear left, CollectionYear right) => left.Starts >= right.Starts;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Starts:0000}-{(Starts + 1) % 100:00}");

    /// <summary>
    /// Reads <c>2024-25</c>, also with a slash or with the second year in full. Refuses two years that do not follow each other.
    /// </summary>
    public static Outcome<CollectionYear> Parse(string? text)
    {
        var parts = (text ?? "").Trim().Split('-', '/');
        if (
            parts.Length == 2
            && parts[0].Length == 4
            && parts[1].Length is 2 or 4
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var starts)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ends)
            && starts is >= Earliest and <= Latest
            && (parts[1].Length == 4 ? ends == starts + 1 : ends == (starts + 1) % 100)
        )
            return new CollectionYear(starts);
        return new Refusal(
            RefusalCodes.BadCollectionYear,
            $"'{Shown(text)}' is not a collection year: write the two years it spans, such as 2024-25.",
            "year"
        );
    }

    private static string Shown(string? text) =>
        text is null ? ""
        : text.Length > 40 ? text[..40] + "…"
        : text;
}

internal sealed class CollectionYearConverter : JsonConverter<CollectionYear>
{
    public override CollectionYear Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = CollectionYear.Parse(reader.GetString());
        return read.Succeeded ? read.Value : throw new JsonException(read.Refusals[0].Sentence);
    }

    public override void Write(Utf8JsonWriter writer, CollectionYear value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
