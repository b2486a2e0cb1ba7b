using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies;

/// <summary>What a clause of a policy document is about.</summary>
public enum ClauseKind
{
    Deadline,
    Cadence,
    Requirement,
    Role,
    Option,
    Form,
    Indicator,
    Older,
    Data,
    Metadata,
}

/// <summary>How hard the policy's wording is. Only <see cref="Must"/> and <see cref="Should"/> can be a breach.</summary>
public enum Force
{
    Must,
    Should,
    WherePossible,
    Information,
}

public static class Forces
{
    /// <summary>Whether what is asked so can be a breach: of nothing else does anybody say that it is late.</summary>
    public static bool CanBeABreach(this Force force) => force is Force.Must or Force.Should;
}

/// <summary>One clause of a policy document, paraphrased.</summary>
/// <param name="Id">An id of the council's clause inventory; never renumbered.</param>
/// <param name="Section">The printed section or heading, for the citation.</param>
/// <param name="Title">A short noun phrase.</param>
/// <param name="Says">What the clause says, in the project's own words.</param>
public sealed record Clause(string Id, string Section, ClauseKind Kind, Force Force, string Title, string Says)
{
    /// <summary>The document it stands in, for the citation.</summary>
    public required string Document { get; init; }

    /// <summary>Why nothing in the pack serves it; null for the clauses that something serves.</summary>
    public string? NotServed { get; init; }

    /// <summary>Of a must: why nothing can follow where it is not kept; null where something follows.</summary>
    public string? NoConsequence { get; init; }
}

/// <summary>One version of a council's policy with the national layer under it.</summary>
public sealed record PolicyPack
{
    /// <summary>The authority's id.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Version { get; init; }

    /// <summary>The London date from which it is in force. Null where the document prints none: in force since before any record.</summary>
    public LocalDate? Effective { get; init; }

    /// <summary>When the document itself was next to be reviewed, where it says.</summary>
    public LocalDate? NextReview { get; init; }

    /// <summary>Whether duties that arose under earlier versions and are still open follow this one.</summary>
    public bool ReclocksOpenDuties { get; init; }

    /// <summary>
    /// How many days before its date a duty is called due soon. A setting of the platform or the council, never of a policy.
    /// </summary>
    public required int DueSoonDays { get; init; }

    public IReadOnlyDictionary<string, Clause> Clauses { get; init; } = new Dictionary<string, Clause>();

    /// <summary>The codes of the return, which conditions name.</summary>
    public CodeSets Codes { get; init; } = CodeSets.None;

    public IReadOnlyDictionary<string, Moment> Moments { get; init; } = new Dictionary<string, Moment>();

    /// <summary>How many kinds of entry its selectors ask for.</summary>
    internal int EntryKinds { get; init; }

    /// <summary>By <see cref="Moment.Ordinal"/>: a moment as the last layer left it.</summary>
    internal Moment[] MomentsByOrdinal => momentsByOrdinal ??= [.. Moments.Values.OrderBy(moment => moment.Ordinal)];

    private Moment[]? momentsByOrdinal;

    public IReadOnlyList<Duty> Duties { get; init; } = [];

    public IReadOnlyList<Indicator> Indicators { get; init; } = [];

    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>How long a child may wait at each stage, the national measures first.</summary>
    public IReadOnlyList<Wait> Waits { get; init; } = [];

    /// <summary>
    /// Of which kinds of entry the document says nothing. One of the national layer stands for a council only where none of its own duties
    /// is met by such an entry.
    /// </summary>
    public IReadOnlyList<QuietReason> Quiet { get; init; } = [];

    /// <summary>What the policy says beside its clocks, gates and counts.</summary>
    public PolicyReference Reference { get; init; } = PolicyReference.None;

    /// <summary>Clauses that some duty of this pack times.</summary>
    public IReadOnlySet<string> TimedClauses =>
        timedClauses ??= Duties.SelectMany(duty => duty.Limbs).Select(limb => limb.Clause.Id).ToHashSet(StringComparer.Ordinal);

    private HashSet<string>? timedClauses;

    /// <summary>
    /// The choice of the day on which who was born on 29 February reaches an age in an ordinary year; null where the policy leaves none.
    /// </summary>
    public PackSetting? LeapDayBirthdays => Reference.LeapDayBirthdays;

    /// <summary>Whether the council chose 1 March; null while it has not chosen.</summary>
    public bool? LeapDayOnFirstOfMarch => LeapDayBirthdays?.Value is { } chosen ? chosen == PackSetting.FirstOfMarch : null;

    /// <summary>What the policy leaves to the council and some date, count or check of this pack depends on.</summary>
    public IReadOnlySet<string> DecidingSettings =>
        decidingSettings ??= Duties
            .SelectMany(duty => duty.When.SelectMany(condition => condition.LeftOpen).Concat(duty.Limbs.SelectMany(limb => limb.LeftOpen)))
            .Concat(Indicators.SelectMany(indicator => indicator.Counts).SelectMany(condition => condition.LeftOpen))
            .Concat(
                Gates.SelectMany(gate =>
                    gate.When.Concat(gate.Unless)
                        .SelectMany(condition => condition.LeftOpen)
                        .Concat(gate.HardIfChosen is { } choice ? [choice] : [])
                )
            )
            .Concat(Waits.SelectMany(wait => wait.When).SelectMany(condition => condition.LeftOpen))
            .Concat(Reference.Forms.SelectMany(form => form.LeftOpen))
            .Concat(Reference.Settings.Where(setting => setting.SetsTheLimit || setting.Decides is not null))
            .Select(setting => setting.Id)
            .ToHashSet(StringComparer.Ordinal);

    private HashSet<string>? decidingSettings;

    public Duty? Duty(string id) => (dutiesById ??= Duties.ToDictionary(duty => duty.Id, StringComparer.Ordinal)).GetValueOrDefault(id);

    private Dictionary<string, Duty>? dutiesById;

    /// <summary>Of every file it was read from: the same hash is the same policy.</summary>
    public required string Hash { get; init; }

    internal PolicyPack Having(
        IReadOnlyList<Duty> duties,
        IReadOnlyList<Indicator> counts,
        IReadOnlyList<Gate> stands,
        IReadOnlyList<Wait> waiting,
        PolicyReference reference
    ) =>
        this with
        {
            Duties = duties,
            Indicators = counts,
            Gates = stands,
            Waits = waiting,
            Reference = reference,
            dutiesById = null,
            decidingSettings = null,
        };

    /// <summary>Every place that puts a clause to use.</summary>
    public IEnumerable<ClauseUse> Uses() =>
        [
            .. Duties.SelectMany(duty =>
                duty.Limbs.Select(limb => new ClauseUse(limb.Clause.Id, ServedBy.Rule, $"duty {duty.Id}", duty.Title))
            ),
            .. Moments
                .Values.OfType<Moment.Review>()
                .SelectMany(moment =>
                    moment.Latest.Select(rule => new ClauseUse(
                        rule.Clause.Id,
                        ServedBy.Rule,
                        $"moment {moment.Name}",
                        $"the latest day of {moment.Label}"
                    ))
                ),
            .. Gates.Select(gate => new ClauseUse(gate.Clause.Id, ServedBy.Gate, "gate", gate.Title)),
            .. Indicators.Select(indicator => new ClauseUse(indicator.Clause.Id, ServedBy.Indicator, "indicator", indicator.Label)),
            .. Waits.Select(wait => new ClauseUse(
                wait.Clause.Id,
                ServedBy.Rule,
                "wait",
                $"at most {wait.Within.InWords()} at the stage {wait.Stage}"
            )),
            .. Reference.Uses,
        ];

    public PolicyStamp StampOn(LocalDate on) => new(Id, Version, Hash, NextReview is { } review && on > review);
}

/// <summary>Which policy answered.</summary>
public sealed record PolicyStamp(string Pack, string Version, string Hash, bool PastItsReviewDate);

/// <summary>All versions of one council's policy, earliest first.</summary>
public sealed record PolicyPacks(AuthorityProfile Authority, IReadOnlyList<PolicyPack> Versions)
{
    /// <summary>
    /// The same policy, had the council chosen so where it leaves a choice. Refused where the policy has no such setting, or the setting
    /// does not take the value.
    /// </summary>
    /// <param name="choices">Values by the id of their setting.</param>
    public Outcome<PolicyPacks> Choosing(IReadOnlyDictionary<string, string> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        foreach (var (id, value) in choices)
        {
            var all = Versions.SelectMany(version => version.Reference.Settings);
            var settings = all.Where(setting => setting.Id == id).ToList();
            if (settings.Count == 0)
                return new Refusal(
                    RefusalCodes.UnknownSetting,
                    $"The policy leaves no choice '{id}'.{Spelling.Nearest(id, all.Select(setting => setting.Id))}",
                    $"chosen.{id}"
                );
            if (!settings.Exists(setting => setting.Takes(value)))
                return new Refusal(RefusalCodes.UnknownValue, $"'{value}' is nothing that '{id}' may be.", $"chosen.{id}");
        }

        return this with
        {
            Versions = [.. Versions.Select(version => CouncilChoices.Having(version, choices))],
        };
    }

    /// <summary>
    /// The version in force on a day. A day before the first version is answered by the first: some policy has to answer, and its
    /// version is named in the answer.
    /// </summary>
    public int IndexInForceOn(LocalDate day)
    {
        var inForce = 0;
        for (var index = 1; index < Versions.Count; index++)
        {
            if (Versions[index].Effective <= day)
                inForce = index;
        }

        return inForce;
    }

    /// <summary>
    /// The version that governs a duty that arose on <paramref name="arose"/>, asked about on <paramref name="on"/>: the one in force
    /// when it arose, unless a later version counts again what is still open on its first day.
    /// </summary>
    /// <param name="closed">The day it was met or ended under the version in which it arose; null while it is open.</param>
    public int IndexGoverning(LocalDate arose, LocalDate on, LocalDate? closed)
    {
        var governing = IndexInForceOn(arose);
        for (var index = governing + 1; index < Versions.Count; index++)
        {
            if (
                Versions[index].ReclocksOpenDuties
                && Versions[index].Effective is { } effective
                && effective <= on
                && !(closed < effective)
            )
                governing = index;
        }

        return governing;
    }

    /// <summary>Whether a version after this one has taken effect by a day and counts open duties again.</summary>
    public bool AreReclocked(int version, LocalDate on)
    {
        for (var index = version + 1; index < Versions.Count; index++)
        {
            if (Versions[index].ReclocksOpenDuties && Versions[index].Effective <= on)
                return true;
        }

        return false;
    }

    public PolicyPack InForceOn(LocalDate day) => Versions[IndexInForceOn(day)];
}

/// <summary>A council: its name, its agency, its teams and its own words for things.</summary>
public sealed record AuthorityProfile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The id of the regional adoption agency that serves it.</summary>
    public string? Agency { get; init; }

    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>
    /// After how many months the rows of an import, as they were sent, are deleted; null where the council has set no time.
    /// </summary>
    public int? ImportRowsMonths { get; init; }

    /// <summary>Which of the identity provider's groups and programs is which role here.</summary>
    public IReadOnlyList<SignInRole> SignIn { get; init; } = [];

    /// <summary>The roles that no sign-in brings: the council's directory gives them and takes them away.</summary>
    public IReadOnlyList<string> RolesKeptHere { get; init; } = [];

    /// <summary>The council's own word for each of the platform's terms.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>What a council may have a word of its own for: meetings, options, roles, and these.</summary>
    public static IReadOnlyList<string> Terms { get; } =
    [
        .. EventVocabulary.Meetings,
        .. EventVocabulary.Options,
        .. EventVocabulary.Roles,
        "looked-after",
        "review",
        "plan",
        "parallel-planning",
        "checklist",
        "contact",
        "life-story",
        "siblings",
        "sibling-assessment",
        "staying-put",
        "staying-close",
        "tracker",
        "care-leaver-team",
        "adoption-agency",
    ];

    /// <summary>Roles an escalation goes to, nearest first.</summary>
    public IReadOnlyList<string> Escalation { get; init; } = [];

    /// <summary>Who hears of it after this owner: the rungs above, or the whole ladder where the owner stands on none.</summary>
    public IReadOnlyList<string> EscalationAbove(string owner)
    {
        for (var rung = 0; rung < Escalation.Count; rung++)
        {
            if (Escalation[rung] == owner)
                return (above ??= [.. Enumerable.Range(1, Escalation.Count).Select(from => Escalation.Skip(from).ToArray())])[rung];
        }

        return Escalation;
    }

    private string[][]? above;

    /// <summary>The council's word for a term of the platform, else <paramref name="otherwise"/>.</summary>
    public string Word(string term, string otherwise) => Words.GetValueOrDefault(term, otherwise);
}

/// <summary>A regional adoption agency and the councils it serves.</summary>
public sealed record AgencyProfile(string Id, string Name, IReadOnlyList<string> Serves)
{
    /// <summary>Which of the identity provider's groups and programs is which role here.</summary>
    public IReadOnlyList<SignInRole> SignIn { get; init; } = [];
}

/// <summary>What somebody is here whom the identity provider says to be in a group, or to be a program.</summary>
/// <param name="Name">As the provider's claim has it: a group, an app role, or the client id of a program.</param>
/// <param name="IsProgram">Whether it is a program that signs in by itself.</param>
/// <param name="Role">A role of the vocabulary.</param>
/// <param name="Team">The team it puts them in; null for none.</param>
public sealed record SignInRole(string Name, bool IsProgram, string Role, string? Team);
