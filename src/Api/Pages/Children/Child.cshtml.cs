using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Children;

/// <summary>One child: who, where, plan, what is due and why, what happened.</summary>
[ResponseCache(NoStore = true)]
public sealed class ChildModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    IGrainFactory grains,
    IPeople people,
    PolicySource policies
) : CouncilPage(councils, access, clock)
{
    private const int ShortHistory = 25;

    public ChildView View { get; private set; } = null!;

    public Confirmation? Recorded { get; private set; }

    public IReadOnlyDictionary<string, string> PastDay { get; private set; } = new Dictionary<string, string>();

    /// <summary>Back to the board as somebody had filtered it, where they came from it.</summary>
    public string BoardUrl =>
        Uri.TryCreate(Request.Headers.Referer.ToString(), UriKind.Absolute, out var from)
        && from.Authority == Request.Host.Value
        && from.AbsolutePath == Links.Board(Authority)
            ? from.PathAndQuery
            : new BoardQuery { On = View.Past }.Url(Authority);

    /// <summary>How many facts of returns wait for somebody to decide; counted for those who may.</summary>
    public int Held { get; private set; }

    public bool WholeHistory { get; private set; }

    public IReadOnlyList<HistoryEntry> ShownHistory => WholeHistory ? View.History : [.. View.History.Take(ShortHistory)];

    /// <summary>What was recorded, and what that changed.</summary>
    /// <param name="FormKey">The draft of the council's form it came from, if it did.</param>
    public sealed record Confirmation(string Sentence, IReadOnlyList<string> Changes, string DraftKey, string? FormKey);

    public async Task<IActionResult> OnGetAsync(string child, string? recorded)
    {
        var asked = DayOrMinute.Parse(Request.Query["on"]) ?? (Boxes("on") is { } day ? new DayOrMinute(day) : null);
        var on = asked == new DayOrMinute(Today) ? null : asked;
        var knownAt =
            Dates.InstantFromIso(Request.Query["knownAt"]) is { } instant ? instant
            : Boxes("known") is { } known ? Timeline.London.AtStartOfDay(known.PlusDays(1)).ToInstant() - Duration.Epsilon
            : (Instant?)null;
        WholeHistory = Request.Query["history"] == "all";
        PastDay = Request
            .Query.Where(pair =>
                pair.Key.StartsWith("on-", StringComparison.Ordinal) || pair.Key.StartsWith("known-", StringComparison.Ordinal)
            )
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

        var grain = grains.GetGrain<IChildGrain>(new ChildKey(Authority, child));
        var asOf = AsOf.Of(on, knownAt);
        if (await grain.Reading(asOf, asOf.IsNow ? recorded : null, HttpContext.RequestAborted) is not { } reading)
            return NotFound();
        var siblings = await Task.WhenAll(
            reading
                .File.Child.Siblings.Distinct(StringComparer.Ordinal)
                .Select(async id =>
                    (id, who: await grains.GetGrain<IChildGrain>(new ChildKey(Authority, id)).Who(HttpContext.RequestAborted))
                )
        );
        var library = policies.Library;
        View = ChildViews.Of(
            new ChildFacts(
                Council.Name,
                reading.File,
                reading.Evaluation,
                siblings.Where(one => one.who is not null).ToDictionary(one => one.id, one => one.who!.Name),
                Council.Speech,
                people.Name,
                Now,
                asOf
            )
            {
                IsTheirs = one => WhyNotPutRight(one) is null,
                ToRecord = MayRecord && library.For(Authority) is { } packs ? (packs, type => WhyNotRecord(type) is null) : null,
                Limits = library.For(Authority) is { } policy ? (policy, library.Calendar) : null,
            }
        );
        if (MayRecord && !View.ReadOnly)
            Held = reading.Held.Count;
        if (reading.Before is { } before)
            Recorded = Confirm(reading.File, reading.File.Events.First(one => one.Id == recorded), before, reading.Evaluation);
        return Page();
    }

    // What is due now beside what would be due had the entry not been recorded: read from the record itself, so that the sentence is
    // true also after a reload.
    private Confirmation Confirm(CaseFile file, CareEvent entry, Evaluation before, Evaluation now)
    {
        var target =
            entry.Text("event") is { } id && Timeline.IsAboutAnEntry(entry) ? file.Events.FirstOrDefault(one => one.Id == id) : null;
        var what = target is null
            ? $"{Council.Speech.Title(entry)} on {Dates.InWords(entry.On)} recorded."
            : $"{Council.Speech.Title(target)} on {Dates.InWords(target.On)} "
                + $"{(entry.Type == EventTypes.EventWithdrawn ? "withdrawn" : "corrected")}.";
        var next = now
            .Obligations.Where(one =>
                one.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming && one.Due is not null
            )
            .OrderBy(one => one.Due)
            .FirstOrDefault();
        var then =
            next is null ? ""
            : next.Status == ObligationStatus.Overdue
                ? $" Still overdue: {Codes.InSentence(next.Title)}, since {Dates.InWords(next.Due!.Value)}."
            : $" Next due: {Codes.InSentence(next.Title)}, {Dates.InWords(next.Due!.Value)}.";
        return new Confirmation(
            what + then,
            WhatChanged.Between(before, now),
            $"{file.Authority}/{file.Child.Id}/{target?.Id ?? entry.Type}",
            entry.Type == EventTypes.ChecklistCompleted ? $"{file.Authority}/{file.Child.Id}/form/{entry.Text("checklist")}" : null
        );
    }

    private LocalDate? Boxes(string name)
    {
        int? Number(string part) =>
            int.TryParse(Request.Query[$"{name}-{part}"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return
            Number("day") is { } day
            && Number("month") is { } month and >= 1 and <= 12
            && Number("year") is { } year and >= 1990 and <= 2200
            && day >= 1
            && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;
    }
}
