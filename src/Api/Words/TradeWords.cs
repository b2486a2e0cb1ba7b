using Permanence.Domain.Records;

namespace Permanence.Api.Words;

/// <summary>
/// What people who look for a kind of event also call it: what its own choices are called here, as a council's meetings and orders, and
/// what the trade says for short.
/// </summary>
public static class TradeWords
{
    // Of several of a subject, those that say the same of the child.
    private static readonly (string[] Types, string Words)[] Known =
    [
        ([EventTypes.MeetingHeld, EventTypes.MeetingBooked, EventTypes.MeetingCancelled], "ppm pcpm fgc lpm panel"),
        ([EventTypes.ReviewHeld, EventTypes.ReviewBooked, EventTypes.ReviewCancelled], "lac review cic review statutory review"),
        ([EventTypes.PlacementStarted], "moved move of home new home carer foster match"),
        ([EventTypes.PlacementEnded, EventTypes.UnplannedEnding], "moved move of home carer breakdown disruption"),
        ([EventTypes.BecameLookedAfter], "entered care came into care s20 section 20 epo"),
        ([EventTypes.CeasedLookedAfter], "left care went home"),
        ([EventTypes.LegalStatusChanged], "s20 section 20 ico fco care order"),
        ([EventTypes.OrderMade, EventTypes.OrderEnded], "ico fco sgo cao"),
        ([EventTypes.PlanSet, EventTypes.PlanEnded], "change the plan twin track parallel"),
        ([EventTypes.ShouldBePlacedDecided, EventTypes.AgencyDecisionBooked], "adm decision"),
        ([EventTypes.OfficerAllocated], "social worker iro allocated new worker"),
        ([EventTypes.EscalationRaised, EventTypes.EscalationResolved], "concern drift dispute"),
        ([EventTypes.DetailsChanged], "name team born date of birth"),
        ([EventTypes.WishesRecorded], "voice of the child"),
    ];

    /// <summary>In small letters, with blanks between.</summary>
    public static string Of(EventTypeSpecification type, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(speech);
        var choices = type.Fields.Where(field => field.Kind == FieldKind.Choice).SelectMany(field => field.Choices);
        return string.Join(
                ' ',
                choices.Select(speech.Name).Concat(Known.Where(known => known.Types.Contains(type.Name)).Select(known => known.Words))
            )
            .ToLowerInvariant();
    }
}
