using System.Text;
using Permanence.Builders;
using Permanence.Domain.Calendar;
using Xunit;

namespace Permanence.Domain.Tests.Calendar;

/// <summary>Whatever the bank holiday file holds, it is a calendar or faults with their lines.</summary>
public sealed class BankHolidayFileTests
{
    private const string Whole = """
        {
          "division": "england-and-wales",
          "events": [
            { "title": "Good Friday", "date": "2026-04-03" },
            { "title": "Christmas Day", "date": "2026-12-25" }
          ]
        }
        """;

    [Theory]
    [InlineData("\"events\"", "\"holidays\"", 1, "no list of events")]
    [InlineData("[\n", "[], \"more\": [\n", 3, "no list of events")]
    [InlineData("\"2026-04-03\"", "null", 4, "has a date")]
    [InlineData("\"2026-04-03\"", "\"3 April\"", 4, "has a date")]
    [InlineData("\"2026-04-03\"", "\"0026-04-03\"", 4, "has a date")]
    [InlineData("\"2026-12-25\"", "\"2026-04-03\"", 5, "stands twice")]
    [InlineData("\"Christmas Day\"", "7", 5, "has a title")]
    [InlineData("\"2026-12-25\"", "\"2028-12-25\"", 3, "no bank holiday in 2027")]
    [InlineData("{ \"title\": \"Good Friday\", \"date\": \"2026-04-03\" },", "null,", 4, "has a date")]
    [InlineData("Good Friday", "\\ud800", 4, "half a character")]
    [InlineData("\"title\": \"Good Friday\"", "\"date\": \"2026-04-04\"", 4, "stands twice in the same object")]
    [InlineData("\"events\": [", "\"events\":", 5, "Not JSON")]
    public void A_slip_is_a_fault_with_its_line(string written, string broken, int line, string message)
    {
        Assert.Contains(written, Whole, StringComparison.Ordinal);
        var (calendar, faults) = BankHolidayFile.Read(Encoding.UTF8.GetBytes(Whole.Replace(written, broken, StringComparison.Ordinal)));
        Assert.Null(calendar);
        Assert.Contains(faults, fault => fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_byte_that_is_no_text_is_a_fault_with_its_line()
    {
        var (calendar, faults) = BankHolidayFile.Read((byte[])[.. "{\n\""u8, 0xFF, .. "\": 1 }"u8]);
        Assert.Null(calendar);
        Assert.Equal(2, Assert.Single(faults).Line);
    }

    [Fact]
    public void The_file_of_the_checkout_reads()
    {
        var (calendar, faults) = BankHolidayFile.Read(File.ReadAllBytes(Path.Combine(Repository.Config, "calendar", "bank-holidays.json")));
        Assert.Empty(faults);
        Assert.NotNull(calendar);
    }
}
