using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    public sealed record EarliestOf(string Name, string Label, IReadOnlyList<Moment> Moments) : Moment(Name, Label)
    {
        internal static MomentKind Kind { get; } =
            new(
                "the earliest of several moments, of those that are known",
                "{ earliest-of: [entry, birth] }",
                [new Key("earliest-of", Schema.OneOrMany(Schema.Moment))],
                (name, label, node, definitions) =>
                    new EarliestOf(name, label, [.. node.Get("earliest-of")!.Items().Select(definitions.Moment).OfType<Moment>()])
            );

        public override bool IsRelative { get; } = Moments.Any(moment => moment.IsRelative);

        internal override IEnumerable<Selector> LooksFor => Moments.SelectMany(moment => moment.LooksFor);

        internal override IEnumerable<string> FollowsFrom => Moments.Select(moment => moment.Name);

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) => Extreme(Moments, inquiry, arising, latest: false);
    }
}
