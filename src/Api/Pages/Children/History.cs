using NodaTime;
using Permanence.Api.Pages.Words;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Children;

/// <summary>The whole record as it was kept: nothing is left out, also not what was put right later.</summary>
public static class History
{
    /// <param name="file">The whole record.</param>
    /// <param name="knownAt">What was recorded later is not shown. Null for everything.</param>
    /// <param name="address">The child's address, for links that change an entry; null where nothing may be changed.</param>
    public static IReadOnlyList<HistoryEntry> Of(
        CaseFile file,
        Instant? knownAt,
        string? address,
        EventWords speech,
        Func<string, string> person
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentNullException.ThrowIfNull(person);
        var known = file.Events.Where(one => knownAt is null || Timeline.RecordedAt(one) <= knownAt).ToList();
        var byId = known.Where(one => one.Id is not null).ToDictionary(one => one.Id!, StringComparer.Ordinal);
        var withdrawn = Withdrawn(known);
        var corrections = known.Where(one => one.Type == "event-corrected" && (one.Id is null || !withdrawn.ContainsKey(one.Id)))
            .GroupBy(one => one.Text("event")!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(Timeline.RecordedAt)!, StringComparer.Ordinal);

        // By the day it happened, latest first; an entry about another entry stands on the day it was made.
        return [.. known.OrderByDescending(one => one.On).ThenByDescending(Timeline.RecordedAt).Select(Entry)];

        HistoryEntry Entry(CareEvent one)
        {
            var gone = one.Id is not null && withdrawn.TryGetValue(one.Id, out var withdrawal) ? withdrawal : null;
            var corrected = gone is null && one.Id is not null && corrections.TryGetValue(one.Id, out var correction) ? correction : null;
            var link =
                address is not null && one.Id is not null && gone is null ? $"{address}/entries/{Uri.EscapeDataString(one.Id)}" : null;
            var target = one.Text("event") is { } id && Timeline.IsAboutAnEntry(one) ? byId.GetValueOrDefault(id) : null;
            return new HistoryEntry
            {
                Id = one.Id,
                On = one.On,
                Title = target is null
                    ? speech.Title(one)
                    : $"{speech.Title(one)}: {Codes.InSentence(speech.Title(target))} on {Dates.InWords(target.On)}",
                Facts = About(one, target, byId, speech),
                Note = one.Note,
                Source = Source(one, person),
                State = gone is not null ? "Withdrawn" : corrected is not null ? "Corrected" : null,
                StateReason = (gone ?? corrected)?.Text("reason"),
                CorrectUrl = link is null || Timeline.IsAboutAnEntry(one) ? null : $"{link}/correct",
                // A withdrawal stands for ever.
                WithdrawUrl = link is null || one.Type == "event-withdrawn" ? null : $"{link}/withdraw"
            };
        }
    }

    private static Dictionary<string, CareEvent> Withdrawn(List<CareEvent> known)
    {
        var withdrawn = new Dictionary<string, CareEvent>(StringComparer.Ordinal);
        // Latest first: a withdrawal that was itself withdrawn has no effect.
        foreach (var one in known.Where(one => one.Type == "event-withdrawn").Reverse().OrderByDescending(Timeline.RecordedAt))
        {
            if (one.Id is null || !withdrawn.ContainsKey(one.Id))
                withdrawn.TryAdd(one.Text("event")!, one);
        }

        return withdrawn;
    }

    private static List<(string Label, string Value)> About(
        CareEvent one,
        CareEvent? target,
        Dictionary<string, CareEvent> byId,
        EventWords speech
    )
    {
        if (!Timeline.IsAboutAnEntry(one))
            return [.. speech.Facts(one, id => byId.GetValueOrDefault(id))];
        var facts = new List<(string, string)>();
        if (one.Replacement is { } replacement)
        {
            var before = target is null
                ? []
                : speech.AllFacts(target, id => byId.GetValueOrDefault(id)).ToDictionary(fact => fact.Label, fact => fact.Value);
            foreach (var (label, value) in speech.AllFacts(replacement, id => byId.GetValueOrDefault(id)))
            {
                if (before.GetValueOrDefault(label) != value)
                    facts.Add((label, before.TryGetValue(label, out var was) ? $"{was} → {value}" : value));
            }
        }

        if (one.Text("reason") is { } reason)
            facts.Add(("Reason", reason));
        return facts;
    }

    private static string Source(CareEvent one, Func<string, string> person) =>
        one.Recorded is { } recorded
            ? $"Recorded {Dates.InWords(recorded.At)} by {person(recorded.By)}, from {From(recorded.Source)}"
            : "Recorded before this record kept who and when";

    /// <summary>An import row or a screen in words: <c>episodes.csv, row 17, SSDA903 2024-25</c>.</summary>
    public static string From(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parts = source.Split('/');
        if (parts is ["ssda903", var year, .. var file])
        {
            var where = string.Join('/', file).Split(':');
            return where is [var name, var row] ? $"SSDA903 {year}, {name}, row {row}" : $"SSDA903 {year}, {where[0]}";
        }

        return source switch
        {
            "page" => "these pages",
            "api" => "another program",
            "demo" => "the invented region",
            _ => source.Replace('-', ' ')
        };
    }
}
