using NodaTime;

namespace Permanence.Domain.History;

/// <summary>Birthdays and ages in completed years, of who was born on 29 February too.</summary>
public static class Birthdays
{
    /// <param name="onFirstOfMarch">
    /// Whether who was born on 29 February has it on 1 March in an ordinary year, and not on 28 February.
    /// </param>
    public static LocalDate Of(LocalDate born, int years, bool onFirstOfMarch)
    {
        var day = born.PlusYears(years);
        return onFirstOfMarch && born is { Month: 2, Day: 29 } && day.Day == 28 ? day.PlusDays(1) : day;
    }

    /// <param name="onFirstOfMarch">As <see cref="Of"/> takes it.</param>
    public static int AgeOn(LocalDate born, LocalDate day, bool onFirstOfMarch)
    {
        var age = day.Year - born.Year;
        return Of(born, age, onFirstOfMarch) > day ? age - 1 : age;
    }
}
