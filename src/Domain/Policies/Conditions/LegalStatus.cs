using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>The legal status is one of these SSDA903 codes, by what was said of it and by the orders in force.</summary>
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record LegalStatus(IReadOnlyList<string> Codes, Moment? At) : Condition
    {
        private static readonly OneOfAKind Shape = new(Schema.Name, where: null, needsAKind: true);

        internal static ConditionKind Kind { get; } =
            new(
                "legal-status",
                "the legal status is one of these codes, by what was said of it and by the orders in force",
                ["[C1, V2]", "{ any-of: [E1], at: start }"],
                Shape.Schema,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.History.LegalStatusOn(TestedOn(inquiry, At, arising))?.Code is { } code && Codes.Contains(code);

        public override string InWords(ISpeech speech, bool so = true) =>
            $"the legal status {Is(so)} {Domain.InWords.Or([.. Codes])}{On(At)}";

        private static new LegalStatus Read(PolicyNode node, Definitions definitions)
        {
            var (kinds, _, at) = Shape.Read(node, definitions);
            if (kinds is null)
                node.Fault("'any-of' is missing: say which codes.");
            IReadOnlyList<string> known = [.. definitions.Codes.Of(CodeSets.LegalStatuses).Select(code => code.Code)];
            // Without code sets every code would be called unknown: that the file is missing is said once.
            return new(
                [
                    .. kinds?.Items().Select(item => known.Count == 0 ? item.Text() : item.Word("a legal status", known)).OfType<string>()
                        ?? [],
                ],
                at
            );
        }
    }
}
