using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Children;

/// <summary>The whole record as it was kept: nothing is left out, also not what was put right later.</summary>
public static class History
{
    /// <param name="file">The whole record.</param>
    /// <param name="knownAt">What was recorded later is not shown. Null for everything.</param>
    /// <param name="isTheirs">Which entries the reader may put right; every one where left out.</param>
    /// <param name="address">The child's address, for links that change an entry; null where nothing may be changed.</param>
    public static IReadOnlyList<HistoryEntry> Of(
        CaseFile file,
        Instant? knownAt,
        string? address,
        EventWords speech,
        Func<string, string> person,
        Func<KeptEntry, bool>? isTheirs = null
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentNullException.ThrowIfNull(person);
        var kept = KeptEntry.All(file, knownAt);
        var byId = kept.Where(one => one.Entry.Id is not null).ToDictionary(one => one.Entry.Id!, one => one.Entry, StringComparer.Ordinal);

        // By the day it happened, latest first; an entry about another entry stands on the day it was made.
        return [.. kept.OrderByDescending(one => one.Entry.On).ThenByDescending(one => Timeline.RecordedAt(one.Entry)).Select(Drawn)];

        HistoryEntry Drawn(KeptEntry one)
        {
            var (entry, about, correction, withdrawal) = one;
            var link = address is not null && entry.Id is not null ? $"{address}/entries/{Uri.EscapeDataString(entry.Id)}" : null;
            return new HistoryEntry
            {
                Id = entry.Id,
                On = entry.On,
                Title = about is null
                    ? speech.Title(entry)
                    : $"{speech.Title(entry)}: {Codes.InSentence(speech.Title(about))} on {Dates.InWords(about.On)}",
                Facts = About(entry, about, byId, speech),
                Note = entry.Note,
                Source = entry.Recorded is { } recorded ? Stamp(recorded, speech, person) : "Recorded before this record kept who and when",
                State =
                    withdrawal is not null ? "Withdrawn"
                    : correction is not null ? "Corrected"
                    : null,
                StateReason = (withdrawal ?? correction)?.Text("reason"),
                CorrectUrl = link is not null && one.MayBeCorrected && isTheirs?.Invoke(one) is not false ? $"{link}/correct" : null,
                WithdrawUrl = link is not null && one.MayBeWithdrawn && isTheirs?.Invoke(one) is not false ? $"{link}/withdraw" : null,
            };
        }
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

    /// <summary>
    /// When something was recorded, by whom and in which role, and on behalf of whom: a decision that was recorded for somebody shows as
    /// that, with both names.
    /// </summary>
    public static string Stamp(Recording recorded, EventWords speech, Func<string, string> person)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentNullException.ThrowIfNull(person);
        var taker = recorded.OnBehalfOf is { } other ? $" on behalf of {Signed(other.By, other.Role)}" : "";
        return $"Recorded {Dates.InWords(recorded.At)} by {Signed(recorded.By, recorded.Role)}{taker}, from {From(recorded.Source)}";

        string Signed(string by, string? role) => role is null ? person(by) : $"{person(by)} ({speech.NameInSentence(role)})";
    }

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
            _ => source.Replace('-', ' '),
        };
    }
}
