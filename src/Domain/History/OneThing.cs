using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// Whether two entries of a day are of one thing that two people wrote down: one review, one meeting, one decision. What is held or decided
/// once is counted once, however often it was recorded.
/// </summary>
internal static class OneThing
{
    // Of a kind that there is one of on a day, unless it is about somebody or something else.
    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal)
    {
        EventTypes.ReviewHeld,
        EventTypes.ReviewBooked,
        EventTypes.MeetingHeld,
        EventTypes.MeetingBooked,
        EventTypes.AgencyDecisionBooked,
        EventTypes.ShouldBePlacedDecided,
        EventTypes.ShouldBePlacedReversed,
        EventTypes.MatchApproved,
        EventTypes.OrderMade,
        EventTypes.OrderEnded,
        EventTypes.PlanSet,
    };

    private static readonly string[] Which = ["number", "for", "meeting", "meetingId", "kind", "family", "order", "option", "track"];

    public static bool Is(CareEvent one, CareEvent other)
    {
        if (one.Type != other.Type || one.On != other.On || !Counted.Contains(one.Type))
            return false;
        foreach (var field in Which)
        {
            // What one of the two leaves out does not tell them apart.
            if (one.Fields[field] is { } value && other.Fields[field] is { } said && !value.Equals(said))
                return false;
        }

        return true;
    }

    /// <summary>The first of two entries of one thing, with what only the other says of it.</summary>
    public static CareEvent Together(CareEvent first, CareEvent other) =>
        other.Fields.All(field => first.Fields[field.Key] is not null)
            ? first
            : first with
            {
                Fields = EventFields.Of(first.Fields.Concat(other.Fields.Where(field => first.Fields[field.Key] is null))),
            };
}
