using System.Collections.Immutable;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>A live plan of one of these options, on any track or on those named.</summary>
    /// <param name="At">The day tested; null for the day asked about.</param>
    public sealed record Plan(ImmutableArray<string> Options, ImmutableArray<string> Tracks, Moment? At) : Condition
    {
        /// <summary>How many of them have to be live beside each other.</summary>
        public int AtLeast { get; init; } = 1;

        private static readonly string[] AllTracks = ["primary", "parallel", "contingency", "concurrent"];

        private static readonly Keys Keys = new(
            Key.Needed("track", Schema.OneOrMany(Schema.Word(AllTracks))),
            new Key("at-least", Schema.Whole(1, 9).Saying("So many of them beside each other."))
        );

        private static readonly OneOfAKind Shape = new(Schema.Word(EventVocabulary.Options), Keys, needsAKind: true);

        internal static ConditionKind Kind { get; } =
            new(
                "plan",
                "one of these options is being pursued, on any track or on those named; with `at-least`, so many of them beside each other",
                [
                    "[adoption]",
                    "{ any-of: [adoption], where: { track: primary }, at: start }",
                    "{ any-of: [adoption, kinship-care], where: { track: [parallel, contingency], at-least: 2 } }",
                ],
                Shape.Schema,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising)
        {
            var plans = inquiry.History.AsOf(TestedOn(inquiry, At, arising)).Plans;
            var live = 0;
            for (var index = 0; index < plans.Count; index++)
            {
                if (IsOne(plans[index]) && ++live >= AtLeast)
                    return true;
            }

            return false;
        }

        private bool IsOne(LivePlan plan) => IsAmong(Options, plan.Option) && (Tracks.IsEmpty || IsAmong(Tracks, plan.Track));

        // Asked for each event of many duties: a handful of words is compared without asking how words are compared.
        private static bool IsAmong(ImmutableArray<string> words, string word)
        {
            foreach (var one in words)
            {
                if (one == word)
                    return true;
            }

            return false;
        }

        public override string InWords(ISpeech speech, bool so = true)
        {
            var track = Tracks is [var one] ? $"{speech.Term(one)} " : "";
            if (AtLeast > 1)
                return $"{(so ? "at least" : "fewer than")} {AtLeast} plans{Of(speech)} are live{On(At)}";
            return $"the {track}plan {Is(so)} {Domain.InWords.Or([.. Options.Select(speech.Term)])}{On(At)}";
        }

        private string Of(ISpeech speech) => Tracks.IsEmpty ? "" : $" ({Domain.InWords.Or([.. Tracks.Select(speech.Term)])})";

        private static new Plan Read(PolicyNode node, Definitions definitions)
        {
            var (kinds, where, at) = Shape.Read(node, definitions);
            if (kinds is null)
                node.Fault("'any-of' is missing: say which options.");
            where?.RefuseUnknown(Keys);
            var tracks = where?.Get("track")?.Words("a track", AllTracks);
            return new([.. kinds?.Words("an option", EventVocabulary.Options) ?? []], [.. tracks ?? []], at)
            {
                AtLeast = where?.Get("at-least")?.Whole(1, 9) ?? 1,
            };
        }
    }
}
