using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>Who a course is of and when it begins.</summary>
/// <param name="Entry">The day care begins, or would.</param>
/// <param name="Born">Of an unborn child, the day of birth.</param>
internal sealed record Beginning(string Id, LocalDate Entry, LocalDate Born, string Basis, string Status, bool Siblings);

/// <summary>The courses that children's cases take, as steps: what no policy decides.</summary>
internal static class Courses
{
    public static Course Adoption(Beginning begin) =>
        new Writing(begin, "adoption")
            .BeforeCare()
            .Enters("U6")
            .Orders("interim-care", 0)
            .At(22, Plan("adoption"), On(EventTypes.PlanSet, ("option", "long-term-fostering"), ("track", "contingency")))
            .At(60, On(EventTypes.CourtDateListed, ("hearing", "final"), ("for", begin.Entry.PlusDays(165))))
            .At(86, On(EventTypes.AgencyDecisionBooked, ("for", begin.Entry.PlusDays(100))))
            .At(100, On(EventTypes.ShouldBePlacedDecided))
            .PlacementOrder(165)
            .At(230, On(EventTypes.MatchApproved, ("family", "F-1")))
            .MovesToAdopters(250, "F-1", "A6")
            .At(330, On(EventTypes.AdoptionApplied, ("family", "F-1")))
            .Adopted(400, "E12")
            .Until(520);

    /// <summary>Placed with foster carers who adopt; the placement ends, and another family is found under the same order.</summary>
    public static Course AdoptionBrokenDown(Beginning begin) =>
        new Writing(begin, "adoption that broke down and was found again")
            .BeforeCare()
            .Enters("U6", ("carer", "C-1"))
            .Orders("interim-care", 0)
            .At(22, Plan("adoption"))
            .At(90, On(EventTypes.ShouldBePlacedDecided))
            .PlacementOrder(150)
            .At(190, On(EventTypes.MatchApproved, ("family", "C-1")))
            .PlacedWithCarers(200, "C-1", "A3")
            .At(
                260,
                On(EventTypes.PlacementEnded, ("reason", "the adopters gave notice"), ("unplanned", true)),
                On(EventTypes.MatchEnded, ("family", "C-1"), ("reason", "the adopters gave notice")),
                On(EventTypes.PlacementStarted, ("placement", "U6"), ("carer", "C-2"))
            )
            .At(340, On(EventTypes.MatchApproved, ("family", "F-4")))
            .MovesToAdopters(360, "F-4", "A6", outOfArea: true)
            .At(440, On(EventTypes.AdoptionApplied, ("family", "F-4")))
            .Adopted(510, "E12")
            .Until(560);

    public static Course EarlyPermanence(Beginning begin) =>
        new Writing(begin, "early permanence from birth")
            .At(-95, On(EventTypes.PreBirthAssessmentStarted))
            .At(-70, On(EventTypes.RemovalLikely))
            .BeforeCare()
            .Enters("U5", ("earlyPermanence", true), ("carer", "F-2"))
            .Orders("interim-care", 0)
            .At(20, Plan("early-permanence"), On(EventTypes.PlanSet, ("option", "special-guardianship"), ("track", "concurrent")))
            .At(90, On(EventTypes.ShouldBePlacedDecided))
            .PlacementOrder(160)
            .At(200, On(EventTypes.MatchApproved, ("family", "F-2")))
            .PlacedWithCarers(214, "F-2", "A5")
            .At(290, On(EventTypes.AdoptionApplied, ("family", "F-2")))
            .Adopted(350, "E11")
            .Until(450);

    public static Course Relinquished(Beginning begin) =>
        new Writing(begin, "relinquished at birth")
            .At(0, On(EventTypes.RelinquishmentNotified))
            .Enters("U6")
            .At(14, Plan("adoption"))
            .At(30, On(EventTypes.ConsentTaken, ("by", "father")))
            .At(50, On(EventTypes.ConsentTaken, ("by", "mother")))
            .At(90, On(EventTypes.ShouldBePlacedDecided))
            .At(150, On(EventTypes.MatchApproved, ("family", "F-3")))
            .MovesToAdopters(165, "F-3", "A4")
            .At(250, On(EventTypes.AdoptionApplied, ("family", "F-3")))
            .Adopted(320, "E11")
            .Until(400);

    public static Course DecisionReversed(Beginning begin) =>
        new Writing(begin, "adoption given up for long-term fostering")
            .BeforeCare()
            .Enters("U6", ("carer", "C-4"))
            .Orders("interim-care", 0)
            .At(
                0,
                On(EventTypes.SiblingsDecided, ("group", "S-1"), ("decision", "apart"), ("reasons", new JsonText("{\"S-1\":\"needs\"}")))
            )
            .At(22, Plan("adoption"))
            .At(95, On(EventTypes.ShouldBePlacedDecided))
            .PlacementOrder(160)
            .At(270, On(EventTypes.AdoptionUnlikelyRecorded))
            .At(
                277,
                On(EventTypes.ShouldBePlacedReversed, ("reason", "no family was found")),
                On(EventTypes.PlanEnded, ("option", "adoption"), ("track", "primary")),
                Plan("long-term-fostering")
            )
            .At(300, On(EventTypes.OrderEnded, ("order", "placement")))
            .At(340, On(EventTypes.MatchApproved))
            .LongTermMatch(340, "C-4", "U4")
            .Until(600);

    public static Course ReturnHome(Beginning begin) =>
        new Writing(begin, "return home")
            .Enters("U6")
            .At(18, Plan("return-home"))
            .At(
                110,
                On(EventTypes.PlacementEnded, ("reason", "went home")),
                On(EventTypes.PlacementStarted, ("placement", "P1"), ("carer", "mother"))
            )
            .At(150, Leaves("E4A"))
            .Until(240);

    public static Course ReturnRuledOut(Beginning begin) =>
        new Writing(begin, "return home, ruled out for long-term fostering")
            .Enters("U6", ("carer", "C-5"))
            .At(18, Plan("return-home"))
            .At(20, On(EventTypes.ReviewHeld, ("returnHome", "planned")))
            .At(75, On(EventTypes.ReviewHeld, ("returnHome", "uncertain")))
            .At(
                130,
                On(EventTypes.ReviewHeld, ("returnHome", "ruled-out")),
                On(EventTypes.PlanEnded, ("option", "return-home"), ("track", "primary")),
                Plan("long-term-fostering")
            )
            .LongTermMatch(230, "C-5", "U4")
            .Until(560);

    public static Course HomeAndBack(Beginning begin) =>
        new Writing(begin, "home, and in care again")
            .Enters("U6")
            .At(18, Plan("return-home"))
            .At(120, Leaves("E4A"))
            .At(260, On(EventTypes.InterventionStarted))
            .At(
                290,
                On(EventTypes.BecameLookedAfter, ("basis", "emergency"), ("legalStatus", "L1")),
                On(EventTypes.PlacementStarted, ("placement", "U6"), ("carer", "C-6"))
            )
            .At(292, On(EventTypes.ProceedingsIssued), On(EventTypes.LegalStatusChanged, ("legalStatus", "C1")))
            .At(310, Plan("long-term-fostering"))
            .At(415, On(EventTypes.ProceedingsConcluded), On(EventTypes.OrderMade, ("order", "care")))
            .LongTermMatch(420, "C-6", "U4")
            .Until(640);

    public static Course SpecialGuardianship(Beginning begin) =>
        new Writing(begin, "special guardianship with relatives")
            .BeforeCare()
            .Enters("U3", ("carer", "C-7"))
            .Orders("interim-care", 0)
            .At(5, On(EventTypes.NetworkPersonRecorded, ("person", "P-1"), ("relation", "grandmother"), ("willing", true)))
            .At(8, On(EventTypes.AssessmentStarted, ("assessment", "connected-person"), ("person", "P-1")))
            .At(20, Plan("special-guardianship"))
            .At(
                170,
                On(EventTypes.ProceedingsConcluded),
                On(EventTypes.OrderEnded, ("order", "interim-care")),
                Leaves("E45"),
                On(EventTypes.OrderMade, ("order", "special-guardianship"))
            )
            .At(480, On(EventTypes.PermanenceEnded, ("option", "special-guardianship"), ("reason", "the guardians could not go on")))
            .Until(600);

    public static Course ChildArrangements(Beginning begin) =>
        new Writing(begin, "child arrangements with relatives")
            .BeforeCare()
            .Enters("U3", ("carer", "C-8"))
            .Orders("interim-care", 0)
            .At(20, Plan("child-arrangements"))
            .At(
                160,
                On(EventTypes.ProceedingsConcluded),
                On(EventTypes.OrderEnded, ("order", "interim-care")),
                Leaves("E41"),
                On(EventTypes.OrderMade, ("order", "child-arrangements"))
            )
            .Until(500);

    public static Course KinshipCare(Beginning begin) =>
        new Writing(begin, "kinship care for good")
            .Enters("U3", ("carer", "C-9"))
            .At(20, Plan("kinship-care"))
            .LongTermMatch(150, "C-9", "U1", "kinship-care")
            .At(300, On(EventTypes.PermanenceEnded, ("option", "kinship-care"), ("reason", "the carers were in doubt")))
            .At(340, Secured("kinship-care"))
            .Until(520);

    public static Course LongTermFostering(Beginning begin) =>
        new Writing(begin, "long-term fostering")
            .BeforeCare()
            .Enters("U6", ("carer", "C-10"))
            .Orders("interim-care", 0)
            .At(24, Plan("long-term-fostering"), On(EventTypes.PlanSet, ("option", "special-guardianship"), ("track", "parallel")))
            .At(40, On(EventTypes.CarePlanFilingSet, ("plan", "final"), ("for", begin.Entry.PlusDays(100))))
            .At(60, On(EventTypes.MeetingBooked, ("meeting", "legal-planning"), ("for", begin.Entry.PlusDays(80))))
            .At(100, On(EventTypes.CarePlanFiled, ("plan", "final")))
            .At(
                165,
                On(EventTypes.ProceedingsConcluded),
                On(EventTypes.OrderEnded, ("order", "interim-care")),
                On(EventTypes.OrderMade, ("order", "care")),
                On(EventTypes.PlanEnded, ("option", "special-guardianship"), ("track", "parallel"))
            )
            .LongTermMatch(210, "C-10", "U4")
            .Until(760);

    public static Course Disrupted(Beginning begin) =>
        new Writing(begin, "long-term fostering that broke down and was found again")
            .Enters("U6", ("carer", "C-11"))
            .At(20, Plan("long-term-fostering"))
            .LongTermMatch(120, "C-11", "U4")
            .At(
                300,
                On(EventTypes.UnplannedEnding),
                On(EventTypes.PlacementEnded, ("reason", "the carers gave notice"), ("unplanned", true)),
                On(EventTypes.PlacementStarted, ("placement", "U6"), ("carer", "C-12"), ("outOfArea", true))
            )
            .At(305, On(EventTypes.PlanEnded, ("option", "long-term-fostering"), ("track", "primary")))
            .At(312, Plan("long-term-fostering"))
            .LongTermMatch(420, "C-12", "U4", outOfArea: true)
            .Until(640);

    public static Course Residential(Beginning begin) =>
        new Writing(begin, "residential care")
            .Enters("K2", ("provider", "PR4"))
            .At(20, Plan("residential"))
            .At(45, On(EventTypes.WentMissing, ("kind", "missing"), ("ended", begin.Entry.PlusDays(46))))
            .At(180, Secured("residential"))
            .Until(480);

    /// <summary>An option that a policy names and no other course follows.</summary>
    public static Course OtherPlan(Beginning begin, string option) =>
        new Writing(begin, $"plan of {option.Replace('-', ' ')}")
            .Enters("U6", ("carer", "C-14"))
            .At(20, Plan(option))
            .At(170, Secured(option))
            .Until(330);

    /// <summary>To the 18th birthday and beyond.</summary>
    /// <param name="placement">Where the young person lives by then: with foster carers, in a home, on their own.</param>
    public static Course LeavingCare(Beginning begin, string placement, string kind) =>
        new Writing(begin, $"leaving care at 18 {kind}")
            .Enters(placement, ("carer", "C-13"))
            .At(20, Plan("independence"))
            .On(begin.Born.PlusYears(18), Leaves("E5"))
            .UntilDay(begin.Born.PlusYears(18).PlusDays(300));

    public static Course OnRemand(Beginning begin) =>
        new Writing(begin, "on remand").Enters("R5").At(15, Plan("return-home")).At(95, Leaves("E14")).Until(180);

    public static Course StaysHome(Beginning begin) =>
        new Writing(begin, "stays with the family")
            .At(-90, On(EventTypes.InterventionStarted))
            .At(-60, On(EventTypes.MeetingBooked, ("meeting", "legal-planning"), ("for", begin.Entry.PlusDays(-40))))
            .At(-30, On(EventTypes.PreProceedingsStarted))
            .At(60, On(EventTypes.PreProceedingsEnded))
            .Until(150);

    public static Course ProceedingsAtHome(Beginning begin) =>
        new Writing(begin, "proceedings, and stays with the family")
            .At(-50, On(EventTypes.PreProceedingsStarted))
            .At(0, On(EventTypes.ProceedingsIssued))
            .At(40, On(EventTypes.CourtDateListed, ("hearing", "final"), ("for", begin.Entry.PlusDays(130))))
            .At(130, On(EventTypes.ProceedingsConcluded), On(EventTypes.OrderMade, ("order", "supervision")))
            .Until(200);

    public static Course Died(Beginning begin) =>
        new Writing(begin, "died in care").Enters("U6").At(20, Plan("return-home")).At(70, On(EventTypes.Died), Leaves("E2")).Until(200);

    private static CareEvent On(string type, params (string Field, object Value)[] fields) =>
        Composition.Made(
            type,
            LocalDate.MinIsoValue,
            fields.ToDictionary(field => field.Field, field => field.Value, StringComparer.Ordinal)
        );

    private static CareEvent Plan(string option) => On(EventTypes.PlanSet, ("option", option), ("track", "primary"));

    private static CareEvent Secured(string option) => On(EventTypes.PermanenceSecured, ("option", option));

    private static CareEvent Leaves(string reason) => On(EventTypes.CeasedLookedAfter, ("reason", reason));

    private sealed class Writing(Beginning begin, string kind)
    {
        private readonly List<Step> steps = [];

        public Writing At(int days, params CareEvent[] events) => With(new Step(begin.Entry.PlusDays(days), events));

        public Writing On(LocalDate day, params CareEvent[] events) => With(new Step(day, events, Fixed: true));

        public Writing BeforeCare() =>
            At(-60, Courses.On(EventTypes.InterventionStarted))
                .At(-35, Courses.On(EventTypes.MeetingHeld, ("meeting", "legal-planning")))
                .At(-30, Courses.On(EventTypes.PreProceedingsStarted))
                .At(-9, Courses.On(EventTypes.CareDecisionMade))
                .At(-2, Courses.On(EventTypes.ProceedingsIssued));

        public Writing Enters(string placement, params (string Field, object Value)[] fields) =>
            With(
                new Step(
                    begin.Entry,
                    [
                        Courses.On(EventTypes.BecameLookedAfter, ("basis", begin.Basis), ("legalStatus", begin.Status)),
                        Courses.On(EventTypes.PlacementStarted, [("placement", placement), .. fields]),
                    ],
                    Fixed: true
                )
            );

        public Writing Orders(string order, int days) => At(days, Courses.On(EventTypes.OrderMade, ("order", order)));

        public Writing PlacementOrder(int days) =>
            At(
                days,
                Courses.On(EventTypes.ProceedingsConcluded),
                Courses.On(EventTypes.OrderEnded, ("order", "interim-care")),
                Courses.On(EventTypes.OrderMade, ("order", "care")),
                Courses.On(EventTypes.OrderMade, ("order", "placement"))
            );

        public Writing MovesToAdopters(int days, string family, string placement, bool outOfArea = false) =>
            At(
                days,
                Courses.On(EventTypes.PlacementEnded, ("reason", "moved to the adopters")),
                Courses.On(EventTypes.PlacementStarted, [("placement", placement), ("carer", family), .. OutOfArea(outOfArea)]),
                Courses.On(EventTypes.PlacedForAdoption, ("family", family))
            );

        public Writing PlacedWithCarers(int days, string family, string placement) =>
            At(
                days,
                Courses.On(EventTypes.PlacementStarted, ("placement", placement), ("carer", family), ("sameCarers", true)),
                Courses.On(EventTypes.PlacedForAdoption, ("family", family))
            );

        public Writing Adopted(int days, string reason) =>
            At(days, Leaves(reason), Courses.On(EventTypes.OrderMade, ("order", "adoption")));

        public Writing LongTermMatch(
            int days,
            string carer,
            string placement,
            string option = "long-term-fostering",
            bool outOfArea = false
        ) =>
            At(
                days,
                Courses.On(
                    EventTypes.PlacementStarted,
                    [("placement", placement), ("carer", carer), ("longTermMatch", true), ("sameCarers", true), .. OutOfArea(outOfArea)]
                ),
                Secured(option)
            );

        public Course Until(int days) => UntilDay(begin.Entry.PlusDays(days));

        public Course UntilDay(LocalDate day)
        {
            var years = Period.Between(begin.Born, begin.Entry, PeriodUnits.Years).Years;
            var age = begin.Born > begin.Entry.PlusDays(-60) ? "from birth" : $"{years} at entry";
            return new(
                $"{kind}, {age}, {begin.Basis}, {begin.Status}{(begin.Siblings ? ", with brothers and sisters" : "")}",
                new Child
                {
                    Id = begin.Id,
                    Born = begin.Born,
                    Sex = "F",
                    Siblings = begin.Siblings ? ["S-1"] : [],
                },
                [.. steps.OrderBy(step => step.On)],
                day
            );
        }

        private static (string, object)[] OutOfArea(bool isSo) => isSo ? [("outOfArea", true)] : [];

        private Writing With(Step step)
        {
            steps.Add(step);
            return this;
        }
    }
}
