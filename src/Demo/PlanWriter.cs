using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes the permanence plan: set, held beside another, agreed at the second review, confirmed, changed, secured.</summary>
internal static class PlanWriter
{
    /// <summary>The option a review would agree that day: while the court has not spoken, many plans still look two ways.</summary>
    public static string OptionOn(Course course, LocalDate day) =>
        course.Destination switch
        {
            Destination.LongTermFostering
            or Destination.KinshipFostering
            or Destination.GuardianshipByFosterCarer when day < course.Times.Concluded => "return-home",
            Destination.GuardianshipByFosterCarer when day < course.Leaves.PlusDays(-260) => "long-term-fostering",
            Destination.DecisionReversed when course.Reversed is { } reversed && day < reversed => "adoption",
            _ => course.Option,
        };

    public static void Write(Course course, Diary diary)
    {
        if (course.Drift == DemoDrift.NoPlanAtSecondReview)
        {
            WriteNoPlan(course, diary);
            return;
        }

        var days = diary.Days;
        var first = days.OnOrAfter(course.Entry.PlusDays(16));
        var agreed = OptionOn(course, course.PlanAgreed);
        var beginning =
            course.Destination is Destination.Relinquished ? "adoption"
            : course.Destination is Destination.Unaccompanied or Destination.Independence ? "independence"
            : "return-home";
        Set(diary, first, beginning, "primary");
        var parallel = course.Destination switch
        {
            Destination.FosteringForAdoption => "early-permanence",
            Destination.GuardianshipByRelative => "special-guardianship",
            Destination.ChildArrangements => "child-arrangements",
            Destination.Adoption or Destination.DecisionReversed => "adoption",
            Destination.KinshipFostering => "kinship-care",
            Destination.LongTermFostering or Destination.GuardianshipByFosterCarer or Destination.Residential => "long-term-fostering",
            _ => null,
        };
        if (parallel is not null)
            Set(diary, first, parallel, "parallel");
        var contingency =
            course.Destination
                is Destination.Adoption
                    or Destination.FosteringForAdoption
                    or Destination.Relinquished
                    or Destination.GuardianshipByRelative
                    or Destination.ReturnHome
                ? "long-term-fostering"
            : course.Destination is Destination.LongTermFostering ? "kinship-care"
            : null;
        if (contingency is not null)
            Set(diary, first, contingency, "contingency", 1);

        // Just before the second review the plan to be agreed there becomes the first plan.
        var settled = days.OnOrBefore(course.PlanAgreed.PlusDays(-diary.Dice.Between(15, 20)));
        if (settled < course.Leaves)
            Change(diary, settled, beginning, agreed, parallel, "The assessments were looked at.");
        if (course.PlanAgreed < course.Leaves && course.Reviews.Count > 1)
        {
            diary.Add("iro", EventTypes.PlanAgreed, course.PlanAgreed, [("option", agreed), ("at", "Second review")]);
            diary.Add("iro", EventTypes.PlanRatified, course.PlanAgreed, [("option", agreed), ("at", "Second review")]);
            var confirmed = days.OnOrBefore(course.PlanAgreed.PlusDays(diary.Dice.Between(30, 120)));
            if (confirmed < course.Leaves && course.Drift != DemoDrift.MeetingsNeverBegan)
                diary.Add(
                    "service-director",
                    EventTypes.PlanConfirmed,
                    confirmed,
                    [("option", OptionOn(course, confirmed)), ("at", "Tracking meeting")]
                );
        }

        var now = agreed;
        foreach (var (review, index) in course.Reviews.Select((review, index) => (review, index)).Skip(2))
        {
            var next = OptionOn(course, review);
            if (next == now)
                continue;
            Change(
                diary,
                days.OnOrBefore(LocalDate.Max(review.PlusDays(-12), course.Reviews[index - 1].PlusDays(1))),
                now,
                next,
                now == "return-home" ? parallel : null,
                Reason(now)
            );
            diary.Add("iro", EventTypes.PlanAgreed, review, [("option", next), ("at", "Review")]);
            now = next;
        }

        if (course.Drift == DemoDrift.PlanLost)
        {
            diary.Add(
                EventTypes.PlanEnded,
                course.DriftFrom,
                ("option", now),
                ("track", "primary"),
                ("reason", "The home said that it could not care for the child for good.")
            );
            return;
        }

        if (course.Secured is { } secured && secured < course.Leaves)
            diary.Add(
                "team-manager",
                EventTypes.PermanenceSecured,
                secured,
                [("option", course.Destination == Destination.DecisionReversed ? "long-term-fostering" : course.Option)]
            );
    }

    private static void WriteNoPlan(Course course, Diary diary)
    {
        Set(diary, diary.Days.OnOrAfter(course.Entry.PlusDays(16)), "return-home", "primary");
        if (course.PlanAgreed.PlusDays(3) is var raised && diary.Dice.Chance(60))
        {
            diary.Add(
                "iro",
                EventTypes.EscalationRaised,
                diary.Days.OnOrAfter(raised),
                [
                    ("by", "iro"),
                    ("to", "team-manager"),
                    ("reason", "The second review had no plan to agree."),
                    ("complyBy", diary.Days.OnOrAfter(raised.PlusDays(21))),
                ]
            );
            if (diary.Dice.Chance(50))
                diary.Add(
                    "team-manager",
                    EventTypes.EscalationAcknowledged,
                    diary.Days.OnOrAfter(raised.PlusDays(3)),
                    [("by", "team-manager"), ("to", "iro")]
                );
        }
    }

    private static void Set(Diary diary, LocalDate on, string option, string track, int? rank = null) =>
        diary.Add(EventTypes.PlanSet, on, ("option", option), ("track", track), ("rank", rank));

    private static void Change(Diary diary, LocalDate on, string from, string to, string? parallel, string reason)
    {
        if (from == to)
            return;
        diary.Add(EventTypes.PlanEnded, on, ("option", from), ("track", "primary"), ("reason", reason));
        if (parallel == to)
            diary.Add(EventTypes.PlanEnded, on, ("option", to), ("track", "parallel"), ("reason", "It is now the first plan."));
        Set(diary, on, to, "primary");
    }

    private static string Reason(string option) =>
        option switch
        {
            "adoption" => "No family was found and the wait was no longer fair on the child.",
            "return-home" => "The court decided that home would not be safe enough in the time the child has.",
            _ => "The carers asked to become guardians.",
        };
}
