using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>How the present period of care, or the last, began.</summary>
    public sealed record EntryBasis(IReadOnlyList<string> Bases) : Condition
    {
        private static readonly string[] Words = ["planned", "emergency", "remand", "not-known"];

        internal static ConditionKind Kind { get; } =
            new(
                "entry-basis",
                "how care began: `planned`, `emergency`, `remand` or `not-known`",
                ["[emergency]"],
                Schema.OneOrMany(Schema.Word(Words)),
                (node, _) => new EntryBasis([.. node.Words("a basis", Words)])
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.Period is { } period && Bases.Contains(period.Basis);

        public override string InWords(ISpeech speech, bool so = true) =>
            $"care {(so ? "began" : "did not begin")} {Domain.InWords.Or([.. Bases.Select(InWords)])}";

        private static string InWords(string basis) =>
            basis switch
            {
                "planned" => "as planned",
                "emergency" => "in an emergency",
                "remand" => "on remand",
                _ => "in a way that is not known",
            };
    }
}
