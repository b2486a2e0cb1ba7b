using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>The last day on which one of these options became the primary plan where none of them was.</summary>
    public sealed record PlanBecame(string Name, string Label, IReadOnlyList<string> Options) : Moment(Name, Label)
    {
        internal static MomentKind Kind { get; } =
            new(
                "the last day one of these options became the primary plan where none of them was, also where it no longer is",
                "{ plan-became: [adoption, early-permanence] }",
                [new Key("plan-became", Schema.OneOrMany(Schema.Word(EventVocabulary.Options)))],
                (name, label, node, _) =>
                    new PlanBecame(name, label, [.. node.Get("plan-became")!.Words("an option", EventVocabulary.Options)])
            );

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.PlanMadeBy(Options) is { } made ? MomentDay.HappenedOn(made) : MomentDay.Unknown;
    }
}
