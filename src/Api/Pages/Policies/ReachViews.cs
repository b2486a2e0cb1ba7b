using NodaTime;
using Permanence.Api.Pages.Children;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Grains.Boards;

namespace Permanence.Api.Pages.Policies;

/// <summary>From whom a clause asks something to what is drawn.</summary>
public static class ReachViews
{
    public const int First = 25;
    private const int MovedShown = 100;

    public static ReachView Of(ClauseUsage usage, ClauseReach reach, string authority, bool all)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(reach);
        var parts = new[]
        {
            Part(reach, ObligationStatus.Overdue, true, "overdue"),
            Part(reach, ObligationStatus.DueSoon, true, "due soon"),
            Part(reach, ObligationStatus.Upcoming, true, "coming"),
            Part(reach, ObligationStatus.Open, null, "to do, without a date"),
            Late(reach),
        }
            .OfType<string>()
            .ToList();
        var children = reach.Asked.Select(asked => asked.Child).Distinct(StringComparer.Ordinal).Count();
        return new ReachView(
            usage.Duties.Count == 0 ? null
                : children == 0 ? $"It asks nothing of any of the {Counting.Of(reach.Children, "child", "children")} today."
                : $"It asks something of {Counting.Of(children, "child", "children")} of {Counting.Number(reach.Children)} today: "
                    + $"{Counting.List(parts)}.",
            [.. reach.Asked.Take(all ? int.MaxValue : First).Select(asked => Row(asked, authority, reach.On))],
            reach.Asked.Count,
            usage.Indicators.Count == 0
                ? null
                : $"It counts {Counting.Of(reach.Counted.Count, "child", "children")} of {Counting.Number(reach.Children)}"
                    + $"{AsAt(usage, reach.On)}.",
            [
                .. reach.Counted.Select(counted => new ReachChild(
                    counted.Child,
                    counted.Name ?? $"Child {counted.Child}",
                    Links.Child(authority, counted.Child)
                )),
            ],
            reach.Unreachable == 0
                ? null
                : $"{Counting.Of(reach.Unreachable, "child", "children")} could not be asked just now and "
                    + $"{(reach.Unreachable == 1 ? "is" : "are")} left out. Try again in a minute."
        );
    }

    public static EditReachView Of(EditReach reach, string authority)
    {
        ArgumentNullException.ThrowIfNull(reach);
        var moved = reach.Moved.SelectMany(child => child.Duties.Select(duty => (child, duty))).ToList();
        var newlyLate = moved.Count(pair => IsLate(pair.duty.Now) && !IsLate(pair.duty.Before));
        var nolonger = moved.Count(pair => !IsLate(pair.duty.Now) && IsLate(pair.duty.Before));
        var done = moved.Count(pair => IsDone(pair.duty.Now));
        var parts = new[] { (newlyLate, "newly overdue"), (nolonger, "no longer overdue"), (done, "done already and judged otherwise") }
            .Where(part => part.Item1 > 0)
            .Select(part => $"{Counting.Number(part.Item1)} {part.Item2}")
            .ToList();
        return new(
            moved.Count == 0
                ? $"Nothing moves for any of the {Counting.Of(reach.Children - reach.NotKnown, "child", "children")} today."
                : $"{Counting.Of(moved.Count, "duty moves", "duties move")} for {Counting.Number(reach.Moved.Count)} of "
                    + $"{Counting.Of(reach.Children, "child", "children")} today{(parts.Count == 0 ? "" : $": {Counting.List(parts)}")}.",
            [
                .. moved
                    .OrderByDescending(pair => IsLate(pair.duty.Now) && !IsLate(pair.duty.Before))
                    .ThenBy(pair => IsDone(pair.duty.Now))
                    .ThenBy(pair => pair.duty.Now?.Due ?? LocalDate.MaxIsoValue)
                    .ThenBy(pair => pair.child.Child, StringComparer.Ordinal)
                    .Take(MovedShown)
                    .Select(pair => new MovedRow(
                        pair.child.Child,
                        pair.child.Name ?? $"Child {pair.child.Child}",
                        Links.Duty(authority, pair.child.Child, pair.duty.Id),
                        pair.duty.Title,
                        Standing(pair.duty.Before),
                        Standing(pair.duty.Now)
                    )),
            ],
            moved.Count,
            reach.NotKnown == 0
                ? null
                : $"{Counting.Of(reach.NotKnown, "child", "children")} could not be asked, because their node has started since or does "
                    + "not answer."
        );
    }

    private static bool IsLate(DutyStanding? standing) => standing?.Status == ObligationStatus.Overdue;

    private static bool IsDone(DutyStanding? standing) => standing?.Status.IsOver() == true;

    private static string Standing(DutyStanding? standing) =>
        standing is null ? "Not asked" : $"{Duties.Words(standing.Status)}{(standing.Due is { } due ? $", {Dates.InWords(due)}" : "")}";

    // What is drawn up once a week answers as at the last such day.
    private static string AsAt(ClauseUsage usage, LocalDate on) =>
        usage.Indicators[0].AsAt(on) is var day && day == on ? " today" : $", as at {Dates.InWords(day)}";

    private static string? Part(ClauseReach reach, ObligationStatus status, bool? breach, string words)
    {
        var count = reach.Asked.Count(asked => asked.Status == status && (breach is null || asked.CanBeABreach() == breach));
        return count == 0 ? null : $"{Counting.Number(count)} {words}";
    }

    private static string? Late(ClauseReach reach)
    {
        var count = reach.Asked.Count(asked =>
            asked.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming && !asked.CanBeABreach()
        );
        return count == 0 ? null : $"{Counting.Number(count)} wished for, not insisted on";
    }

    private static ReachRow Row(DutyRow asked, string authority, LocalDate on) =>
        new(
            asked.Child,
            asked.Name ?? $"Child {asked.Child}",
            Links.Duty(authority, asked.Child, asked.Id),
            asked.Title,
            Duties.Words(asked.Status),
            Tone(asked),
            asked.Due is { } due ? $"{Dates.InWords(due)}, {Dates.FromToday(due, on)}" : "No date"
        );

    private static string Tone(DutyRow duty) =>
        duty.Status switch
        {
            ObligationStatus.Overdue or ObligationStatus.DueSoon when !duty.CanBeABreach() => "quiet",
            ObligationStatus.Overdue => "late",
            ObligationStatus.DueSoon => "soon",
            _ => "future",
        };
}
