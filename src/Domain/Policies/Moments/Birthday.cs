using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    public sealed record Birthday(string Name, string Label, int Years, bool EntitlementEnds) : Moment(Name, Label)
    {
        internal static MomentKind Kind { get; } =
            new(
                "a birthday; `ends-entitlement: true` where something ends on it (it matters for who was born on 29 February)",
                "{ birthday: 16 }",
                [new Key("birthday", Schema.Whole(1, 25)), new Key("ends-entitlement", Schema.Flag)],
                (name, label, node, _) =>
                    node.Get("birthday")!.Whole(1, 25) is { } years
                        ? new Birthday(name, label, years, node.Get("ends-entitlement")?.Flag() ?? false)
                        : null
            );

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.Birthday(Years, EntitlementEnds) is { } day ? MomentDay.FixedOn(day) : MomentDay.Unknown;
    }
}
