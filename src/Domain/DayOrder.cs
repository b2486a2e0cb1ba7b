using NodaTime;

namespace Permanence.Domain;

/// <summary>Days of the one calendar that there is here, as numbers to compare.</summary>
internal static class DayOrder
{
    /// <summary>
    /// A number that is greater for every later day. To compare two days NodaTime asks their calendar first, which is most of what looking
    /// through the events of a record would cost.
    /// </summary>
    public static int InOrder(this LocalDate day) => (((day.Year * 16) + day.Month) * 32) + day.Day;
}
