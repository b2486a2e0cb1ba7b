using System.Collections.Frozen;
using Permanence.Domain.History;

namespace Permanence.Api.Words;

/// <summary>Where a child waits, in a practitioner's words.</summary>
public static class Stages
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        [Stage.ProceedingsBeforeCare] = "In proceedings, not in care",
        [Stage.NoPlan] = "No plan",
        [Stage.PlanNotAgreed] = "Plan not agreed",
        [Stage.ReturnHome] = "Waiting to return home",
        [Stage.GuardianshipNoOrder] = "No guardianship order yet",
        [Stage.FosteringNoMatch] = "No long-term carers yet",
        [Stage.AdoptionNoOrder] = "No placement order yet",
        [Stage.OrderNoMatch] = "Placement order, no match",
        [Stage.MatchedNotPlaced] = "Matched, not placed",
        [Stage.PlacedNoOrder] = "Placed, no adoption order yet",
        [Stage.PlanNotSecured] = "Plan agreed, not secured",
        [Stage.Secured] = "Permanence secured",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string stage) => Words.GetValueOrDefault(stage, stage);
}
