using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>The placement has one of these SSDA903 codes, and its entry these fields.</summary>
    /// <param name="Names">The kinds as the pack names them; empty for a placement of any kind.</param>
    /// <param name="EarlyPermanence">Whether one recorded as early permanence will do whatever its code.</param>
    /// <param name="At">
    /// The day tested; null for the day asked about. A placement that ended on the day tested still counts, if no other began on it.
    /// </param>
    public sealed record Placement(
        IReadOnlyList<string> Names,
        IReadOnlyList<string> Codes,
        bool EarlyPermanence,
        ImmutableArray<FieldTest> Where,
        Moment? At
    ) : Condition
    {
        private static readonly OneOfAKind Shape = new(Schema.Name, FieldTest.AnyFields, needsAKind: false);

        internal static ConditionKind Kind { get; } =
            new(
                "placement",
                "the placement is of one of these groups or codes, and its entry holds these fields",
                ["[fostering]", "[U4]", "{ any-of: [fostering], where: { provider: present }, at: leaving-care }"],
                Shape.Schema,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            Placed(inquiry, arising) is { } home
            && (Codes.Count == 0 || (EarlyPermanence && home.Flag("earlyPermanence") == true) || Codes.Contains(home.Text("placement")!))
            && FieldTest.AllHold(Where, home);

        private CareEvent? Placed(IInquiry inquiry, in Arising arising) =>
            At is null ? inquiry.History.Placement : inquiry.History.PlacementOn(LocalDate.Min(TestedOn(inquiry, At, arising), inquiry.On));

        public override string InWords(ISpeech speech, bool so = true)
        {
            var kind =
                Names.Count == 0
                    ? so
                        ? "there is a placement"
                        : "there is no placement"
                    : $"the placement {Is(so)} {Domain.InWords.Or([.. Names.Select(name => name.Replace('-', ' '))])}";
            var entry =
                Where.Length == 0
                    ? ""
                    : $", {string.Join(" and ", Where.Select(test => test.InWords(speech, EventTypes.PlacementStarted)))}";
            return $"{kind}{entry}{On(At)}";
        }

        private static new Placement Read(PolicyNode node, Definitions definitions)
        {
            var (kinds, where, at) = Shape.Read(node, definitions);
            if (kinds is null && where is null)
                node.Fault("A placement condition says 'any-of', 'where' or both: which placement, and what its entry holds.");
            var (names, codes) = kinds is null ? ([], []) : Kinds(kinds, definitions.Codes);
            return new(
                names,
                codes,
                names.Contains("early-permanence"),
                FieldTest.ReadAll(where, EventVocabulary.Find(EventTypes.PlacementStarted)!, definitions),
                at
            );
        }

        /// <summary>Groups of placements and codes as they are named, with all the codes that they stand for.</summary>
        internal static new (IReadOnlyList<string> Names, IReadOnlyList<string> Codes) Kinds(PolicyNode node, CodeSets sets)
        {
            IReadOnlyList<string> known = [.. sets.PlacementGroups, .. sets.Of(CodeSets.Placements).Select(code => code.Code)];
            // Without code sets every name would be called unknown: that the file is missing is said once.
            var names = node.Items()
                .Select(item => known.Count == 0 ? item.Text() : item.Word("a placement group or code", known))
                .OfType<string>()
                .ToList();
            return (
                names,
                [
                    .. names.SelectMany(name =>
                        sets.PlacementsIn(name) is { Count: > 0 } group
                            ? sets.Of(CodeSets.Placements).Select(code => code.Code).Where(group.Contains)
                            : [name]
                    ),
                ]
            );
        }
    }
}
