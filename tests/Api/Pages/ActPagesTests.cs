using System.Net;
using AngleSharp.Dom;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Each role is offered the forms of what it may record and no others: roles and acts are those of the data.</summary>
[Collection(PagesHost.Tests)]
public sealed class ActPagesTests(PagesHost host)
{
    private static Acts Acts => ReadOnce.Library.For(ReadOnce.Library.Authorities[0].Id)!.Versions[^1].Reference.Acts;

    public static TheoryData<string> RolesOfACouncil => [.. EventVocabulary.EveryRole.Where(role => role != "adoption-coordinator")];

    [Theory]
    [MemberData(nameof(RolesOfACouncil))]
    public async Task A_role_is_offered_what_it_may_record_and_told_whose_act_anything_else_is(string role)
    {
        using var visit = await host.SignedIn(role);
        var child = await host.Take(Sample.Ava);
        var address = $"/{PagesHost.Council}/children/{child}/record";
        var choose = await visit.Ask(address);
        var types = EventVocabulary.Types.Where(type => type.By == RecordedBy.People).Select(type => type.Name).ToList();
        var may = types.Where(type => Acts.MayRecordSome(role, type)).ToList();
        if (may.Count == 0)
        {
            Assert.Equal(HttpStatusCode.Forbidden, choose.StatusCode);
            return;
        }

        var offered = (await visit.Get(address))
            .QuerySelectorAll("#subjects a")
            .Select(link => link.GetAttribute("href")!.Split('/')[^1])
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(may.ToHashSet(StringComparer.Ordinal), offered);

        var form = await visit.Ask($"{address}/{may[0]}");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        var another = types.Except(may).First();
        var refused = await visit.Ask($"{address}/{another}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var says = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("This is for somebody else to record", says, StringComparison.Ordinal);
        Assert.Contains("to record, not for", says, StringComparison.Ordinal);
        Assert.Contains($"href=\"/{PagesHost.Council}/children/{child}\"", says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("social-worker", false, false)]
    [InlineData("team-manager", true, false)]
    [InlineData("iro", false, true)]
    [InlineData("iro-manager", true, true)]
    [InlineData("administrator", false, false)]
    public async Task Only_who_may_put_an_entry_right_is_offered_it(string role, bool ordinary, bool review)
    {
        using var visit = await host.SignedIn(role);
        var child = await host.Take(Sample.Ava);
        var page = await visit.Get($"/{PagesHost.Council}/children/{child}?history=all");
        var file = await host.File(child);

        foreach (var entry in file.Events.Where(one => !Timeline.IsAboutAnEntry(one) && one.Recorded?.Role is null))
        {
            var lane = Acts.Of(entry)?.Lane;
            var link = page.QuerySelector($"#entry-{entry.Id} a[href$='/entries/{entry.Id}/withdraw']");
            var expected = lane == "reviewing-officer" ? review : lane is null && ordinary;
            if (page.GetElementById($"entry-{entry.Id}") is not null && entry.Recorded?.By != $"{PagesHost.Council}-{role}")
                Assert.True(expected == link is not null, $"{role}: {entry.Id} {entry.Type}");
        }

        var held = file.Events.First(one => one.Type == EventTypes.ReviewHeld);
        var opened = await visit.Ask($"/{PagesHost.Council}/children/{child}/entries/{held.Id}/withdraw");
        Assert.Equal(review ? HttpStatusCode.OK : HttpStatusCode.Forbidden, opened.StatusCode);
    }

    [Fact]
    public async Task A_decision_that_was_recorded_for_somebody_shows_both_by_name_and_role_wherever_its_recording_is_shown()
    {
        using var visit = await host.SignedIn("administrator");
        var child = await host.Take(Sample.Ava);
        using var sent = new StringContent(
            $$"""
            {
              "commandId": "{{Guid.NewGuid()}}",
              "onBehalfOf": "{{PagesHost.Council}}-agency-decision-maker",
              "events": [{ "type": "should-be-placed-decided", "on": "2026-06-15" }]
            }
            """,
            System.Text.Encoding.UTF8,
            "application/json"
        );
        var answer = await visit.Client.PostAsync(
            $"/api/authorities/{PagesHost.Council}/children/{child}/events",
            sent,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var decided = (await host.File(child)).Events[^1].Id;

        foreach (
            var address in (string[])[$"/{PagesHost.Council}/children/{child}", $"/{PagesHost.Council}/children/{child}?on=2026-06-15"]
        )
        {
            var entry = (await visit.Get(address)).GetElementById($"entry-{decided}")!;
            Assert.Equal(
                "Recorded 16 June 2026 at 10:42 by Administrator of Saltmarsh Council (administrator) "
                    + "on behalf of Agency decision maker of Saltmarsh Council (agency decision maker), from another program",
                entry.QuerySelector(".app-history__source")!.TextContent
            );
        }
    }
}
