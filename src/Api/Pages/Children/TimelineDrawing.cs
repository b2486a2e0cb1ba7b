using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;

namespace Permanence.Api.Pages.Children;

/// <summary>What happened and what comes, as lanes over time: positions in drawing units, ready to be put into SVG.</summary>
public sealed record TimelineDrawing
{
    public const int Width = 1180;
    public const int Left = 130;
    public const int Right = 20;
    public const int Top = 26;
    public const int LaneHeight = 46;

    public static readonly IReadOnlyList<string> Lanes = ["Legal status", "Placement", "Events", "Due"];

    public required LocalDate From { get; init; }

    public required LocalDate To { get; init; }

    public required double Today { get; init; }

    public required IReadOnlyList<Tick> Ticks { get; init; }

    public required IReadOnlyList<Bar> Bars { get; init; }

    public required IReadOnlyList<Mark> Marks { get; init; }

    public required IReadOnlyList<TimelineRow> Rows { get; init; }

    public required string Description { get; init; }

    public static int Height => Top + Lanes.Count * LaneHeight + 24;

    public static int LaneTop(int lane) => Top + lane * LaneHeight;

    /// <param name="history">The record on the day of the evaluation.</param>
    public static TimelineDrawing Of(CaseHistory history, Evaluation evaluation, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(speech);
        var on = evaluation.On;
        var happened = history.Happened;
        var due = evaluation
            .Obligations.Where(one =>
                one.Due is not null
                && (
                    one.Status == ObligationStatus.Upcoming
                    || one.CanBeABreach && one.Status is (ObligationStatus.Overdue or ObligationStatus.DueSoon)
                )
            )
            .Where(one => one.Due <= on.PlusYears(1))
            .ToList();
        var dates = happened.Select(one => one.On).Concat(due.Select(one => one.Due!.Value)).Append(on).ToList();
        var from = dates.Min().PlusDays(-20);
        var to = LocalDate.Max(dates.Max(), on.PlusDays(60)).PlusDays(20);
        var days = (double)Period.DaysBetween(from, to);
        double At(LocalDate day) => Math.Round(Left + Period.DaysBetween(from, day) / days * (Width - Left - Right), 1);

        var bars = new List<Bar>();
        bars.AddRange(
            history.LegalStatuses.Select((status, order) => Span(0, status.From, status.Until, speech.LegalStatus(status.Code), order))
        );
        bars.AddRange(
            history.Placements.Select(
                (placement, order) => Span(1, placement.From, placement.Until, speech.Placement(placement.Code), order)
            )
        );
        var marks = new List<Mark>();
        marks.AddRange(
            happened
                .Where(one => !TurningPoints.IsEndOfSpan(one))
                .Select(one => new Mark(
                    2,
                    At(one.On),
                    TurningPoints.Is(one) ? "major" : "event",
                    $"{speech.Title(one)}, {Dates.InWords(one.On)}",
                    null
                ))
        );
        marks.AddRange(
            due.Select(one => new Mark(
                3,
                At(one.Due!.Value),
                Kind(one.Status),
                $"{Duties.Words(one.Status)}: {one.Title}, {Dates.InWords(one.Due.Value)}",
                $"#duty-{one.Id}"
            ))
        );
        return new TimelineDrawing
        {
            From = from,
            To = to,
            Today = At(on),
            Ticks = Scale(from, to, At),
            Bars = bars,
            // The turning points are drawn last, so that nothing covers them.
            Marks = [.. Spread(marks).OrderBy(mark => mark.Kind == "major")],
            Rows =
            [
                .. happened
                    .Select(one => new TimelineRow(one.On, speech.Title(one), "Happened"))
                    .Concat(due.Select(one => new TimelineRow(one.Due!.Value, one.Title, Duties.Words(one.Status))))
                    .OrderBy(row => row.On),
            ],
            Description =
                $"From {Dates.InWords(from)} to {Dates.InWords(to)}: "
                + $"{Counting.Of(happened.Count, "event that happened", "events that happened")} and "
                + $"{Counting.Of(due.Count, "duty with a date", "duties with a date")}. The same facts are in the table below the drawing.",
        };

        Bar Span(int lane, LocalDate began, LocalDate? ended, string words, int order)
        {
            var (start, end) = (At(began), At(ended ?? on));
            var width = Math.Max(3, Math.Round(end - start, 1));
            // Some seven units a letter at this size: a label that would not fit is left to the title.
            var label =
                words.Length * 6.6 + 12 <= width ? words
                : width > 70 ? $"{words[..Math.Min(words.Length, (int)((width - 20) / 6.6))].TrimEnd()}…"
                : "";
            return new Bar(
                lane,
                start,
                width,
                label,
                $"{words}, {Dates.InWords(began)} to {(ended is null ? "this day" : Dates.InWords(ended.Value))}",
                order % 2 == 1
            );
        }
    }

    private static string Kind(ObligationStatus status) =>
        status switch
        {
            ObligationStatus.Overdue => "late",
            ObligationStatus.DueSoon => "soon",
            _ => "coming",
        };

    // Marks of one lane that would cover each other are set above and below its middle.
    private static List<Mark> Spread(List<Mark> marks)
    {
        var spread = new List<Mark>();
        foreach (var lane in marks.GroupBy(mark => mark.Lane))
        {
            var levels = new double[3];
            foreach (var mark in lane.OrderBy(mark => mark.X))
            {
                var level = Array.FindIndex(levels, last => mark.X - last >= 15);
                level = level < 0 ? Array.IndexOf(levels, levels.Min()) : level;
                levels[level] = mark.X;
                spread.Add(
                    mark with
                    {
                        Rise = level switch
                        {
                            0 => 0,
                            1 => -13,
                            _ => 13,
                        },
                    }
                );
            }
        }

        return spread;
    }

    private static List<Tick> Scale(LocalDate from, LocalDate to, Func<LocalDate, double> at)
    {
        var months = Period.Between(from, to, PeriodUnits.Months).Months;
        var step =
            months > 60 ? 12
            : months > 24 ? 6
            : months > 10 ? 3
            : 1;
        var ticks = new List<Tick>();
        for (var day = new LocalDate(from.Year, 1, 1); day <= to; day = day.PlusMonths(step))
        {
            if (day < from)
                continue;
            var x = at(day);
            if (x < Width - Right - 40)
                ticks.Add(new Tick(x, step == 12 ? $"{day.Year}" : Months.Format(day)));
        }

        return ticks;
    }

    private static readonly NodaTime.Text.LocalDatePattern Months = NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("MMM uuuu");
}

public sealed record Tick(double X, string Label);

public sealed record Bar(int Lane, double X, double Width, string Label, string Title, bool Alternate);

/// <param name="Kind"><c>event</c>, <c>major</c>, <c>late</c>, <c>soon</c> or <c>coming</c>.</param>
/// <param name="Url">Where its working stands on the page.</param>
public sealed record Mark(int Lane, double X, string Kind, string Title, string? Url)
{
    /// <summary>How far above (negative) or below the middle of its lane it stands.</summary>
    public int Rise { get; init; }
}

public sealed record TimelineRow(LocalDate On, string What, string State);
