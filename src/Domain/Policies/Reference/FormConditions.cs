using Permanence.Domain.Policies.Conditions;

namespace Permanence.Domain.Policies.Reference;

/// <summary>
/// When a section or a field of a form is shown: what the record says of the child, and what was answered above in the form itself.
/// </summary>
public abstract record FormCondition
{
    /// <summary>The choices of the council that it depends on.</summary>
    public virtual IEnumerable<PackSetting> LeftOpen => [];

    /// <summary>The same condition, had the council chosen otherwise.</summary>
    /// <param name="settings">The settings as chosen, by id.</param>
    internal virtual FormCondition Having(IReadOnlyDictionary<string, PackSetting> settings) => this;

    /// <summary>Something that holds of the child on the day the form is filled in.</summary>
    public sealed record OfTheRecord(Condition Condition) : FormCondition
    {
        public override IEnumerable<PackSetting> LeftOpen => Condition.LeftOpen;

        internal override FormCondition Having(IReadOnlyDictionary<string, PackSetting> settings) =>
            new OfTheRecord(Condition.Having(settings));
    }

    /// <summary>A field above has one of these answers: values of a choice, or <c>yes</c> and <c>no</c>.</summary>
    public sealed record Answered(string Field, IReadOnlyList<string> Values) : FormCondition;

    public sealed record Not(FormCondition Inner) : FormCondition
    {
        public override IEnumerable<PackSetting> LeftOpen => Inner.LeftOpen;

        internal override FormCondition Having(IReadOnlyDictionary<string, PackSetting> settings) => new Not(Inner.Having(settings));
    }

    public sealed record Any(IReadOnlyList<FormCondition> Conditions) : FormCondition
    {
        public override IEnumerable<PackSetting> LeftOpen => Conditions.SelectMany(one => one.LeftOpen);

        internal override FormCondition Having(IReadOnlyDictionary<string, PackSetting> settings) =>
            new Any([.. Conditions.Select(one => one.Having(settings))]);
    }
}
