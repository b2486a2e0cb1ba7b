using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

/// <summary>Something about the child that must hold for a duty, a limb, a gate or a part of a form to apply.</summary>
public abstract partial record Condition
{
    /// <summary>The key of a condition's own kind with how it is read; each stands in a file of its own.</summary>
    internal static IReadOnlyList<ConditionKind> Kinds { get; } =
    [
        LookedAfter.Kind,
        Age.Kind,
        EntryBasis.Kind,
        Plan.Kind,
        Placement.Kind,
        EndedPlacement.Kind,
        OrderInForce.Kind,
        LegalStatus.Kind,
        PermanenceSecured.Kind,
        Siblings.Kind,
        PlanChanged.Kind,
        PlanAgreed.Kind,
        Unborn.Kind,
        Known.Kind,
        Elapsed.Kind,
        StartFields.Kind,
        Happened.Kind,
        Chosen.Kind,
        Not.Kind,
        Any.Kind,
    ];

    /// <summary>Whether it holds for a child on the day asked about.</summary>
    internal abstract bool Holds(IInquiry inquiry, in Arising arising);

    /// <summary>As a council says it inside a sentence.</summary>
    /// <param name="so">Whether it is said that it holds; else the contrary.</param>
    public abstract string InWords(ISpeech speech, bool so = true);

    /// <summary>The events it looks for.</summary>
    internal virtual IEnumerable<Selector> LooksFor => [];

    /// <summary>Whether it is about the event that a duty arose from, so that it says nothing where none did.</summary>
    internal virtual bool IsOfTheStart => false;

    /// <summary>Whether it hangs on something that the record does not hold, so that neither it nor its contrary can be said.</summary>
    internal virtual bool IsUnknown(IInquiry inquiry) => false;

    /// <summary>Whether it holds for no child, because of what the council chose or has not chosen.</summary>
    public virtual bool IsRuledOut => false;

    /// <summary>The choices of the council that this depends on.</summary>
    public virtual IEnumerable<PackSetting> LeftOpen => [];

    /// <summary>The same condition, had the council chosen otherwise.</summary>
    /// <param name="settings">The settings as chosen, by id.</param>
    internal virtual Condition Having(IReadOnlyDictionary<string, PackSetting> settings) => this;

    /// <summary>All conditions of a list; one that stands alone is a list of one.</summary>
    internal static ImmutableArray<Condition> ReadAll(PolicyNode? node, Definitions definitions) =>
        node is null ? [] : [.. node.Items().Select(item => Read(item, definitions)).OfType<Condition>()];

    internal static Condition? Read(PolicyNode node, Definitions definitions)
    {
        var pairs = node.Pairs().ToList();
        if (pairs.Count != 1)
        {
            node.Fault("A condition is one key and its value, such as { age: { under: 12, at: entry } }.");
            return null;
        }

        var (key, value) = pairs[0];
        if (Kinds.FirstOrDefault(kind => kind.Key == key) is { } known)
            return known.Read(value, definitions);
        var all = Kinds.Select(kind => kind.Key).ToList();
        node.Fault($"There is no condition '{key}'.{Spelling.Nearest(key, all)} Known: {string.Join(", ", all)}.");
        return null;
    }

    // A condition that names no day is about the day asked about; so is one whose day is not known yet.
    private static LocalDate TestedOn(IInquiry inquiry, Moment? at, in Arising arising) =>
        at is not null && inquiry.Resolve(at, arising) is { IsKnown: true } moment ? moment.Day : inquiry.On;

    /// <summary>The day on which it is tested, where it names one.</summary>
    private static Moment? ReadAt(PolicyNode node, Definitions definitions) =>
        node.IsMap && node.Get("at") is { } at ? definitions.Moment(at) : null;

    private static string On(Moment? at) => at is null ? "" : $" on {at.Label}";

    private static string Is(bool so) => so ? "is" : "is not";
}
