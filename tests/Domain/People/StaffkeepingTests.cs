using NodaTime;
using Permanence.Domain.People;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.People;

/// <summary>The directory of a council: what a sign-in brings, and what those who keep it may change.</summary>
public sealed class StaffkeepingTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly Recording Stamp = new(Instant.FromUtc(2026, 3, 2, 9, 0), "manager", "page");
    private static readonly DirectoryKeeper Manager = new("manager", true, Stamp);
    private static readonly string[] KeptHere = ["panel-administrator"];

    private static readonly StaffList Staff = new([
        new Person("ada", "Ada Poole", ["social-worker"], ["North"]),
        new Person("ben", "Ben Lowe", ["social-worker", "panel-administrator"], []),
        new Person("cai", "Cai Marsh", ["iro"], []),
        new Person("manager", "Mona Hill", ["team-manager"], ["North"]),
    ]);

    private static PersonChange Ada => new("ada", "Ada Poole", ["social-worker"], ["North"], true);

    private static Outcome<Person> Change(PersonChange change, DirectoryKeeper? by = null) =>
        Staffkeeping.Change(Staff, change, by ?? Manager, KeptHere, Today);

    private static string Refused(PersonChange change, DirectoryKeeper? by = null) =>
        string.Join(' ', Change(change, by).Refusals.Select(refusal => $"{refusal.Code}:{refusal.Field}"));

    [Fact]
    public void A_sign_in_brings_roles_and_keeps_those_that_are_kept_here_and_the_teams()
    {
        var arrival = new Arrival("ben", "Ben Lowe-Hart", ["iro"], ["South"]);
        var ben = Staffkeeping.SignedIn(Staff, arrival, KeptHere, Stamp);
        Assert.Equal(("Ben Lowe-Hart", Stamp), (ben.Name, ben.Changed));
        Assert.Equal(["iro", "panel-administrator"], ben.Roles);
        Assert.Equal(["South"], ben.Teams);
        Assert.Same(ben, Staffkeeping.SignedIn(Staff.With(ben), arrival, KeptHere, Stamp));
        var left = Staff.With(Staff.Find("ada")! with { Active = false });
        Assert.False(Staffkeeping.SignedIn(left, new Arrival("ada", "Ada Poole", ["social-worker"], []), KeptHere, Stamp).Active);
    }

    [Fact]
    public void Only_who_keeps_it_changes_it_and_nobody_their_own_entry()
    {
        Assert.Equal("not-your-act:", Refused(Ada, new DirectoryKeeper("cai", false, Stamp)));
        Assert.Equal("own-entry:", Refused(new("manager", "Mona Hill", ["team-manager"], [], true)));
        Assert.Equal(["South"], Change(Ada with { Teams = ["South"] }).Value!.Teams);
    }

    [Fact]
    public void Only_roles_that_are_kept_here_are_given_and_taken_away()
    {
        Assert.Equal("not-kept-here:roles", Refused(Ada with { Roles = ["social-worker", "agency-decision-maker"] }));
        Assert.Equal("not-kept-here:roles", Refused(Ada with { Roles = [] }));
        Assert.Equal("unknown-value:roles not-kept-here:roles", Refused(Ada with { Roles = ["social-worker", "queen"] }));
        Assert.Equal(
            ["social-worker", "panel-administrator"],
            Change(Ada with { Roles = ["social-worker", "panel-administrator"] }).Value!.Roles
        );
        Assert.Equal(["social-worker"], Change(new("ben", "Ben Lowe", ["social-worker"], [], true)).Value!.Roles);
    }

    [Fact]
    public void A_stand_in_has_the_same_role_and_a_last_day()
    {
        var until = Today.PlusDays(7);
        Assert.Equal("not-the-same-role:standsInFor", Refused(Ada with { StandsInFor = "cai", Until = until }));
        Assert.Equal("unknown-person:standsInFor", Refused(Ada with { StandsInFor = "ada", Until = until }));
        Assert.Equal("unknown-person:standsInFor", Refused(Ada with { StandsInFor = "nobody", Until = until }));
        Assert.Equal("missing-field:until", Refused(Ada with { StandsInFor = "ben" }));
        Assert.Equal("bad-date:until", Refused(Ada with { StandsInFor = "ben", Until = Today.PlusDays(-1) }));
        Assert.Equal("missing-field:standsInFor", Refused(Ada with { Until = until }));
        Assert.Equal("not-the-same-role:standsInFor", Refused(Ada with { StandsInFor = "ben", Until = until, Active = false }));
        var standing = Change(Ada with { StandsInFor = "ben", Until = until }).Value!;
        Assert.Equal(("ben", "ben", null), (standing.StandInOn(Today), standing.StandInOn(until), standing.StandInOn(until.PlusDays(1))));
    }

    [Fact]
    public void A_name_is_one_line_that_shows()
    {
        Assert.Equal("too-long:name", Refused(Ada with { Name = "  " }));
        Assert.Equal("bad-character:name", Refused(Ada with { Name = "Ada\nPoole" }));
        Assert.Equal("too-long:teams", Refused(Ada with { Teams = [new string('x', 201)] }));
    }
}
