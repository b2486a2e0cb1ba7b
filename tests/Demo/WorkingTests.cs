using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Permanence.Demo;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Demo.Tests;

/// <summary>
/// Reads the working of every obligation of every invented child as a person would, from its sentences alone, and does the sum again with
/// nothing but a list of bank holidays.
/// </summary>
public sealed partial class WorkingTests
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM uuuu");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static PolicyLibrary Library => Permanence.Builders.ReadOnce.Library;

    public static readonly TheoryData<string> Authorities = [.. Journey.Configuration.Authorities.Select(authority => authority.Id)];

    [Theory, MemberData(nameof(Authorities))]
    public void Every_date_has_an_event_a_clause_a_citation_and_a_sum_that_comes_out(string authority)
    {
        var pack = Library.For(authority)!.Versions[^1];
        var dated = 0;
        foreach (var file in DemoRegion.Generate(Journey.Configuration.SettingsFor(authority, 5, Journey.Today, Library.Calendar)!))
        {
            var entries = file.Events.Select(happened => happened.Id).ToHashSet();
            var evaluation = ObligationEngine.Evaluate(Timeline.Of(file), Library.For(authority)!, Library.Calendar, Journey.Today);
            foreach (var obligation in evaluation.Obligations)
            {
                Assert.NotEmpty(obligation.Limbs);
                foreach (var limb in obligation.Limbs)
                {
                    var fault = Fault(limb, pack, entries);
                    Assert.True(
                        fault is null,
                        $"{file.Child.Id} {obligation.Id} {limb.Clause}: {fault}\n{string.Join('\n', limb.Because)}"
                    );
                    dated += limb.Due is null ? 0 : 1;
                }

                if (obligation.Due is { } due)
                    Assert.Equal(due, Assert.Single(obligation.Limbs, limb => limb.Binding).Due);
            }
        }

        Assert.True(dated > 500, $"Only {dated} dates were tried.");
    }

    private static string? Fault(Limb limb, PolicyPack pack, HashSet<string?> entries)
    {
        var because = limb.Because;
        if (!pack.Clauses.TryGetValue(limb.Clause, out var clause))
            return "the clause is in no register";
        if (
            !because.Any(sentence =>
                sentence.StartsWith("Source: ", StringComparison.Ordinal) && sentence.Contains(clause.Section, StringComparison.Ordinal)
            )
        )
            return "there is no citation";
        if (
            because.Select(sentence => RuleSentence().Match(sentence)).FirstOrDefault(match => match.Success) is not { } rule
            || rule.Groups["clause"].Value != limb.Clause
        )
            return "the rule is not told";
        if (limb.Due is not { } due)
        {
            return because.Any(sentence =>
                sentence.Contains("has not happened and is not booked", StringComparison.Ordinal)
                || sentence.Contains("no number in the policy", StringComparison.Ordinal)
                || sentence.Contains("Nothing can be counted", StringComparison.Ordinal)
                || sentence.Contains("and still wanted since", StringComparison.Ordinal)
                || sentence.Contains("no bank holiday data", StringComparison.Ordinal)
                || sentence.Contains("neither held nor booked", StringComparison.Ordinal)
            )
                ? null
                : "there is no date and no reason why";
        }

        if (limb.AnchorEventId is { } anchor && !entries.Contains(anchor))
            return $"it counts from {anchor}, which is not in the record";
        // The anchor stands before the rule.
        var told = because.TakeWhile(sentence => !RuleSentence().IsMatch(sentence)).Last();
        if (limb.AnchorEventId is null && told.Contains(", entry ", StringComparison.Ordinal))
            return "it names an entry without pointing to it";
        var from = FirstDay(told);
        if (told.Contains("the latest day the rules allow", StringComparison.Ordinal))
        {
            var latest = LatestSentence().Match(told);
            if (!latest.Success || After(Date.Parse(latest.Groups["from"].Value).Value, latest, false) != from)
                return "the latest day the rules allow does not come out";
        }

        var time = rule.Groups["clock"].Value;
        var counted = time switch
        {
            "within " => After(from, rule, rule.Groups["first"].Success),
            "at least " => Before(from, rule),
            "before " => from.PlusDays(-1),
            _ => from,
        };
        if (because.FirstOrDefault(sentence => sentence.StartsWith("Extended: ", StringComparison.Ordinal)) is { } extended)
            counted = FirstDay(extended);
        // A limit in clock hours ends on the day and at the time that its sentence gives.
        if (limb.DueAt is not null)
            counted = HoursAfter(told, rule);
        // A limit that had run out before the duty arose falls on the day it arose, and both are told.
        if (because.FirstOrDefault(sentence => sentence.Contains(", before this arose: ", StringComparison.Ordinal)) is { } overtaken)
        {
            var days = ShortDate().Matches(overtaken).Select(match => Date.Parse(match.Value).Value).ToList();
            if (days.Count != 2 || days[0] != counted || days[1] <= days[0])
                return $"it says that {days[0]} had run out, and the sum gives {counted}";
            counted = days[1];
        }

        var says = FirstDay(because.Single(sentence => sentence.StartsWith("Due ", StringComparison.Ordinal)));
        return says != due ? $"it says {says}, but the date is {due}"
            : counted != due ? $"the sum gives {counted}"
            : null;
    }

    private static LocalDate FirstDay(string sentence) => Day.Parse(LongDate().Match(sentence).Value).Value;

    private static LocalDate HoursAfter(string told, Match rule)
    {
        var at = TimeOfDay().Match(told);
        var ended =
            FirstDay(told)
            + new LocalTime(
                int.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture),
                int.Parse(at.Groups[2].Value, CultureInfo.InvariantCulture)
            );
        var hours = int.Parse(rule.Groups["count"].Value, CultureInfo.InvariantCulture);
        return (ended.InZoneLeniently(Timeline.London).ToInstant() + Duration.FromHours(hours)).InZone(Timeline.London).Date;
    }

    private static LocalDate After(LocalDate from, Match length, bool thatDayIsDayOne)
    {
        var count = int.Parse(length.Groups["count"].Value, CultureInfo.InvariantCulture);
        var day = length.Groups["unit"].Value switch
        {
            "working day" => Walk(from, count, 1),
            "day" => from.PlusDays(count),
            "week" => from.PlusDays(7 * count),
            "month" => from.PlusMonths(count),
            "year" => from.PlusYears(count),
            // Hours from a day without a time: whole days.
            _ => from.PlusDays((count + 23) / 24),
        };
        return thatDayIsDayOne ? day.PlusDays(-1) : day;
    }

    private static LocalDate Before(LocalDate from, Match length)
    {
        var count = int.Parse(length.Groups["count"].Value, CultureInfo.InvariantCulture);
        return length.Groups["unit"].Value switch
        {
            "working day" => Walk(from, count, -1),
            "day" => from.PlusDays(-count),
            "week" => from.PlusDays(-7 * count),
            "month" => from.PlusMonths(-count),
            _ => from.PlusYears(-count),
        };
    }

    private static LocalDate Walk(LocalDate day, int count, int step)
    {
        while (count > 0)
        {
            day = day.PlusDays(step);
            if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && Library.Calendar.HolidayOn(day) is null)
                count--;
        }

        return day;
    }

    [GeneratedRegex(@"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}")]
    private static partial Regex LongDate();

    [GeneratedRegex(@"\b\d{1,2} [A-Z][a-z]+ \d{4}")]
    private static partial Regex ShortDate();

    [GeneratedRegex(@"(\d\d):(\d\d) on ")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(
        @"^(?<clause>\S+) \((must|should|where possible|for information)\): "
            + "(?<clock>within |at least |before |by the day of |no number)"
            + @"((?<count>\d+) (?<unit>working day|clock hour|day|week|month|year)s? )?"
            + @".*?(?<first>, that day being day 1)?\.( The policy gives no number: .*)?$"
    )]
    private static partial Regex RuleSentence();

    [GeneratedRegex(
        @": \S+, (?<count>\d+) (?<unit>working day|clock hour|day|week|month|year)s? after "
            + @".*\((itself at the latest on )?(?<from>\d{1,2} [A-Z][a-z]+ \d{4})\)\.$"
    )]
    private static partial Regex LatestSentence();
}
