using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record OrderInForce(IReadOnlyList<string> Orders, Moment? At) : Condition
    {
        private static readonly OneOfAKind Shape = new(Schema.Word(EventVocabulary.Orders), where: null, needsAKind: true);

        internal static ConditionKind Kind { get; } =
            new("order", "one of these orders is in force", ["[placement]", "{ any-of: [placement], at: start }"], Shape.Schema, Read);

        internal override bool Holds(IInquiry inquiry, in Arising arising)
        {
            var history = inquiry.History.AsOf(TestedOn(inquiry, At, arising));
            for (var index = 0; index < Orders.Count; index++)
            {
                if (history.OrderInForce(Orders[index]) is not null)
                    return true;
            }

            return false;
        }

        public override string InWords(ISpeech speech, bool so = true) =>
            $"{(so ? "" : "no ")}{Domain.InWords.Or([.. Orders.Select(speech.Order)])} in force{On(At)}";

        private static new OrderInForce Read(PolicyNode node, Definitions definitions)
        {
            var (kinds, _, at) = Shape.Read(node, definitions);
            if (kinds is null)
                node.Fault("'any-of' is missing: say which orders.");
            return new([.. kinds?.Words("an order", EventVocabulary.Orders) ?? []], at);
        }
    }
}
