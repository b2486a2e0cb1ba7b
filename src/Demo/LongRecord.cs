using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// One child fostered for years by carers who will become guardians; the more events are wanted, the longer ago it began.
/// </summary>
internal static class LongRecord
{
    private const int Longest = 2300;

    public static CaseFile Make(long seed, LocalDate today, int count, string authorityId)
    {
        var settings = new DemoSettings
        {
            Seed = seed,
            Today = today,
            AuthorityId = authorityId,
            HowMany = 1,
            Teams = [new DemoTeam("Children in care", [DemoStage.InCare], ["Robin Ashcombe"])],
            Names = new DemoNames([new DemoHeritage(1, ["WBRI"], false, ["Tamsin"], ["Corin"], ["Larkfield", "Underhay", "Westerby"])]),
            // A long record is a busy one: nobody is in care for as long as a thousand entries at the usual pace would take.
            Practice =
                count > 250
                    ? new DemoPractice
                    {
                        PlanningMeetingEvery = 18,
                        PlanningMeetingEveryOncePlanned = 18,
                        TrackingEvery = 7,
                    }
                    : new DemoPractice(),
        };
        for (var elapsed = 8; elapsed <= Longest; elapsed += 6)
        {
            var file = Make(settings, elapsed);
            if (file.Events.Count >= count)
                return file with { Events = [.. file.Events.Take(count)] };
        }

        throw new InvalidOperationException($"No record in {Longest} days of care has {count} events.");
    }

    private static CaseFile Make(DemoSettings settings, int elapsed)
    {
        var dice = new Dice(settings.Seed, settings.AuthorityId, "long");
        var days = new Days(settings.Calendar);
        var drawing = new CourseDrawing(settings, days);
        var entry = days.OnOrBefore(settings.Today.PlusDays(-elapsed));
        var pace = Pace.Of(Destination.GuardianshipByFosterCarer, dice);
        while (pace.WayIn != WayIn.PoliceProtection)
            pace = Pace.Of(Destination.GuardianshipByFosterCarer, dice);
        pace = pace with { Leaves = Longest + 400 };
        // Nobody knew the family before the night the police rang, so even a short record is one of a child in care.
        var times = drawing.Times(pace, entry, dice) with
        {
            Concern = entry,
            LegalPlanning = null,
        };
        var course = drawing.Draw(
            Destination.GuardianshipByFosterCarer,
            pace,
            times,
            entry.PlusDays(-4 * 365 - dice.Between(0, 300)),
            entry,
            dice
        );
        var diary = new Diary(settings, settings.Today.PlusDays(-1), days, dice);
        CourseWriter.Write(course, diary, settings.Teams[0].SocialWorkers[0], "Devi Marchbank", false);
        return new CaseFile(
            settings.AuthorityId,
            new Child
            {
                Id = "LONG-0001",
                Born = course.Born,
                Sex = "F",
                Name = "Tamsin Larkfield",
                Team = settings.Teams[0].Name,
                SocialWorker = settings.Teams[0].SocialWorkers[0],
            },
            diary.Close()
        );
    }
}
