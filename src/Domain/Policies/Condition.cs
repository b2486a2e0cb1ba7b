using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies;

/// <summary>Something about the child that must hold for a duty or a limb to apply.</summary>
public abstract record Condition(string InWords)
{
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record LookedAfter(bool Expected, Moment? At, string InWords) : Condition(InWords);

    /// <summary>Age in completed years, tested on the day the policy says.</summary>
    public sealed record Age(int? From, int? Under, Moment? At, string InWords) : Condition(InWords);

    public sealed record EntryBasis(IReadOnlyList<string> Bases, string InWords) : Condition(InWords);

    /// <summary>A live plan of one of these options, on any track or on those named.</summary>
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record Plan(IReadOnlyList<string> Options, IReadOnlyList<string> Tracks, Moment? At, string InWords) : Condition(InWords);

    /// <summary>The placement has one of these SSDA903 codes, and its entry these fields.</summary>
    /// <param name="Names">The kinds as the pack names them; empty for a placement of any kind.</param>
    /// <param name="EarlyPermanence">Whether one recorded as early permanence will do whatever its code.</param>
    /// <param name="At">
    /// The day tested; null for the day asked about. A placement that ended on the day tested still counts, if no other began on it.
    /// </param>
    public sealed record Placement(
        IReadOnlyList<string> Names,
        IReadOnlyList<string> Codes,
        bool EarlyPermanence,
        IReadOnlyList<FieldTest> Where,
        Moment? At,
        string InWords
    ) : Condition(InWords);

    /// <summary>The placement that the event the duty arose from ended has one of these SSDA903 codes.</summary>
    public sealed record EndedPlacement(IReadOnlyList<string> Codes, string InWords) : Condition(InWords);

    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record OrderInForce(IReadOnlyList<string> Orders, Moment? At, string InWords) : Condition(InWords);

    public sealed record Siblings(bool Expected, string InWords) : Condition(InWords);

    /// <summary>So long has passed since a moment. More than is true from the day after; at least is true on the day.</summary>
    public sealed record Elapsed(Moment Since, TimeLimit? AtLeast, TimeLimit? MoreThan, TimeLimit? AtMost, string InWords)
        : Condition(InWords);

    public sealed record Unborn(Moment? At, string InWords) : Condition(InWords);

    /// <summary>The event the duty arose from has these fields.</summary>
    public sealed record StartFields(IReadOnlyList<FieldTest> Where, string InWords) : Condition(InWords);

    /// <param name="Since">
    /// Where given, it has to have happened on that day or after it, and <c>later</c> means after it. Nothing has while it has no day.
    /// </param>
    public sealed record Happened(Selector Event, HappenedWhen When, Moment? Since, string InWords) : Condition(InWords);

    /// <summary>A moment has a day, happened or booked.</summary>
    public sealed record Known(Moment Moment, string InWords) : Condition(InWords);

    /// <summary>The event the duty arose from set another primary plan than the one before it.</summary>
    public sealed record PlanChanged(bool Expected) : Condition(Expected ? "it changed the plan" : "it did not change the plan");

    /// <summary>
    /// What the council chose where its policy leaves a choice. The same for every child, so known as soon as the pack is read.
    /// </summary>
    public sealed record Chosen(PackSetting Setting, string Value)
        : Condition($"the council chose “{Setting.InWords(Value)}” ({Setting.Label})")
    {
        public bool Holds => Setting.Value == Value;
    }

    public sealed record Not(Condition Inner) : Condition($"not: {Inner.InWords}");

    public sealed record Any(IReadOnlyList<Condition> Conditions)
        : Condition(string.Join(", or ", Conditions.Select(condition => condition.InWords)));

    /// <summary>Whether it holds for no child, because of what the council chose or has not chosen.</summary>
    public bool IsRuledOut => this switch
    {
        Chosen chosen => !chosen.Holds,
        Not { Inner: Chosen chosen } => chosen.Holds,
        _ => false
    };

    /// <summary>The same condition, had the council chosen otherwise.</summary>
    /// <param name="settings">The settings as chosen, by id.</param>
    public Condition Having(IReadOnlyDictionary<string, PackSetting> settings) => this switch
    {
        Chosen chosen => chosen with { Setting = settings[chosen.Setting.Id] },
        Not not => new Not(not.Inner.Having(settings)),
        Any any => new Any([.. any.Conditions.Select(condition => condition.Having(settings))]),
        _ => this
    };

    /// <summary>The choices of the council that this depends on.</summary>
    public IEnumerable<PackSetting> LeftOpen => this switch
    {
        Chosen chosen => [chosen.Setting],
        Not not => not.Inner.LeftOpen,
        Any any => any.Conditions.SelectMany(condition => condition.LeftOpen),
        _ => []
    };
}

/// <summary>In which part of a record something has to have happened.</summary>
public enum HappenedWhen
{
    InThisCase,
    SinceTheStart,
    ByTheStart,
    InTheChildsLife,
    /// <summary>Since a moment that the condition names.</summary>
    SinceAMoment
}
