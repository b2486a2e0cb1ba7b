using NodaTime;
using Permanence.Domain.Calendar;

namespace Permanence.Demo;

/// <summary>What an invented council is made from. The same settings give the same bytes.</summary>
public sealed record DemoSettings
{
    public required long Seed { get; init; }

    /// <summary>A London date. What happened lies before it; only bookings and listings may point past it.</summary>
    public required LocalDate Today { get; init; }

    public required string AuthorityId { get; init; }

    public required IReadOnlyList<DemoTeam> Teams { get; init; }

    /// <summary>How many children, from 1 to 99,999.</summary>
    public required int HowMany { get; init; }

    public required DemoNames Names { get; init; }

    /// <summary>Children are numbered <c>PREFIX-0001</c> and up. Null: the authority's id in capitals.</summary>
    public string? Prefix { get; init; }

    /// <summary>How often this council meets.</summary>
    public DemoPractice Practice { get; init; } = new();

    /// <summary>What the papers are called that the invented council sends.</summary>
    public DemoPapers Papers { get; init; } = new("policy", "plan", "minutes", "summary", "advice", "team", "siblings");

    /// <summary>Invented names of independent reviewing officers.</summary>
    public IReadOnlyList<string> ReviewingOfficers { get; init; } = [];

    /// <summary>
    /// Short notes by event type (<c>review-held</c>), or by event type and the word in one of its fields (<c>meeting-held/tracking</c>).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Notes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Keeps meetings off bank holidays. Null, or outside its years: only weekends are avoided.</summary>
    public WorkingDayCalendar? Calendar { get; init; }
}

/// <summary>The papers of the invented councils under the names that policies know them by.</summary>
/// <param name="Policy">What parents are told of the policy.</param>
/// <param name="Plan">What everyone invited to a planning meeting gets before it.</param>
/// <param name="Minutes">Of a planning meeting.</param>
/// <param name="Summary">Of a planning meeting, for parents.</param>
/// <param name="Advice">The adoption advice of a planning meeting.</param>
/// <param name="AdviceGoesTo">Whom the advice is sent to.</param>
/// <param name="SiblingChecklist">The checklist about brothers and sisters.</param>
public sealed record DemoPapers(
    string Policy,
    string Plan,
    string Minutes,
    string Summary,
    string Advice,
    string AdviceGoesTo,
    string SiblingChecklist
);

/// <summary>Where in a child's journey a team works.</summary>
public enum DemoStage
{
    BeforeCare,
    Court,
    InCare,
    LeavingCare,
}

public sealed record DemoTeam(string Name, IReadOnlyList<DemoStage> Stages, IReadOnlyList<string> SocialWorkers);

/// <summary>The rhythm an invented council keeps, in days. It is data of the demo, not policy: the packs judge it.</summary>
public sealed record DemoPractice
{
    /// <summary>Days between planning meetings until a plan is agreed.</summary>
    public int PlanningMeetingEvery { get; init; } = 42;

    /// <summary>Days between planning meetings from the agreed plan until permanence is secured.</summary>
    public int PlanningMeetingEveryOncePlanned { get; init; } = 80;

    /// <summary>Days between tracking meetings.</summary>
    public int TrackingEvery { get; init; } = 56;

    /// <summary>Whether children are tracked until they leave care, and not only until permanence is secured.</summary>
    public bool TrackedUntilLeavingCare { get; init; }

    /// <summary>Days between permanence panels for a child with a placement order and no family. Null: none is held.</summary>
    public int? PanelForPlacementOrdersEvery { get; init; }

    /// <summary>Whether the child's permanence plan goes to everyone invited before each planning meeting.</summary>
    public bool PlanSentBeforeMeetings { get; init; }

    /// <summary>The requirements of the policy that a first interim care plan states, as it is filed.</summary>
    public IReadOnlyList<string> InterimPlanStates { get; init; } = [];

    /// <summary>The requirements that a final care plan states.</summary>
    public IReadOnlyList<string> FinalPlanStates { get; init; } = [];

    /// <summary>Whether plans other than adoption go to the agency decision maker too.</summary>
    public bool EveryPlanToDecisionMaker { get; init; }

    /// <summary>Requirements of the policy without an event of their own that it records, and when.</summary>
    public IReadOnlyList<DemoRequirement> Requirements { get; init; } = [];

    /// <summary>Percent of the children whose last review was early enough for the next to come up just now.</summary>
    public int ReviewsComingUp { get; init; } = 65;

    /// <summary>Percent of the children in care for whom something is late.</summary>
    public int Drifting { get; init; } = 25;

    /// <summary>What is late there; empty for anything.</summary>
    public IReadOnlyList<DemoDrift> Late { get; init; } = [];
}

/// <param name="Clause">Of the council's policy.</param>
/// <param name="With">The entry it is recorded with: a type of event, or a type and the word in one of its fields
/// (<c>placement-started/U5</c>).</param>
/// <param name="After">Where given, the entry is the first on or after this one.</param>
public sealed record DemoRequirement(string Clause, string With, string? After);

/// <summary>Names to give children and carers, by heritage. None belongs to a real person.</summary>
public sealed record DemoNames(IReadOnlyList<DemoHeritage> Heritages)
{
    internal DemoHeritage Draw(Dice dice, bool unaccompanied) =>
        dice.Weighted([
            .. Heritages.Where(heritage => heritage.Unaccompanied == unaccompanied).Select(heritage => (heritage, heritage.Weight)),
        ]);
}

/// <param name="Weight">How common it is beside the others.</param>
/// <param name="Ethnicities">SSDA903 ethnicity codes it is drawn from.</param>
/// <param name="Unaccompanied">Whether it is drawn for children who came alone to seek asylum, and only for them.</param>
public sealed record DemoHeritage(
    int Weight,
    IReadOnlyList<string> Ethnicities,
    bool Unaccompanied,
    IReadOnlyList<string> Girls,
    IReadOnlyList<string> Boys,
    IReadOnlyList<string> Surnames
);
