using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A moment with one fault is refused by name, at its file and line.</summary>
public sealed class BrokenMomentTests
{
    [Theory]
    [InlineData("moments.yaml", "label: the panel, ", "", 3, "'label' is missing")]
    [InlineData(
        "moments.yaml",
        "event: meeting-held, where: { meeting: permanence-panel }",
        "event: meeting-hold",
        3,
        "There is no event 'meeting-hold'. Did you mean 'meeting-held'?"
    )]
    [InlineData("moments.yaml", "pick: first", "pick: last", 3, "'last' is not a way to pick")]
    [InlineData("moments.yaml", "pick: first", "date: for", 3, "has no date 'for'")]
    [InlineData("moments.yaml", "birthday: 12", "birthday: 30", 4, "A whole number from 1 to 25")]
    [InlineData("moments.yaml", "birthday: 12", "day: 12", 4, "says nothing of its day")]
    [InlineData(
        "moments.yaml",
        "earliest-of: [panel, twelfth]",
        "earliest-of: [panel, thirteenth]",
        5,
        "There is no moment 'thirteenth' above this line"
    )]
    [InlineData("moments.yaml", ", booked: { event: meeting-booked }", "", 6, "'booked' is missing")]
    [InlineData("moments.yaml", ", before: final-hearing", "", 7, "needs 'before' with a moment")]
    [InlineData("moments.yaml", "plan-since: adoption", "plan-since: adopting", 8, "'adopting' is not an option")]
    [InlineData("moments.yaml", "placement-since: address", "placement-since: home", 9, "'home' is not what stays the same")]
    [InlineData("moments.yaml", "panel: {", "entry: {", 3, "There is a moment 'entry' already")]
    [InlineData("moments.yaml", "within: 14 weeks, of: entry", "within: 14 weeks, of: second-review", 12, "would follow from itself")]
    [InlineData(
        "moments.yaml",
        "within: 14 weeks, of: entry",
        "within: 14 weeks, of: last-review-before-16",
        12,
        "would follow from itself"
    )]
    public void A_moment_with_one_fault_is_refused(string file, string written, string broken, int line, string message) =>
        Brackwater.Refused(file, written, broken, line, message);
}
