using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// What was to happen on a day that has passed, and of which nothing says what came of it: a meeting neither held nor called off, a
/// decision of the agency not made, a care plan not filed with the court. Of a review the days by which it has to be held say so.
/// </summary>
internal static class PassedBookings
{
    private static readonly int[] Types =
    [
        .. new[] { EventTypes.MeetingBooked, EventTypes.AgencyDecisionBooked, EventTypes.CarePlanFilingSet }.Select(
            EventVocabulary.OrdinalOf
        ),
    ];

    /// <returns>In words, what is not known.</returns>
    public static IReadOnlyList<string> Of(CaseHistory history)
    {
        List<string>? passed = null;
        foreach (var type in Types)
        {
            var booked = history.Since(type, history.CaseStart);
            for (var index = 0; index < booked.Length; index++)
            {
                var booking = booked[index];
                if (
                    booking.Date("for") is { } day
                    && day < history.On
                    && !IsMoved(booking, booked[(index + 1)..])
                    && !IsOver(booking, day, history)
                )
                    (passed ??= []).Add(Words(booking, day));
            }
        }

        return passed ?? (IReadOnlyList<string>)[];
    }

    private static string Words(CareEvent booking, LocalDate day) =>
        booking.Type switch
        {
            EventTypes.MeetingBooked =>
                $"Whether the meeting booked for {InWords.Day(day)} ({booking.Text("meeting")!.Replace('-', ' ')}) was held",
            EventTypes.AgencyDecisionBooked => $"What the agency decided, where its decision was booked for {InWords.Day(day)}",
            _ => $"Whether the {booking.Text("plan")!.Replace('-', ' ')} care plan was filed, which the court wanted by {InWords.Day(day)}",
        };

    private static bool IsMoved(CareEvent booking, ReadOnlySpan<CareEvent> later)
    {
        foreach (var one in later)
        {
            if (IsOfTheSame(one, booking))
                return true;
        }

        return false;
    }

    private static bool IsOver(CareEvent booking, LocalDate day, CaseHistory history) =>
        booking.Type switch
        {
            EventTypes.MeetingBooked => history.Latest(
                EventTypes.MeetingHeld,
                // On the day that it was booked for, or moved to another with nobody booking it anew.
                held => (held.On == day || held.On > booking.On) && IsOfTheSame(held, booking)
            )
                is not null
                || history.Latest(
                    EventTypes.MeetingCancelled,
                    cancelled => cancelled.On >= booking.On && cancelled.Date("for") == day && IsOfTheSame(cancelled, booking)
                )
                    is not null,
            // Of who is no longer to be adopted, or of whom it was decided, nothing is to be decided any more.
            EventTypes.AgencyDecisionBooked => !(history.PrimaryPlan is { } plan && LivePlan.IsAdoption(plan))
                || history.Adoption.ShouldBePlaced
                || IsSince(EventTypes.ShouldBePlacedReversed, booking, history),
            _ => history.Latest(EventTypes.CarePlanFiled, filed => filed.On >= booking.On && filed.Text("plan") == booking.Text("plan"))
                is not null
                || IsSince(EventTypes.ProceedingsConcluded, booking, history),
        };

    private static bool IsSince(string type, CareEvent booking, CaseHistory history) => history.Latest(type)?.On >= booking.On;

    // What one of the two leaves out does not tell them apart.
    private static bool IsOfTheSame(CareEvent one, CareEvent booking) =>
        one.Text("meeting") == booking.Text("meeting")
        && one.Text("plan") == booking.Text("plan")
        && Agree(one.Text("kind"), booking.Text("kind"))
        && Agree(one.Text("family"), booking.Text("family"));

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;
}
