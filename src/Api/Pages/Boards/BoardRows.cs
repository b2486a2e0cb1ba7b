using System.Security.Cryptography;
using System.Text;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using LocalDate = NodaTime.LocalDate;

namespace Permanence.Api.Pages.Boards;

/// <summary>From a child's row to what is said of it, on whatever board or list it stands.</summary>
public static class BoardRows
{
    /// <summary>One row of today's board as its table draws it.</summary>
    /// <param name="day">The day of the board.</param>
    public static TableRow Drawable(string authority, TrackerRow row, LocalDate day, EventWords speech)
    {
        var view = Of(authority, row, null, day, speech);
        return TableRow.Of(BoardColumns.OnPage, view, view);
    }

    /// <param name="on">The past day or minute the page is of; null for now.</param>
    /// <param name="day">The day of the board.</param>
    public static BoardRowView Of(string authority, TrackerRow row, DayOrMinute? on, LocalDate day, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(speech);
        var name = row.Name ?? "Name not recorded";
        var (stage, next, status) = (row.Stage, row.Next, row.Status());
        return new BoardRowView
        {
            Child = row.Child,
            Name = name,
            Url = Links.Child(authority, row.Child, on),
            Age = row.Age,
            LegalStatus = row.LegalStatus is null ? "Not recorded" : speech.LegalStatus(row.LegalStatus),
            LegalStatusCode = row.LegalStatus,
            Plan = row.Plan is null ? "No plan recorded" : speech.Name(row.Plan),
            // Who has no plan is said so already.
            Stage = stage is null or { Name: Stage.NoPlan } ? null : Stages.Of(stage.Name),
            Wait = stage is { Name: not Stage.Secured } ? stage : null,
            Since = Since(stage),
            Limit = Limit(stage),
            LimitUrl = LimitUrl(authority, stage),
            Status = status,
            Standing = row.Standing,
            Missed = row.Missed,
            Overdue = row.Overdue,
            DueSoon = row.DueSoon,
            Open = row.Open,
            Unknown = [.. row.Unknown],
            ConcernIsPast = row.Critical && row.Missed == 0 && stage?.IsPastLimit != true,
            Next = next,
            NextWhen = next is null ? null : When(next.Due, day),
            NextBooked = next?.BookedFor is { } booked ? $"booked for {Dates.InWords(booked)}" : null,
            NextOwner = next?.Owner is { } owner ? speech.Name(owner) : null,
            NextClauseUrl = next is null ? null : Links.Clause(authority, next.Clause),
            Team = row.Team ?? "Not recorded",
            SocialWorker = row.SocialWorker ?? "Not recorded",
            ReviewingOfficer = row.ReviewingOfficer,
            // Every child in care has one: that none is on the record has to be seen.
            LacksReviewingOfficer = row.ReviewingOfficer is null && row.Standing == Standing.LookedAfter,
            Says =
                $"{name}: {Statuses.Words(status).ToLowerInvariant()}{Behind(row)}"
                + (next is null ? "." : $", next {Codes.InSentence(next.Title)} on {Dates.InWords(next.Due)}."),
            Fingerprint = Fingerprint(row),
        };
    }

    /// <summary>A child who is counted and stands on no board, because their care has ended.</summary>
    public static BoardRowView NotOnTheBoard(string authority, string child) =>
        new()
        {
            Child = child,
            Name = "Not on the board",
            Url = Links.Child(authority, child),
            Status = null,
        };

    /// <summary>How long a child has waited, or since when they have what they waited for.</summary>
    public static string? Since(StageRow? stage) =>
        stage is null ? null
        : stage.Name == Stage.Secured ? $"since {Dates.InWords(stage.Since)}"
        : stage.Days <= 0 ? $"since today, {Dates.InWords(stage.Since)}"
        : $"{Counting.Of(stage.Days, "day", "days")}, since {Dates.InWords(stage.Since)}";

    /// <summary>How long a stage may last and how far past that it is; null where nothing says.</summary>
    public static string? Limit(StageRow? stage)
    {
        if (stage is not { Limit: { } limit, Clause: { } clause, Name: not Stage.Secured })
            return null;
        var by = stage.IsNational ? "national measure" : clause;
        // One counted from entry may have.
        if (limit == 0)
            return $"its limit had run out by the day it began ({by})";
        return stage.IsPastLimit
            ? $"{Counting.Of(stage.Days - limit, "day", "days")} past the limit of {Counting.Of(limit, "day", "days")} ({by})"
            : $"limit {Counting.Of(limit, "day", "days")} ({by})";
    }

    /// <summary>The page of the clause that limits a stage; null where a national measure does, or nothing.</summary>
    public static string? LimitUrl(string authority, StageRow? stage) =>
        stage is { Clause: { } clause, IsNational: false } ? Links.Clause(authority, clause) : null;

    private static string Behind(TrackerRow row)
    {
        var said = new StringBuilder();
        Say(row.Missed, "missed");
        Say(row.Overdue, "overdue");
        Say(row.DueSoon, "due soon");
        Say(row.Unknown.Count, "not known");
        return said.ToString();

        void Say(int number, string what)
        {
            if (number > 0)
                said.Append(", ").Append(Counting.Number(number)).Append(' ').Append(what);
        }
    }

    // Without how many days it has been and how far away the next date is: that changes at midnight by itself.
    private static string Fingerprint(TrackerRow row)
    {
        var print = string.Join(
            '|',
            [
                row with
                {
                    Stage = row.Stage is null ? null : row.Stage with { Days = 0 },
                    Unknown = FieldList<string>.None,
                },
                row.Status(),
                .. row.Unknown,
            ]
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(print)).AsSpan(0, 8));
    }

    /// <summary>When what comes next is due, or was: a day gone by is late also where "321 days ago" is read in passing.</summary>
    internal static string When(LocalDate due, LocalDate day) =>
        $"{(due < day ? "was due " : "")}{Dates.InWords(due)}, {Dates.FromToday(due, day)}";
}
