using Permanence.Builders;
using Permanence.Domain.Obligations;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>What cannot be counted because no bank holidays are known says which end of the calendar it lies beyond.</summary>
public sealed class CalendarEndTests
{
    [Theory]
    [InlineData(-9, "before")]
    [InlineData(0, "after")]
    public void A_day_that_cannot_be_counted_is_explained_by_the_end_it_lies_beyond(int yearsFromItsEnd, string beyond)
    {
        var calendar = ReadOnce.Calendar;
        var entered =
            yearsFromItsEnd < 0
                ? new NodaTime.LocalDate(calendar.FirstYear + yearsFromItsEnd, 3, 10)
                : new NodaTime.LocalDate(calendar.LastYear, 12, 20);
        var council = ReadOnce.Library.Authorities[0].Id;
        var child = A.Child(born: "2008-05-15", authority: council).BecameLookedAfter(NodaTime.Text.LocalDatePattern.Iso.Format(entered));

        var said = ObligationEngine
            .Evaluate(child.Timeline, ReadOnce.Library.For(council)!, calendar, entered.PlusDays(1))
            .Obligations.SelectMany(duty => duty.Limbs)
            .SelectMany(limb => limb.Because)
            .Where(step => step.Contains("bank holiday", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(said);
        var (right, wrong) =
            beyond == "before"
                ? ($"{calendar.FirstYear}", $"after {calendar.LastYear}")
                : ($"{calendar.LastYear}", $"before {calendar.FirstYear}");
        Assert.All(said, step => Assert.Contains(right, step, StringComparison.Ordinal));
        Assert.All(said, step => Assert.DoesNotContain(wrong, step, StringComparison.Ordinal));
    }
}
