using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Clocks;

/// <summary>How a limb comes to its date.</summary>
public abstract partial class ClockKind
{
    /// <summary>So long after: the day after the trigger is day 1.</summary>
    public static ClockKind Within { get; } = new SoLongAfter();

    /// <summary>At least so long before; with no number, the day before.</summary>
    public static ClockKind Before { get; } = new SoLongBefore();

    /// <summary>On the day: the day held, else booked, else the latest the rules allow.</summary>
    public static ClockKind By { get; } = new OnTheDay();

    /// <summary>No number in the policy: a task, never an invented date.</summary>
    public static ClockKind Task { get; } = new NoNumber();

    /// <summary>What a limb may be timed by; each stands in a file of its own.</summary>
    internal static IReadOnlyList<ClockKind> Kinds { get; } = [Within, Before, By, Task];

    /// <summary>Which date it gives, for the page that lists them.</summary>
    internal abstract string Means { get; }

    /// <summary>How it is written, each without its clause.</summary>
    internal abstract IReadOnlyList<string> Examples { get; }

    /// <summary>What may stand beside the clause and the conditions of such a limb. The first is the key that it is known by.</summary>
    internal abstract Keys Keys { get; }

    internal string KnownBy => Keys.Names[0];

    /// <summary>Whether it gives a date, which can be late, watched or graced; else what is asked is a task.</summary>
    internal virtual bool HasDate => true;

    /// <summary>
    /// What it counts from, back from, or falls on, and how far: the moment by which it is known, where nothing else is written. Null with
    /// the fault noted where that is not there.
    /// </summary>
    internal virtual (Moment Moment, TimeLimit? Limit)? Read(PolicyNode node, Definitions definitions) =>
        definitions.Moment(node.Get(KnownBy)!) is { } moment ? (moment, null) : null;

    /// <summary>The date of a limb, given the day of its moment.</summary>
    internal abstract LocalDate Date(LimbRule limb, LocalDate moment, IInquiry inquiry);

    /// <summary>How a limb of this kind counts: <c>within 15 working-days of entry to care</c>.</summary>
    internal abstract string InWords(LimbRule limb);
}
