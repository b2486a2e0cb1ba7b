using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.History;

/// <summary>A concern stands until somebody who may says of it, and of no other, that it is resolved.</summary>
public sealed class ConcernTests
{
    // The entry into care is e1, so what is raised first is e2.
    private static ChildBuilder Child => A.Child().BecameLookedAfter("2025-03-10");

    private static ChildBuilder One => Raised(Child, "2025-06-01");

    private static ChildBuilder Two => Raised(One, "2025-06-02");

    private static ChildBuilder Raised(ChildBuilder child, string on, params (string, object)[] fields) =>
        child.Event("escalation-raised", on, [("reason", "Drift."), .. fields]);

    private static IReadOnlyList<string?> Standing(ChildBuilder child) =>
        [.. new CaseHistory(child.Timeline, A.Day("2025-12-15")).Concerns.Select(concern => concern.Raised.Id)];

    private static ChildBuilder Resolved(ChildBuilder child, params (string, object)[] fields) =>
        child.Event("escalation-resolved", "2025-06-10", fields);

    [Fact]
    public void One_that_names_none_resolves_the_only_one_there_is_and_none_of_two()
    {
        Assert.Empty(Standing(Resolved(One, ("reason", "The bus pass came."))));
        Assert.Equal(["e2", "e3"], Standing(Resolved(Two, ("reason", "The bus pass came."))));
        // Of those that stood on its day: what was raised later it was not about.
        Assert.Equal(["e4"], Standing(Raised(Resolved(One), "2025-07-01")));
    }

    [Fact]
    public void One_that_names_an_entry_or_a_clause_resolves_what_it_names()
    {
        Assert.Equal(["e3"], Standing(Resolved(Two, ("escalation", "e2"))));
        Assert.Equal(["e2", "e3"], Standing(Resolved(Two, ("clause", "DEVON-7"))));
        Assert.Equal(["e2"], Standing(Resolved(Raised(One, "2025-06-03", ("clause", "DEVON-7")), ("clause", "DEVON-7"))));
        Assert.Equal(["e2"], Standing(Resolved(Raised(Child, "2025-06-01", ("clause", "DEVON-7")))));
        // With the day wrong it still names it.
        Assert.Empty(Standing(Resolved(Raised(Child, "2025-06-20"), ("escalation", "e2"))));
    }

    [Theory]
    [InlineData("iro", "social-worker", false)]
    [InlineData("iro", "service-director", false)]
    [InlineData("iro", "iro", true)]
    [InlineData("iro", "iro-manager", true)]
    [InlineData("iro", null, true)]
    [InlineData("social-worker", "team-manager", true)]
    [InlineData(null, "team-manager", true)]
    public void A_reviewing_officers_is_resolved_by_a_reviewing_officer(string? raisedBy, string? resolvedBy, bool gone)
    {
        var raised = raisedBy is null ? One : Raised(Child, "2025-06-01", ("by", raisedBy));
        var resolved = Resolved(raised, resolvedBy is null ? [("escalation", "e2")] : [("escalation", "e2"), ("by", resolvedBy)]);
        Assert.Equal(gone, Standing(resolved).Count == 0);
    }

    [Fact]
    public void A_resolution_that_could_be_about_none_of_those_that_stand_is_refused_and_says_why()
    {
        var refusal = Assert.Single(Try(Two, A.Event("escalation-resolved", "2025-06-10")));
        Assert.Equal((RefusalCodes.WhichConcern.Name, "events[0].escalation"), (refusal.Code, refusal.Field));
        Assert.Contains("raised on 1 June 2025 and on 2 June 2025", refusal.Sentence, StringComparison.Ordinal);
        Assert.Single(Try(Raised(Child, "2025-06-01", ("clause", "DEVON-7")), A.Event("escalation-resolved", "2025-06-10")));

        Assert.Empty(Try(One, A.Event("escalation-resolved", "2025-06-10")));
        Assert.Empty(Try(Child, A.Event("escalation-resolved", "2025-06-10")));
        Assert.Empty(Try(Two, A.Event("escalation-resolved", "2025-06-10", ("escalation", "e2"))));
        // Each after those before it.
        Assert.Empty(
            Try(Two, A.Event("escalation-resolved", "2025-06-10", ("escalation", "e2")), A.Event("escalation-resolved", "2025-06-10"))
        );
    }

    private static IReadOnlyList<Refusal> Try(ChildBuilder child, params CareEvent[] events) =>
        [.. ConcernChecks.Try(new ChildHistory(child.Timeline), events)];
}
