using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

/// <summary>Something that has to be so of the child or the applicant for a route to be open.</summary>
public abstract partial record EligibilityTest
{
    /// <summary>What a route may ask; each stands in a file of its own.</summary>
    internal static IReadOnlyList<EligibilityTestKind> Kinds { get; } = [Fact.Kind, Age.Kind, LivedWith.Kind, Since.Kind, AtMost.Kind];

    internal static Schema Schema { get; } =
        Schemas.Schema.OneOf([.. Kinds.Select(kind => kind.Keys.Saying($"Holds where {kind.Means}."))]);

    /// <summary>The fact that it asks by name; null for what is asked of everybody, such as the child's age.</summary>
    internal virtual string? Asks => null;

    /// <summary>Whether nothing is known of what it asks, and that is no plain yes or no.</summary>
    internal virtual bool WantsMoreThan(EligibilityFacts facts) => false;

    /// <summary>Whether it holds on a day, with its arithmetic in words.</summary>
    /// <param name="unknown">What it asks and nobody said is added here: it counts as not so.</param>
    internal abstract (bool Holds, string Because) Try(EligibilityFacts facts, LocalDate day, ICollection<string> unknown);

    internal static EligibilityTest? Read(PolicyNode node, IReadOnlyDictionary<string, string> facts)
    {
        if (Kinds.FirstOrDefault(kind => node.Get(kind.Key) is not null) is not { } known)
        {
            node.Fault($"A test is one of {string.Join(", ", Kinds.Select(kind => kind.Key))}.");
            return null;
        }

        node.RefuseUnknown(known.Keys);
        return known.Read(node, facts);
    }

    /// <summary>A length of the calendar: hours and working days are refused.</summary>
    private static TimeLimit? Length(PolicyNode? node)
    {
        if (node?.Limit() is not { } limit)
            return null;
        if (limit.Unit is not (TimeUnit.Hours or TimeUnit.WorkingDays))
            return limit;
        node.Fault("Eligibility counts in days, weeks, months or years.");
        return null;
    }

    /// <summary>A fact by its name, with what it says.</summary>
    private static (string Name, string Label)? Named(PolicyNode? node, IReadOnlyDictionary<string, string> facts) =>
        node?.Word("a fact of eligibility.yaml", [.. facts.Keys]) is { } name ? (name, facts[name]) : null;

    private static (bool, string) NotKnown(string label, ICollection<string> unknown)
    {
        unknown.Add(label);
        return (false, $"Not known: {label}.");
    }

    private static LocalDate Later(LocalDate from, TimeLimit by) => from.Plus(Calendar(by));

    private static LocalDate Earlier(LocalDate from, TimeLimit by) => from.Minus(Calendar(by));

    private static Period Calendar(TimeLimit limit) =>
        limit.Unit switch
        {
            TimeUnit.Days => Period.FromDays(limit.Count),
            TimeUnit.Weeks => Period.FromWeeks(limit.Count),
            TimeUnit.Months => Period.FromMonths(limit.Count),
            TimeUnit.Years => Period.FromYears(limit.Count),
            _ => throw new ArgumentException($"{limit.InWords()} is no calendar length.", nameof(limit)),
        };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
