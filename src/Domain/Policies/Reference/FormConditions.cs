using Permanence.Domain.Policies.Conditions;

namespace Permanence.Domain.Policies.Reference;

/// <summary>
/// When a section or a field of a form is shown: what the record says of the child, and what was answered above in the form itself.
/// </summary>
public abstract record FormCondition
{
    /// <summary>Something that holds of the child on the day the form is filled in.</summary>
    public sealed record OfTheRecord(Condition Condition) : FormCondition;

    /// <summary>A field above has one of these answers: values of a choice, or <c>yes</c> and <c>no</c>.</summary>
    public sealed record Answered(string Field, IReadOnlyList<string> Values) : FormCondition;

    public sealed record Not(FormCondition Inner) : FormCondition;

    public sealed record Any(IReadOnlyList<FormCondition> Conditions) : FormCondition;
}
