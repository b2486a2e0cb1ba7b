using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>The placement that the event the duty arose from ended has one of these SSDA903 codes.</summary>
    /// <param name="Names">The kinds as the pack names them.</param>
    public sealed record EndedPlacement(IReadOnlyList<string> Names, IReadOnlyList<string> Codes) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "ended-placement",
                "the placement that the event it arose from ended was of one of these groups or codes",
                ["[residential]"],
                Schema.OneOrMany(Schema.Name),
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            arising.Event is { } ending && inquiry.History.PlacementEndedBy(ending)?.Text("placement") is { } code && Codes.Contains(code);

        internal override bool IsOfTheStart => true;

        public override string InWords(ISpeech speech, bool so = true) =>
            $"the placement that ended {Is(so)} {string.Join(" or ", Names).Replace('-', ' ')}";

        private static new EndedPlacement Read(PolicyNode node, Definitions definitions)
        {
            var (names, codes) = Placement.Kinds(node, definitions.Codes);
            return new(names, codes);
        }
    }
}
