using Permanence.Builders;
using Permanence.Domain.Obligations;
using Xunit;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>
/// A number or a distance that is to be at least so much, at most so much, or between the two; and a value of a list, or none.
/// </summary>
public sealed class FieldRangeTests
{
    [Theory]
    [InlineData("{ at-most: 20 }", 20.0, true)]
    [InlineData("{ at-most: 20 }", 20.1, false)]
    [InlineData("{ at-least: 20 }", 19.9, false)]
    [InlineData("{ at-least: 20 }", 20.0, true)]
    [InlineData("{ at-least: 20, at-most: 30 }", 30.0, true)]
    [InlineData("{ at-least: 20, at-most: 30 }", 30.1, false)]
    public void A_distance_is_held_to_its_ends(string range, double miles, bool isAsked)
    {
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: entry\n"
                + $"    when:\n      - placement: {{ where: {{ distance-miles: {range} }} }}\n"
                + "    met-by: [ { event: wishes-recorded } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        var child = A.Child()
            .BecameLookedAfter("2025-03-03")
            .Event("placement-started", "2025-03-03", ("placement", "U6"), ("distanceMiles", (decimal)miles));

        Assert.Equal(isAsked, trial.On(child, "2025-03-03").Obligations.Any(one => one.Id.StartsWith("tried@", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("Agreed", true)]
    [InlineData("not agreed", false)]
    public void A_list_that_names_none_takes_one_of_its_values_or_none(string? outcome, bool isMet)
    {
        var trial = new Trial(
            "  - duty: tried\n    title: Tried\n    owner: social-worker\n    each: period-of-care\n    starts: entry\n"
                + "    met-by: [ { event: meeting-held, where: { meeting: matching, outcome: [absent, agreed] } } ]\n"
                + "    limbs:\n      - { clause: SALT-1, within: 8 weeks, of: entry }\n"
        );
        (string, object)[] fields = [("meeting", "matching"), .. outcome is null ? [] : ((string, object)[])[("outcome", outcome)]];
        var child = A.Child().BecameLookedAfter("2025-03-03").Event("meeting-held", "2025-03-10", fields);

        Assert.Equal(isMet ? ObligationStatus.Met : ObligationStatus.Upcoming, trial.Ask(child, "2025-03-11").Status);
    }
}
