using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Calendar;

/// <summary>
/// Reads what GOV.UK publishes: its whole file, or the <c>england-and-wales</c> part of it (<c>{"events":[{"title","date"}]}</c>).
/// Every slip is a fault with its line; it never throws.
/// </summary>
public static class BankHolidayFile
{
    // GOV.UK goes back to 2012 or so. A date outside these is a slip, and a calendar that reached for it would be enormous.
    private const int FirstYear = 1950;
    private const int LastYear = 2150;

    /// <returns>The calendar, or null with every fault of the file.</returns>
    public static (WorkingDayCalendar? Calendar, IReadOnlyList<(int Line, string Message)> Faults) Read(ReadOnlyMemory<byte> json)
    {
        json = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var places = JsonPlaces.Of(json.Span);
        if (places.Fault is { } broken)
            return (null, [broken]);
        using var document = JsonDocument.Parse(json);
        var path = "";
        var division = document.RootElement;
        if (division.ValueKind == JsonValueKind.Object && division.TryGetProperty("england-and-wales", out var part))
            (division, path) = (part, "england-and-wales.");
        if (
            division.ValueKind != JsonValueKind.Object
            || !division.TryGetProperty("events", out var events)
            || events.ValueKind != JsonValueKind.Array
            || events.GetArrayLength() == 0
        )
            return (null, [(places.Line($"{path}events"), "The bank holiday file has no list of events for England and Wales.")]);

        var faults = new List<(int, string)>();
        var holidays = new Dictionary<LocalDate, BankHoliday>();
        foreach (var (index, holiday) in events.EnumerateArray().Index())
        {
            var line = places.Line($"{path}events[{index}]");
            if (
                Text(holiday, "date") is not { } written
                || LocalDatePattern.Iso.Parse(written) is not { Success: true } date
                || date.Value.Year is < FirstYear or > LastYear
            )
                faults.Add((line, $"A bank holiday has a date such as 2026-12-25, from {FirstYear} to {LastYear}."));
            else if (string.IsNullOrWhiteSpace(Text(holiday, "title")))
                faults.Add((line, "A bank holiday has a title, such as Christmas Day: explanations name the days they leave out."));
            else if (!holidays.TryAdd(date.Value, new BankHoliday(date.Value, Text(holiday, "title")!)))
                faults.Add((line, $"{written} stands twice."));
        }

        // A year without a single bank holiday was left out, and every count across it would be wrong without a word.
        if (faults.Count == 0)
        {
            var years = holidays.Keys.Select(day => day.Year).ToHashSet();
            faults.AddRange(
                Enumerable
                    .Range(years.Min(), years.Max() - years.Min())
                    .Where(year => !years.Contains(year))
                    .Select(year =>
                        (places.Line($"{path}events"), $"There is no bank holiday in {year}, and there are some before and after it.")
                    )
            );
        }

        return (faults.Count == 0 ? new WorkingDayCalendar(holidays.Values) : null, faults);
    }

    private static string? Text(JsonElement holiday, string name) =>
        holiday.ValueKind == JsonValueKind.Object && holiday.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
