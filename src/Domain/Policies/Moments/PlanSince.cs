using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>The day since which one of these options has been the primary plan.</summary>
    public sealed record PlanSince(string Name, string Label, IReadOnlyList<string> Options) : Moment(Name, Label)
    {
        internal static MomentKind Kind { get; } =
            new(
                "the day since which one of these options has been the primary plan",
                "{ plan-since: adoption }",
                [new Key("plan-since", Schema.OneOrMany(Schema.Word(EventVocabulary.Options)))],
                (name, label, node, _) =>
                    new PlanSince(name, label, [.. node.Get("plan-since")!.Words("an option", EventVocabulary.Options)])
            );

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.Primary is { } primary && Options.Contains(primary.Option)
                ? new(primary.Since, null, Certainty.Happened, primary.Source)
                : MomentDay.Unknown;
    }
}
