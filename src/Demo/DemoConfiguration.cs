using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Calendar;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// The invented region as its files say: <c>region.yaml</c> (councils, teams, people), <c>names.yaml</c> and <c>notes.yaml</c>.
/// A council added there is generated like any other.
/// </summary>
public sealed record DemoConfiguration(
    IReadOnlyList<DemoAuthority> Authorities,
    IReadOnlyList<DemoPerson> People,
    DemoNames Names,
    DemoPapers Papers,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Notes
)
{
    /// <summary>Reads the three files, and refuses with every fault of all of them, each as <c>file:line</c>.</summary>
    public static Outcome<DemoConfiguration> Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var faults = new List<Refusal>();
        var region = YamlMap.Open(Path.Combine(folder, "region.yaml"), faults);
        var names = YamlMap.Open(Path.Combine(folder, "names.yaml"), faults);
        var notes = YamlMap.Open(Path.Combine(folder, "notes.yaml"), faults);
        if (region is null || names is null || notes is null)
            return faults;

        region.RefuseUnknown("authorities", "people", "papers");
        var papers = ReadPapers(region, faults);
        var authorities = region.Maps("authorities").Select(Authority).ToList();
        var people = region.Maps("people").Select(Person).ToList();
        foreach (var twice in people.GroupBy(person => person.Id).Where(group => group.Count() > 1))
            faults.Add(new Refusal(RefusalCodes.Twice, $"Two people have the id '{twice.Key}'.", $"{region.At}"));
        foreach (var twice in authorities.GroupBy(authority => authority.Prefix).Where(group => group.Count() > 1))
            faults.Add(new Refusal(RefusalCodes.Twice, $"Two councils have the prefix '{twice.Key}'.", $"{region.At}"));
        names.RefuseUnknown("heritages");
        var heritages = names.Maps("heritages").Select(Heritage).ToList();
        if (heritages.All(heritage => heritage.Unaccompanied) || heritages.All(heritage => !heritage.Unaccompanied))
            faults.Add(
                new Refusal(
                    RefusalCodes.MissingField,
                    "There have to be names for children who came alone, and names for the others.",
                    names.At
                )
            );
        var said = ReadNotes(notes, faults);
        return faults.Count > 0 ? faults : new DemoConfiguration(authorities, people, new DemoNames(heritages), papers, said);
    }

    /// <summary>What one council is generated from, or null where the region has none of that id.</summary>
    public DemoSettings? SettingsFor(
        string authorityId,
        long seed,
        LocalDate today,
        WorkingDayCalendar? calendar = null,
        int? howMany = null
    ) =>
        Authorities.FirstOrDefault(authority => authority.Id == authorityId) is not { } authority ? null : new DemoSettings
        {
            Seed = seed, Today = today, AuthorityId = authority.Id, Prefix = authority.Prefix, Teams = authority.Teams, Names = Names,
            HowMany = howMany ?? authority.Children, Practice = authority.Practice, ReviewingOfficers = authority.ReviewingOfficers,
            Notes = Notes, Papers = Papers, Calendar = calendar
        };

    private static readonly (string Word, DemoDrift Value)[] Lateness =
    [
        ("reviews", DemoDrift.ReviewOverdue),
        ("plans", DemoDrift.NoPlanAtSecondReview),
        ("planning-meetings", DemoDrift.PlanningMeetingMissed),
        ("tracking", DemoDrift.TrackingMissed), ("family-finding", DemoDrift.NoFamilyFound), ("long-term-matches", DemoDrift.NotMatched),
        ("relatives-assessments", DemoDrift.AssessmentLate),
        ("yearly-assessments", DemoDrift.YearlyUpdateMissed),
        ("staying-put", DemoDrift.StayingPutNotRaised),
    ];

    private static DemoAuthority Authority(YamlMap map)
    {
        map.RefuseUnknown("id", "prefix", "children", "practice", "teams", "reviewingOfficers", "lists");
        return new DemoAuthority(map.Text("id"), map.Text("prefix"), map.Number("children", 1, 99_999), Practice(map.Map("practice")),
            [.. map.Maps("teams").Select(Team)],
            map.Texts("reviewingOfficers")
        )
        {
            Lists = map.Has("lists") ? [.. map.Maps("lists").Select(List)] : [],
        };
    }

    private static DemoPapers ReadPapers(YamlMap region, List<Refusal> faults)
    {
        if (region.Map("papers") is not { } map)
        {
            faults.Add(
                new Refusal(
                    RefusalCodes.MissingField,
                    "'papers' is missing: it says under which names the invented councils' papers are known.",
                    region.At
                )
            );
            return new("", "", "", "", "", "", "");
        }

        map.RefuseUnknown("policy", "plan", "minutes", "summary", "advice", "adviceGoesTo", "siblingChecklist");
        return new(
            map.Text("policy"),
            map.Text("plan"),
            map.Text("minutes"),
            map.Text("summary"),
            map.Text("advice"),
            map.Text("adviceGoesTo"),
            map.Text("siblingChecklist")
        );
    }

    private static DemoList List(YamlMap map)
    {
        map.RefuseUnknown("list", "rows", "blank", "words");
        var words = map.Map("words");
        return new DemoList(map.Text("list"), map.Number("rows", 1, 500), map.Has("blank") ? map.Texts("blank") : [],
            words?.Keys.ToDictionary(column => column, words.Texts, StringComparer.Ordinal) ?? []);
    }

    private static DemoPractice Practice(YamlMap? map)
    {
        var usual = new DemoPractice();
        if (map is null)
            return usual;
        map.RefuseUnknown(
            "planningMeetingEvery",
            "planningMeetingEveryOncePlanned",
            "trackingEvery",
            "trackedUntilLeavingCare",
            "panelForPlacementOrdersEvery",
            "planSentBeforeMeetings",
            "everyPlanToDecisionMaker",
            "requirements",
            "reviewsComingUp",
            "drifting",
            "late"
        );
        return new DemoPractice
        {
            PlanningMeetingEvery = map.OptionalNumber("planningMeetingEvery", 7, 400) ?? usual.PlanningMeetingEvery,
            PlanningMeetingEveryOncePlanned =
                map.OptionalNumber("planningMeetingEveryOncePlanned", 7, 400) ?? usual.PlanningMeetingEveryOncePlanned,
            TrackingEvery = map.OptionalNumber("trackingEvery", 7, 400) ?? usual.TrackingEvery,
            TrackedUntilLeavingCare = map.Flag("trackedUntilLeavingCare"),
            PanelForPlacementOrdersEvery = map.OptionalNumber("panelForPlacementOrdersEvery", 7, 400),
            PlanSentBeforeMeetings = map.Flag("planSentBeforeMeetings"),
            EveryPlanToDecisionMaker = map.Flag("everyPlanToDecisionMaker"),
            Requirements = map.Has("requirements") ? [.. map.Maps("requirements").Select(Requirement)] : [],
            ReviewsComingUp = map.OptionalNumber("reviewsComingUp", 0, 100) ?? usual.ReviewsComingUp,
            Drifting = map.OptionalNumber("drifting", 0, 100) ?? usual.Drifting,
            Late = map.Has("late") ? [.. map.Texts("late").Select(word => map.Choice("late", word, DemoDrift.None, Lateness))] : []
        };
    }

    private static DemoRequirement Requirement(YamlMap map)
    {
        map.RefuseUnknown("clause", "with", "after");
        return new DemoRequirement(map.Text("clause"), map.Text("with"), map.OptionalText("after"));
    }

    private static DemoTeam Team(YamlMap map)
    {
        map.RefuseUnknown("name", "stages", "socialWorkers");
        var stages = map.Texts("stages").Select(word => map.Choice("stages", word, DemoStage.BeforeCare,
                    ("before-care", DemoStage.BeforeCare),
                    ("court", DemoStage.Court),
                    ("in-care", DemoStage.InCare),
                    ("leaving-care", DemoStage.LeavingCare)
                )
            );
        return new DemoTeam(map.Text("name"), [.. stages], map.Texts("socialWorkers"));
    }

    private static DemoPerson Person(YamlMap map)
    {
        map.RefuseUnknown("id", "name", "role", "authority", "agency", "team");
        var role = map.Text("role");
        map.Choice("role", role, role, [.. EventVocabulary.Roles.Append("platform-administrator").Select(known => (known, known))]);
        return new DemoPerson(
            map.Text("id"),
            map.Text("name"),
            role,
            map.OptionalText("authority"),
            map.OptionalText("agency"),
            map.OptionalText("team")
        );
    }

    private static DemoHeritage Heritage(YamlMap map)
    {
        map.RefuseUnknown("weight", "ethnicities", "unaccompanied", "girls", "boys", "surnames");
        return new DemoHeritage(
            map.Number("weight", 1, 1000),
            map.Texts("ethnicities"),
            map.Flag("unaccompanied"),
            map.Texts("girls"),
            map.Texts("boys"),
            map.Texts("surnames")
        );
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadNotes(YamlMap notes, List<Refusal> faults)
    {
        foreach (var key in notes.Keys)
        {
            var type = key.Split('/')[0];
            if (EventVocabulary.Find(type) is null)
                faults.Add(
                    new Refusal(
                        RefusalCodes.UnknownKey,
                        $"There is no event type '{type}'.{Spelling.Nearest(type, EventVocabulary.Types.Select(known => known.Name))}",
                        notes.AtKey(key)
                    )
                );
        }

        return notes.Keys.ToDictionary(key => key, notes.Texts, StringComparer.Ordinal);
    }
}
