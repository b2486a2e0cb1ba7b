using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>Age in completed years, tested on the day the policy says. Does not hold while no birth is recorded.</summary>
    public sealed record Age(int? AtLeast, int? Under, Moment? At) : Condition
    {
        private static readonly Keys Keys = new(
            new Key("at-least", Schema.Whole(0, 25)),
            new Key("under", Schema.Whole(1, 26)),
            new Key("at", Schema.Moment)
        );

        internal static ConditionKind Kind { get; } =
            new(
                "age",
                "the age in completed years; `under: 12` to the day before the 12th birthday",
                ["{ at-least: 12, under: 16, at: entry }"],
                Keys,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.AgeOn(TestedOn(inquiry, At, arising)) is { } years
            && (AtLeast is not { } least || years >= least)
            && (Under is not { } under || years < under);

        internal override bool IsUnknown(IInquiry inquiry) => inquiry.History.Birth is null;

        public override string InWords(ISpeech speech, bool so = true)
        {
            var least = AtLeast is null ? "" : $"{AtLeast} or over";
            var under = Under is null ? "" : $"under {Under}";
            return $"the child {Is(so)} aged {least}{(AtLeast is not null && Under is not null ? " and " : "")}{under}{On(At)}";
        }

        private static new Age Read(PolicyNode node, Definitions definitions)
        {
            node.RefuseUnknown(Keys);
            var (least, under) = (node.Get("at-least")?.Whole(0, 25), node.Get("under")?.Whole(1, 26));
            if (least is null && under is null)
                node.Fault("An age condition says 'at-least', 'under' or both, in completed years.");
            return new(least, under, ReadAt(node, definitions));
        }
    }
}
