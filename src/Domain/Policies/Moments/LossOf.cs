using Permanence.Domain.History;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>The last day of the present case on which something that was to last was lost, as the board reads it too.</summary>
    public sealed record LossOf(string Name, string Label, IReadOnlyList<string> What) : Moment(Name, Label)
    {
        private static readonly Dictionary<string, Func<CaseHistory, CareEvent?>> Losses = new(StringComparer.Ordinal)
        {
            ["permanence"] = history => history.PermanenceLost,
            ["lasting-home"] = history => history.FamilySearch.LostBy,
            ["adoptive-home"] = history => history.FamilySearch.AdoptiveHomeLostBy,
            ["plan"] = history => history.PlanLastLostBy,
            ["decision"] = history => history.Latest(EventTypes.ShouldBePlacedReversed),
        };

        internal static MomentKind Kind { get; } =
            new(
                "the last day one of these was lost: `permanence` that was secured; a match or a `lasting-home`, or one that was "
                    + "an `adoptive-home`, left for other carers, ended, broken down or reversed, however it was recorded; the primary "
                    + "`plan`, ended or made another; the `decision` that the child should be placed for adoption",
                "{ loss-of: [lasting-home, plan] }",
                [new Key("loss-of", Schema.OneOrMany(Schema.Word(Losses.Keys)))],
                (name, label, node, _) => new LossOf(name, label, [.. node.Get("loss-of")!.Words("what is lost", Losses.Keys)])
            );

        internal override MomentDay Day(IInquiry inquiry, in Arising arising)
        {
            var history = inquiry.History;
            CareEvent? last = null;
            foreach (var what in What)
            {
                if (Losses[what](history) is { } lost && lost.On >= history.CaseStart && !(lost.On <= last?.On))
                    last = lost;
            }

            return last is null ? MomentDay.Unknown : MomentDay.HappenedOn(last);
        }
    }
}
