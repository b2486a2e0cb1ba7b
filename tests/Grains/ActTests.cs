using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;
using Permanence.Grains.Tests.Builders;
using Xunit;

namespace Permanence.Grains.Tests;

/// <summary>Whose act an entry is, and what a gate says of opening and of taking back, where the record is: in its grain.</summary>
public sealed class ActTests : IAsyncLifetime
{
    private const string Council = InventedConfig.Council;

    private readonly InventedConfig config = new();
    private Region region = null!;

    public async ValueTask InitializeAsync() =>
        region = await Region.WithSilos(
            1,
            time => new PolicyAssessor(new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance))
        );

    public async ValueTask DisposeAsync()
    {
        await region.DisposeAsync();
        config.Dispose();
    }

    private static Caller As(string role, string? id = null) => new(id ?? $"{Council}-{role}", role, [Council], []) { Source = "test" };

    private Task<Ruling> Open(string child, Caller by, params CareEvent[] events)
    {
        using var _ = by.Ask();
        return region
            .Child(child, Council)
            .Open(Guid.NewGuid(), new CaseFile(Council, new Child { Id = child, Born = A.Day("2018-09-04") }, [.. events]));
    }

    private Task<Ruling> Record(string child, Caller by, params CareEvent[] events)
    {
        using var _ = by.Ask();
        return region.Child(child, Council).Record(Guid.NewGuid(), events);
    }

    private static CareEvent Withdrawn(string id) => A.Event("event-withdrawn", "2026-03-02", ("event", id), ("reason", "It was not so."));

    private static CareEvent Corrected(string id, CareEvent with) =>
        A.Event("event-corrected", "2026-03-02", ("event", id), ("reason", "Wrong day."), ("with", with));

    private static void NotTheirs(Ruling ruling, string names)
    {
        var refusal = Assert.Single(ruling.Refusals);
        Assert.Equal((RefusalCodes.NotYourAct.Name, RefusalKind.NotYours), (refusal.Code, refusal.Kind));
        Assert.Contains(names, refusal.Sentence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_the_act_of_another_lane_is_refused_and_names_who_may()
    {
        Assert.True((await Open("C-1", As("social-worker"), A.Event("intervention-started", "2026-01-05"))).Allowed);
        NotTheirs(await Record("C-1", As("social-worker"), A.Event("should-be-placed-decided", "2026-02-02")), "agency decision maker");
        NotTheirs(await Record("C-1", As("analyst"), A.Event("wishes-recorded", "2026-02-02")), "social worker");
        NotTheirs(await Record("C-1", As("administrator"), A.Event("review-held", "2026-02-02")), "reviewing officer");
        Assert.True((await Record("C-1", As("iro"), A.Event("review-held", "2026-02-02"))).Allowed);
        Assert.True((await Record("C-1", As("personal-adviser"), A.Event("personal-adviser-offered", "2026-02-02"))).Allowed);
        // All or nothing.
        NotTheirs(
            await Record("C-1", As("social-worker"), A.Event("wishes-recorded", "2026-02-02"), A.Event("match-approved", "2026-02-02")),
            "agency decision maker"
        );
        Assert.Equal(3, (await Read("C-1")).Events.Count);
    }

    [Fact]
    public async Task The_acts_of_a_lane_are_put_right_and_taken_back_only_in_it()
    {
        await Open("C-2", As("social-worker"));
        var concern = await Record("C-2", As("iro"), A.Event("escalation-raised", "2026-02-02", ("reason", "No plan.")));
        var review = await Record("C-2", As("iro"), A.Event("review-held", "2026-02-02"));
        var (raised, held) = (concern.Recorded[0].Id!, review.Recorded[0].Id!);
        foreach (var role in (string[])["social-worker", "service-director", "administrator", "agency-decision-maker"])
        {
            NotTheirs(await Record("C-2", As(role), Withdrawn(raised)), "reviewing officer");
            NotTheirs(await Record("C-2", As(role), Corrected(held, A.Event("review-held", "2026-02-03"))), "reviewing officer");
        }

        region.Time.Advance(TimeSpan.FromDays(3));
        Assert.True((await Record("C-2", As("iro-manager"), Corrected(held, A.Event("review-held", "2026-02-03")))).Allowed);
        Assert.True((await Record("C-2", As("iro", "another-iro"), Withdrawn(raised))).Allowed);
    }

    [Fact]
    public async Task A_reviewing_officers_concern_is_resolved_and_put_off_only_in_the_lane()
    {
        await Open("C-9", As("social-worker"));
        var concern = await Record("C-9", As("iro"), A.Event("escalation-raised", "2026-02-02", ("reason", "No plan.")));
        var id = concern.Recorded[0].Id!;
        var named = A.Event("escalation-resolved", "2026-02-03", ("escalation", id));
        var snoozed = A.Event("escalation-snoozed", "2026-02-03", ("escalation", id), ("until", "2026-03-02"), ("reason", "Busy."));
        foreach (var role in (string[])["social-worker", "team-manager", "service-director"])
        {
            NotTheirs(await Record("C-9", As(role), named), "whose concern it is");
            NotTheirs(await Record("C-9", As(role), A.Event("escalation-resolved", "2026-02-03")), "reviewing officer");
            NotTheirs(await Record("C-9", As(role), snoozed), "put off only by");
        }

        Assert.True((await Record("C-9", As("iro-manager"), snoozed)).Allowed);
        Assert.True((await Record("C-9", As("iro", "another-iro"), named)).Allowed);

        // Anybody's own, and of two nobody resolves one by naming none.
        var first = await Record("C-9", As("social-worker"), A.Event("escalation-raised", "2026-02-04", ("reason", "Contact.")));
        await Record("C-9", As("social-worker"), A.Event("escalation-raised", "2026-02-05", ("reason", "School.")));
        var vague = await Record("C-9", As("team-manager"), A.Event("escalation-resolved", "2026-02-06"));
        Assert.Equal("which-concern", Assert.Single(vague.Refusals).Code);
        Assert.True(
            (
                await Record("C-9", As("team-manager"), A.Event("escalation-resolved", "2026-02-06", ("escalation", first.Recorded[0].Id!)))
            ).Allowed
        );
    }

    [Fact]
    public async Task Any_other_entry_is_put_right_by_its_author_the_same_London_day_or_by_a_manager()
    {
        await Open("C-3", As("social-worker"));
        // 23:30 in London: past midnight in London it is another day, whatever UTC says.
        region.Time.SetUtcNow(new DateTimeOffset(2026, 6, 2, 22, 30, 0, TimeSpan.Zero));
        var said = await Record("C-3", As("social-worker"), A.Event("wishes-recorded", "2026-02-02"));
        var id = said.Recorded[0].Id!;
        NotTheirs(await Record("C-3", As("social-worker", "a-colleague"), Withdrawn(id)), "team manager");
        Assert.True((await Record("C-3", As("social-worker"), Corrected(id, A.Event("wishes-recorded", "2026-02-01")))).Allowed);
        region.Time.Advance(TimeSpan.FromMinutes(40));
        NotTheirs(await Record("C-3", As("social-worker"), Withdrawn(id)), "team manager");
        Assert.True((await Record("C-3", As("team-manager"), Withdrawn(id))).Allowed);
    }

    [Fact]
    public async Task A_correction_does_not_turn_an_entry_into_the_decision_of_another_lane()
    {
        await Open("C-4", As("social-worker"));
        var said = await Record("C-4", As("social-worker"), A.Event("wishes-recorded", "2026-02-02"));
        NotTheirs(
            await Record("C-4", As("social-worker"), Corrected(said.Recorded[0].Id!, A.Event("should-be-placed-decided", "2026-02-02"))),
            "agency decision maker"
        );
    }

    [Fact]
    public async Task An_administrator_records_a_decision_on_behalf_of_who_took_it_and_both_stand_in_the_stamp()
    {
        await Open("C-5", As("administrator"));
        var taker = new OnBehalfOf("adm-1", "agency-decision-maker");
        var decided = await Record(
            "C-5",
            As("administrator") with
            {
                OnBehalfOf = taker,
            },
            A.Event("should-be-placed-decided", "2026-02-02")
        );
        var stamp = (await Read("C-5")).Events.Single(happened => happened.Id == decided.Recorded[0].Id).Recorded!;
        Assert.Equal(($"{Council}-administrator", "administrator", taker), (stamp.By, stamp.Role, stamp.OnBehalfOf));
        Assert.Equal("agency-decision-maker", decided.Recorded[0].SaidBy);

        NotTheirs(
            await Record(
                "C-5",
                As("administrator") with
                {
                    OnBehalfOf = new("sw", "social-worker"),
                },
                A.Event("should-be-placed-decided", "2026-02-02")
            ),
            "agency decision maker"
        );
        NotTheirs(
            await Record("C-5", As("social-worker") with { OnBehalfOf = taker }, A.Event("should-be-placed-decided", "2026-02-02")),
            "administrator"
        );
        var iro = As("administrator") with { OnBehalfOf = new("iro-1", "iro") };
        Assert.True((await Record("C-5", iro, A.Event("review-held", "2026-02-02"))).Allowed);
        NotTheirs(await Record("C-5", iro, A.Event("escalation-raised", "2026-02-02")), "in person");
        var meeting = await Record("C-5", As("team-manager"), A.Event("meeting-held", "2026-02-02", ("meeting", "permanence-planning")));
        NotTheirs(
            await Record(
                "C-5",
                As("administrator") with
                {
                    OnBehalfOf = new("tm-1", "team-manager"),
                },
                A.Event("minutes-signed", "2026-02-02", ("meeting", meeting.Recorded[0].Id!))
            ),
            "in person"
        );
    }

    [Fact]
    public async Task What_a_case_file_brings_was_said_elsewhere_by_whose_act_it_was()
    {
        Assert.True((await Open("C-6", As("social-worker"), A.Event("should-be-placed-decided", "2026-02-02"))).Allowed);
        var brought = (await Read("C-6")).Events[0];
        Assert.Equal((true, "social-worker"), (brought.Recorded!.Brought, brought.Recorded.Role));
        Assert.Null(brought.SaidBy);
        await Open("C-7", As("social-worker"), A.Event("escalation-raised", "2026-02-02", ("by", "iro")));
        Assert.Equal("iro", (await Read("C-7")).Events[0].SaidBy);
        using var _ = region.AsPlatform();
        var loaded = await region
            .Child("C-8", Council)
            .Load(Guid.NewGuid(), new CaseFile(Council, new Child { Id = "C-8" }, [A.Event("match-approved", "2026-02-02")]));
        Assert.True(loaded.Allowed);
    }

    [Fact]
    public async Task The_platform_s_administrator_reads_no_record()
    {
        await Open("C-9", As("social-worker"));
        using var _ = As(Caller.PlatformAdministrator).Ask();
        await Assert.ThrowsAsync<NotYoursException>(() => region.Child("C-9", Council).Read());
    }

    private Task<CaseFile> Read(string child)
    {
        using var _ = region.AsPlatform();
        return Needed(region.Child(child, Council).Read());

        static async Task<CaseFile> Needed(Task<CaseFile?> read) => (await read)!;
    }
}
