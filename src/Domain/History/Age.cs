using System.Globalization;
using NodaTime;

namespace Permanence.Domain.History;

/// <summary>
/// An age on a day: completed months and the weeks of the first one.
/// </summary>
/// <param name="Months">Completed months; null where the birth is still to come or no day of it is recorded.</param>
/// <param name="Weeks">Completed weeks of a child who is not a month old.</param>
/// <param name="Unborn">Whether the birth is still to come.</param>
public readonly record struct Age(int? Months, int Weeks, bool Unborn) : IComparable<Age>
{
    public static readonly Age NotKnown;

    /// <param name="birth">The day born, or expected; null where neither is recorded.</param>
    /// <param name="leapDayOnFirstOfMarch">
    /// Whether who was born on 29 February counts from 1 March in other years, and not from 28 February.
    /// </param>
    public static Age Of(LocalDate? birth, LocalDate on, bool leapDayOnFirstOfMarch = false)
    {
        if (birth is not { } born)
            return NotKnown;
        if (born > on)
            return new Age(null, 0, true);
        // On that one day of an ordinary year the month is not yet complete.
        if (
            leapDayOnFirstOfMarch
            && born is { Month: 2, Day: 29 }
            && on is { Month: 2, Day: 28 }
            && !CalendarSystem.Iso.IsLeapYear(on.Year)
        )
            on = on.PlusDays(-1);
        var age = Period.Between(born, on, PeriodUnits.Months | PeriodUnits.Days);
        return new Age(age.Months, age.Months > 0 ? 0 : age.Days / 7, false);
    }

    /// <summary>Completed years; null where there are no months.</summary>
    public int? Years => Months / 12;

    /// <summary><c>7</c>, <c>5 months</c>, <c>3 weeks</c>, <c>unborn</c> or <c>not known</c>.</summary>
    public string InWords() =>
        this switch
        {
            { Unborn: true } => "unborn",
            { Months: null } => "not known",
            { Months: >= 12 } => Years!.Value.ToString(CultureInfo.InvariantCulture),
            { Months: > 0 } => Months == 1 ? "1 month" : $"{Months} months",
            _ => Weeks == 1 ? "1 week" : $"{Weeks} weeks",
        };

    /// <summary>The youngest first, who is not born before them, and whose age nobody knows before all.</summary>
    public int CompareTo(Age other) => (Rank, Months ?? 0, Weeks).CompareTo((other.Rank, other.Months ?? 0, other.Weeks));

    private int Rank =>
        Unborn ? 1
        : Months is null ? 0
        : 2;

    public static bool operator <(Age left, Age right) => left.CompareTo(right) < 0;

    public static bool operator >(Age left, Age right) => left.CompareTo(right) > 0;

    public static bool operator <=(Age left, Age right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Age left, Age right) => left.CompareTo(right) >= 0;
}
