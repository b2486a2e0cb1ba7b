using System.Globalization;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>How a policy places an option among the others.</summary>
public enum OptionStanding
{
    Unranked,
    Ranked,

    /// <summary>Open only when its conditions hold.</summary>
    Conditional,

    /// <summary>Allowed, and not normally the plan.</summary>
    Restricted,
}

/// <summary>An option for permanence, an order that secures one, or a way of planning, as the policy describes it.</summary>
public sealed record OptionGuide
{
    public required string Id { get; init; }

    /// <summary>The platform's option it is, or null where it is a way of planning and not a plan.</summary>
    public string? Option { get; init; }

    public required string Title { get; init; }

    public OptionStanding Standing { get; init; }

    /// <summary>Its place in the policy's order of preference, 1 first. Advice to be reasoned with, never a block.</summary>
    public int? Rank { get; init; }

    /// <summary>Whether the policy counts it as permanence. Null where it does not say.</summary>
    public bool? GivesPermanence { get; init; }

    public IReadOnlyList<PolicyPoint> About { get; init; } = [];

    public IReadOnlyList<PolicyPoint> Suits { get; init; } = [];

    public IReadOnlyList<PolicyPoint> Effects { get; init; } = [];

    public IReadOnlyList<PolicyPoint> Advantages { get; init; } = [];

    public IReadOnlyList<PolicyPoint> Disadvantages { get; init; } = [];

    public IReadOnlyList<PolicyPoint> Conditions { get; init; } = [];

    public string? Note { get; init; }
}

/// <summary>Who somebody is in a policy, and what that policy gives them to do and to decide.</summary>
public sealed record RoleGuide
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The platform's role of the same work, where there is one.</summary>
    public string? Platform { get; init; }

    public IReadOnlyList<PolicyPoint> Duties { get; init; } = [];

    public IReadOnlyList<PolicyPoint> Decides { get; init; } = [];

    public string? Note { get; init; }
}

/// <summary>Who signs what in which order.</summary>
public sealed record SignOffChain(string Id, string Title, IReadOnlyList<Clause> Clauses, string? Note, IReadOnlyList<SignOffStep> Steps);

/// <param name="By">A role of the platform or of the pack.</param>
/// <param name="Within">The step's own clock, from the step before or from the meeting. Null where the policy gives none: its age is shown,
/// no date.</param>
public sealed record SignOffStep(string Title, string By, IReadOnlyList<Clause> Clauses, TimeLimit? Within, string? Note);

/// <summary>A meeting, panel, board or report as a policy describes it.</summary>
public sealed record MeetingGuide
{
    public required string Id { get; init; }

    /// <summary>The platform's meeting it is. Null where it is about no one child.</summary>
    public string? Type { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    /// <summary>Null where the policy names nobody: another council's chair is never borrowed.</summary>
    public string? Chair { get; init; }

    public IReadOnlyList<Clause> ChairClauses { get; init; } = [];

    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>The longest gap between sittings. Null where the policy gives no number.</summary>
    public TimeLimit? Every { get; init; }

    public IReadOnlyList<Clause> EveryClauses { get; init; } = [];

    /// <summary>Whom it is about, where it is not every child.</summary>
    public string? Cohort { get; init; }

    public IReadOnlyList<PolicyPoint> Purposes { get; init; } = [];

    /// <summary>The form that is its agenda.</summary>
    public string? Agenda { get; init; }

    public string? Note { get; init; }
}

public sealed record Attendee(string Role, Force Force, IReadOnlyList<Clause> Clauses, string? Note);

/// <summary>What must exist or be recorded on one kind of occasion.</summary>
public sealed record RequirementGroup(string Id, string Title, IReadOnlyList<Requirement> Items);

public sealed record Requirement
{
    public required Clause Clause { get; init; }

    /// <summary>Short and imperative.</summary>
    public required string Asks { get; init; }

    public string? When { get; init; }

    /// <summary>The role the policy names.</summary>
    public string? By { get; init; }

    /// <summary>The role we take it to be, where the policy names nobody.</summary>
    public string? LikelyBy { get; init; }

    public required IReadOnlyList<RecordPlace> KeptIn { get; init; }
}

public enum RecordKind
{
    /// <summary>An event of the record, or one of its fields: <c>placement-started.distanceMiles</c>.</summary>
    Event,

    /// <summary>A field of the child: <c>born</c>.</summary>
    Child,

    /// <summary>A form of the pack, or one of its fields.</summary>
    Form,

    /// <summary>A meeting of the pack.</summary>
    Meeting,

    /// <summary>Something of the pack itself: its version, words, teams, settings or calendar.</summary>
    Pack,

    /// <summary>Shown to the people it concerns; nothing is kept.</summary>
    Text,
}

/// <summary>Where the record keeps what a clause asks for.</summary>
/// <param name="Name">What it is called there; empty for <see cref="RecordKind.Text"/>.</param>
public sealed record RecordPlace(RecordKind Kind, string Name);

/// <summary>An age at which a policy asks for something different.</summary>
/// <param name="AtLeast">Years; null for from birth.</param>
/// <param name="Under">Years: to the day before that birthday. Null for no upper end.</param>
/// <param name="Tested">The day on which age is tested.</param>
/// <param name="SettledBy">The ambiguity that settles the day where the policy does not say; null where it does.</param>
public sealed record AgeBand(
    string Id,
    string Label,
    int? AtLeast,
    int? Under,
    string Tested,
    string? SettledBy,
    IReadOnlyList<Clause> Clauses,
    string? Note
);

/// <summary>Something a policy leaves open for the council to choose.</summary>
/// <param name="Values">The ids of what a choice may be.</param>
/// <param name="Value">The council's choice. Null until it makes one: then no date follows from it.</param>
/// <param name="Suggestion">Ours. Never policy and never used by itself.</param>
/// <param name="LeftOpenBy">The ambiguity that names it.</param>
/// <param name="SetsTheLimit">Whether a chosen length dates the tasks of its clauses, which the policy leaves without a number.</param>
public sealed record PackSetting(
    string Id,
    string Label,
    IReadOnlyList<Clause> Clauses,
    string Unit,
    IReadOnlyList<string> Values,
    string? Value,
    string? Suggestion,
    string? LeftOpenBy,
    bool SetsTheLimit
)
{
    /// <summary>The day on which who was born on 29 February reaches an age in an ordinary year.</summary>
    public const string LeapDayBirthdays = "leap-day-birthdays";

    public const string FirstOfMarch = "1-march";

    internal static readonly IReadOnlyList<string> LeapDayChoices = [FirstOfMarch, "28-february"];

    /// <summary>Of a choice: the words of each of its values, by their ids.</summary>
    public IReadOnlyDictionary<string, string> ValuesInWords { get; init; } = new Dictionary<string, string>();

    /// <summary>What the program itself takes from it; null for nothing.</summary>
    public string? Decides { get; init; }

    /// <summary>One of its values as people read it.</summary>
    public string InWords(string value) =>
        Unit switch
        {
            "choice" => ValuesInWords.GetValueOrDefault(value, value),
            "text" or "yes-no" => value,
            "event" => EventVocabulary.Find(value)?.Label ?? value,
            "role" => value.Replace('-', ' '),
            _ => $"{value} {Unit.Replace('-', ' ')}",
        };

    public bool Takes(string value) =>
        Words(Unit, Values)?.Contains(value)
        ?? (Unit == "text" || int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>The words it may be; null where it takes a text or a number.</summary>
    public static IReadOnlyCollection<string>? Words(string unit, IReadOnlyList<string> values) =>
        unit switch
        {
            "yes-no" => ["yes", "no"],
            "choice" => values,
            "role" => [.. EventVocabulary.Roles],
            "event" => [.. EventVocabulary.Types.Select(type => type.Name)],
            _ => null,
        };
}
