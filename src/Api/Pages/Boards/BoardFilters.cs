using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;

namespace Permanence.Api.Pages.Boards;

/// <summary>What a board can be narrowed by: each a name in the address, a test of a row, and words for a tag.</summary>
internal sealed record BoardFilter(string Name, string Label, Func<TrackerRow, string?> Of)
{
    /// <summary>How a value is said.</summary>
    public Func<string, EventWords, string> Says { get; init; } = (value, _) => value;

    /// <summary>What there is to choose from, in this order; null where that is what the rows have, by its words.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Of everybody: <c>All teams</c>.</summary>
    public required string All { get; init; }
}

internal static class BoardFilters
{
    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<BoardFilter> Chosen =
    [
        new("team", "Team", row => row.Team) { All = "All teams" },
        new("worker", "Worker", row => row.SocialWorker) { All = "All workers" },
        new("reviewing-officer", "Reviewing officer", row => row.ReviewingOfficer ?? (row.Standing == Standing.LookedAfter ? "none" : null))
        {
            All = "All reviewing officers",
            Says = (value, _) => value == "none" ? "Not recorded" : value,
        },
        new("plan", "Plan", row => row.Plan ?? "none")
        {
            All = "All plans",
            Says = (value, speech) => value == "none" ? "No plan recorded" : speech.Name(value),
        },
        new("stage", "Stage", row => row.Stage?.Name)
        {
            All = "All stages",
            Values = Stage.Names,
            Says = (value, _) => Stages.Of(value),
        },
        new("legal-status", "Legal status", row => row.LegalStatus ?? "none")
        {
            All = "Any legal status",
            Says = (value, speech) => value == "none" ? "Not recorded" : speech.LegalStatus(value),
        },
        new("age", "Age", row => AgeBand(row.AgeInMonths))
        {
            All = "Any age",
            Values = ["unborn", "under-1", "1-to-4", "5-to-9", "10-to-15", "16-or-over"],
            Says = (value, _) =>
                value switch
                {
                    "unborn" => "Not born, or birth not recorded",
                    "under-1" => "Under 1",
                    _ => value.Replace('-', ' '),
                },
        },
    ];

    /// <summary>Days within which what comes next may be asked to be due.</summary>
    public static readonly IReadOnlyList<int> DueWithin = [7, 14, 28, 90];

    /// <summary>Whose standing a board shows, in the order of its tabs.</summary>
    public static readonly IReadOnlyList<(Standing Standing, string Name, string Label)> Standings =
    [
        (Standing.LookedAfter, "in-care", "In care now"),
        (Standing.BeforeCare, "edge-of-care", "Edge of care"),
        (Standing.AfterCare, "after-care", "After care"),
        (Standing.Closed, "closed", "Closed"),
    ];

    public static bool HasText(TrackerRow row, string? text)
    {
        foreach (var part in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[part];
            if (!Holds(row.Name, word) && !Holds(row.Child, word) && !Holds(row.SocialWorker, word) && !Holds(row.Next?.Title, word))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Which of what was asked a row does not fit, a bit each, so that one look at a row says what every filter would leave with the others
    /// as they are.
    /// </summary>
    /// <param name="day">The day of the board.</param>
    public static int Failed(TrackerRow row, BoardQuery query, LocalDate day)
    {
        var failed = 0;
        for (var index = 0; index < Chosen.Count; index++)
        {
            if (
                query.Chosen.TryGetValue(Chosen[index].Name, out var value)
                && !string.Equals(Chosen[index].Of(row), value, StringComparison.OrdinalIgnoreCase)
            )
                failed |= 1 << index;
        }

        if (query.Who is { } who && row.Standing != who)
            failed |= WhoBit;
        if (query.Status is { } status && row.Status() != status)
            failed |= StatusBit;
        if (query.DueWithin is { } days && !(row.Next?.Due <= day.PlusDays(days)))
            failed |= DueBit;
        if (!HasText(row, query.Text))
            failed |= TextBit;
        return failed;
    }

    public const int WhoBit = 1 << 20;
    public const int StatusBit = 1 << 21;
    public const int DueBit = 1 << 22;
    public const int TextBit = 1 << 23;

    private static string AgeBand(int? months) =>
        months switch
        {
            null => "unborn",
            < 12 => "under-1",
            < 60 => "1-to-4",
            < 120 => "5-to-9",
            < 192 => "10-to-15",
            _ => "16-or-over",
        };

    // By the letters, whatever a language makes of them: boards are filtered again with every change, for each filter that is open.
    private static bool Holds(string? text, ReadOnlySpan<char> word) => text.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase);
}
