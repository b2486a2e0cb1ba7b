using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

/// <summary>A test of the language of eligibility.</summary>
/// <param name="Means">When it holds, for the page that lists them.</param>
/// <param name="Examples">How it is written.</param>
/// <param name="Keys">What may stand in it. The first is the key that it is known by.</param>
/// <param name="Read">Reads one, given the facts that may be asked with what each says; null with the fault noted.</param>
internal sealed record EligibilityTestKind(
    string Means,
    IReadOnlyList<string> Examples,
    Keys Keys,
    Func<PolicyNode, IReadOnlyDictionary<string, string>, EligibilityTest?> Read
)
{
    /// <summary>Lengths of the calendar only.</summary>
    public static Schema Length { get; } =
        Schema.Pattern("^[0-9]{1,4} (days?|weeks?|months?|years?)$", "Days, weeks, months or years, such as 3 years.");

    public static Schema Fact { get; } = Schema.Name.Saying("A fact of facts, here or in the national layer.");

    public string Key => Keys.Names[0];
}
