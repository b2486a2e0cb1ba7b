using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>The day since which the child has been in the present placement, or at the present address.</summary>
    public sealed record PlacementSince(string Name, string Label, bool SameAddress) : Moment(Name, Label)
    {
        private static readonly string[] Words = ["placement", "address"];

        internal static MomentKind Kind { get; } =
            new(
                "the day since which the child has been in the present `placement`, or at the present `address`",
                "{ placement-since: address }",
                [new Key("placement-since", Schema.Word(Words))],
                (name, label, node, _) =>
                    new PlacementSince(name, label, node.Get("placement-since")!.Word("what stays the same", Words) == "address")
            );

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.PlacementSince(SameAddress) is { } since ? MomentDay.HappenedOn(since) : MomentDay.Unknown;
    }
}
