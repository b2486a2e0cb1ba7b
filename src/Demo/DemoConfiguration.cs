using System.Globalization;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
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
        var faults = new List<PolicyFault>();
        var read = Read(folder, faults);
        return faults.Count == 0 && read is not null
            ? read
            : faults.ConvertAll(fault => new Refusal(
                Faulty,
                fault.Message,
                string.Create(CultureInfo.InvariantCulture, $"{fault.File}:{Math.Max(fault.Line, 1)}")
            ));
    }

    private static DemoConfiguration? Read(string folder, List<PolicyFault> faults)
    {
        var (region, names, notes) = (Open("region.yaml"), Open("names.yaml"), Open("notes.yaml"));
        if (region is null || names is null || notes is null)
            return null;

        region.RefuseUnknown("authorities", "people", "papers");
        var papers = region.Need("papers", "it says under which names the invented councils' papers are known") is { } named
            ? ReadPapers(named)
            : null;
        var authorities = Each(region, "authorities", Authority);
        var people = Each(region, "people", Person);
        foreach (var twice in people.GroupBy(person => person.Id).Where(group => group.Count() > 1))
            region.Fault($"Two people have the id '{twice.Key}'.");
        foreach (var twice in authorities.GroupBy(authority => authority.Prefix).Where(group => group.Count() > 1))
            region.Fault($"Two councils have the prefix '{twice.Key}'.");
        names.RefuseUnknown("heritages");
        var heritages = Each(names, "heritages", Heritage);
        if (heritages.All(heritage => heritage.Unaccompanied) || heritages.All(heritage => !heritage.Unaccompanied))
            names.Fault("There have to be names for children who came alone, and names for the others.");
        var said = ReadNotes(notes);
        return papers is null ? null : new DemoConfiguration(authorities, people, new DemoNames(heritages), papers, said);

        PolicyNode? Open(string name)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
                return PolicyNode.Read(new PolicyFile(name, File.ReadAllText(path)), faults);
            faults.Add(new(name, 1, $"There is no file {name}."));
            return null;
        }
    }

    /// <summary>What one council is generated from, or null where the region has none of that id.</summary>
    public DemoSettings? SettingsFor(
        string authorityId,
        long seed,
        LocalDate today,
        WorkingDayCalendar? calendar = null,
        int? howMany = null
    ) =>
        Authorities.FirstOrDefault(authority => authority.Id == authorityId) is not { } authority
            ? null
            : new DemoSettings
            {
                Seed = seed,
                Today = today,
                AuthorityId = authority.Id,
                Prefix = authority.Prefix,
                Teams = authority.Teams,
                Names = Names,
                HowMany = howMany ?? authority.Children,
                Practice = authority.Practice,
                ReviewingOfficers = authority.ReviewingOfficers,
                Notes = Notes,
                Papers = Papers,
                Calendar = calendar,
            };

    /// <summary>The code of every refusal: what is wrong is said in its sentence.</summary>
    public const string Faulty = "invented-region-faulty";

    private static readonly (string Word, DemoStage Value)[] Stages =
    [
        ("before-care", DemoStage.BeforeCare),
        ("court", DemoStage.Court),
        ("in-care", DemoStage.InCare),
        ("leaving-care", DemoStage.LeavingCare),
    ];

    private static readonly (string Word, DemoDrift Value)[] Lateness =
    [
        ("reviews", DemoDrift.ReviewOverdue),
        ("plans", DemoDrift.NoPlanAtSecondReview),
        ("planning-meetings", DemoDrift.PlanningMeetingMissed),
        ("first-planning-meetings", DemoDrift.PlanningMeetingsLapsed),
        ("every-meeting", DemoDrift.MeetingsNeverBegan),
        ("plans-lost", DemoDrift.PlanLost),
        ("homes-lost", DemoDrift.PermanenceLost),
        ("placement-orders", DemoDrift.NoPlacementOrder),
        ("placing-for-adoption", DemoDrift.NotPlaced),
        ("going-home", DemoDrift.NotHome),
        ("tracking", DemoDrift.TrackingMissed),
        ("family-finding", DemoDrift.NoFamilyFound),
        ("long-term-matches", DemoDrift.NotMatched),
        ("relatives-assessments", DemoDrift.AssessmentLate),
        ("yearly-assessments", DemoDrift.YearlyUpdateMissed),
        ("staying-put", DemoDrift.StayingPutNotRaised),
    ];

    private static DemoAuthority Authority(PolicyNode node)
    {
        node.RefuseUnknown("id", "prefix", "children", "practice", "teams", "reviewing-officers", "lists");
        return new DemoAuthority(
            Text(node, "id"),
            Text(node, "prefix"),
            Number(node, "children", 1, 99_999),
            node.Get("practice") is { } practice ? Practice(practice) : new DemoPractice(),
            Each(node, "teams", Team),
            Texts(node, "reviewing-officers")
        )
        {
            Lists = node.Get("lists") is null ? [] : Each(node, "lists", List),
        };
    }

    private static DemoPapers ReadPapers(PolicyNode node)
    {
        node.RefuseUnknown("policy", "plan", "minutes", "summary", "advice", "advice-goes-to", "siblings-checklist");
        return new(
            Text(node, "policy"),
            Text(node, "plan"),
            Text(node, "minutes"),
            Text(node, "summary"),
            Text(node, "advice"),
            Text(node, "advice-goes-to"),
            Text(node, "siblings-checklist")
        );
    }

    private static DemoList List(PolicyNode node)
    {
        node.RefuseUnknown("list", "rows", "blank", "words");
        return new DemoList(
            Text(node, "list"),
            Number(node, "rows", 1, 500),
            node.Get("blank")?.Texts() ?? [],
            node.Get("words")?.Pairs().ToDictionary(column => column.Key, column => column.Value.Texts(), StringComparer.Ordinal) ?? []
        );
    }

    private static DemoPractice Practice(PolicyNode node)
    {
        var usual = new DemoPractice();
        node.RefuseUnknown(
            "planning-meeting-every",
            "planning-meeting-every-once-planned",
            "tracking-every",
            "tracked-until-leaving-care",
            "panel-for-placement-orders-every",
            "plan-sent-before-meetings",
            "interim-plan-states",
            "final-plan-states",
            "every-plan-to-decision-maker",
            "requirements",
            "reviews-coming-up",
            "drifting",
            "late"
        );
        return new DemoPractice
        {
            PlanningMeetingEvery = node.Get("planning-meeting-every")?.Whole(7, 400) ?? usual.PlanningMeetingEvery,
            PlanningMeetingEveryOncePlanned = node.Get("planning-meeting-every-once-planned")?.Whole(7, 400)
                ?? usual.PlanningMeetingEveryOncePlanned,
            TrackingEvery = node.Get("tracking-every")?.Whole(7, 400) ?? usual.TrackingEvery,
            TrackedUntilLeavingCare = node.Get("tracked-until-leaving-care")?.Flag() ?? false,
            PanelForPlacementOrdersEvery = node.Get("panel-for-placement-orders-every")?.Whole(7, 400),
            PlanSentBeforeMeetings = node.Get("plan-sent-before-meetings")?.Flag() ?? false,
            InterimPlanStates = node.Get("interim-plan-states")?.Texts() ?? [],
            FinalPlanStates = node.Get("final-plan-states")?.Texts() ?? [],
            EveryPlanToDecisionMaker = node.Get("every-plan-to-decision-maker")?.Flag() ?? false,
            Requirements = node.Get("requirements") is null ? [] : Each(node, "requirements", Requirement),
            ReviewsComingUp = node.Get("reviews-coming-up")?.Whole(0, 100) ?? usual.ReviewsComingUp,
            Drifting = node.Get("drifting")?.Whole(0, 100) ?? usual.Drifting,
            Late = [.. node.Get("late")?.Items().Select(late => Choice(late, "something that may be late", Lateness)) ?? []],
        };
    }

    private static DemoRequirement Requirement(PolicyNode node)
    {
        node.RefuseUnknown("clause", "with", "after");
        return new DemoRequirement(Text(node, "clause"), Text(node, "with"), node.Text("after"));
    }

    private static DemoTeam Team(PolicyNode node)
    {
        node.RefuseUnknown("name", "stages", "social-workers");
        var stages = node.Need("stages", "a team works somewhere in a child's journey")?.Items();
        return new DemoTeam(
            Text(node, "name"),
            [.. stages?.Select(stage => Choice(stage, "a stage", Stages)) ?? []],
            Texts(node, "social-workers")
        );
    }

    private static DemoPerson Person(PolicyNode node)
    {
        node.RefuseUnknown("id", "name", "role", "authority", "agency", "team");
        var role = node.Need("role", "what somebody may see follows from it")
            ?.Word("a role", [.. EventVocabulary.EveryRole, "platform-administrator"]);
        return new DemoPerson(
            Text(node, "id"),
            Text(node, "name"),
            role ?? "",
            node.Text("authority"),
            node.Text("agency"),
            node.Text("team")
        );
    }

    private static DemoHeritage Heritage(PolicyNode node)
    {
        node.RefuseUnknown("weight", "ethnicities", "unaccompanied", "girls", "boys", "surnames");
        return new DemoHeritage(
            Number(node, "weight", 1, 1000),
            Texts(node, "ethnicities"),
            node.Get("unaccompanied")?.Flag() ?? false,
            Texts(node, "girls"),
            Texts(node, "boys"),
            Texts(node, "surnames")
        );
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadNotes(PolicyNode notes)
    {
        var said = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, texts) in notes.Pairs())
        {
            var type = key.Split('/')[0];
            if (EventVocabulary.Find(type) is null)
                texts.Fault($"There is no event type '{type}'.{Spelling.Nearest(type, EventVocabulary.Types.Select(known => known.Name))}");
            said[key] = texts.Texts();
        }

        return said;
    }

    private static string Text(PolicyNode node, string key) => node.Need(key, "a text is wanted")?.Text() ?? "";

    private static IReadOnlyList<string> Texts(PolicyNode node, string key) => node.Need(key, "a list of texts is wanted")?.Texts() ?? [];

    private static int Number(PolicyNode node, string key, int least, int most) =>
        node.Need(key, "a number is wanted")?.Whole(least, most) ?? least;

    private static IReadOnlyList<T> Each<T>(PolicyNode node, string key, Func<PolicyNode, T> read) =>
        [.. (node.Need(key, "a list with at least one entry is wanted")?.Items() ?? []).Select(read)];

    private static T Choice<T>(PolicyNode node, string what, IReadOnlyList<(string Word, T Value)> known)
    {
        var word = node.Word(what, [.. known.Select(choice => choice.Word)]);
        return known.FirstOrDefault(choice => choice.Word == word).Value;
    }
}
