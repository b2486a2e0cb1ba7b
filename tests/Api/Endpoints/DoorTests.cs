using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Permanence.Api.Tests.Hosting;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

/// <summary>What is turned away at the door, as a person's browser and another program find it.</summary>
public sealed class DoorTests(Platform platform)
{
    private const string Children = "/api/authorities/bcp/children";

    [Theory]
    [InlineData("a%0Ab")]
    [InlineData("%E2%80%AEx")]
    public async Task An_id_that_no_child_has_is_not_found_for_programs_and_people(string child)
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        using var record = await worker.Get($"{Children}/{child}");
        using var page = await worker.Get($"/bcp/children/{child}");

        await record.Refused(HttpStatusCode.NotFound, "no-such-child");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Theory]
    [InlineData("?on=9999-12-31", "bad-date")]
    [InlineData("?knownAt=-9998-01-01T00:00:00Z", "bad-instant")]
    [InlineData("?knownAt=9999-12-31T23:59:59%2B18:00", "bad-instant")]
    public async Task The_end_of_time_is_refused_by_its_field(string query, string code)
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        using var answer = await worker.Get($"/api/authorities/bcp/board{query}");

        await answer.Refused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_form_over_two_megabytes_is_too_large_and_says_so()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        using var form = new FormUrlEncodedContent([new("note", new string('x', 3 * 1024 * 1024))]);
        using var answer = await worker.PostAsync("/bcp/children/X-1/record/wishes-recorded", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(
            "This is too large",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Signing_in_goes_back_to_an_address_with_any_letters()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/demo/sign-in")
        {
            Content = new FormUrlEncodedContent([new("person", "bcp-social-worker"), new("returnUrl", "/bcp/board?q=Zoë😀")]),
        };
        request.Headers.Add("Accept", "text/html");
        using var answer = await platform.Stranger().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/bcp/board?q=Zo%C3%AB%F0%9F%98%80", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_stamp_that_a_caller_brings_is_given_and_the_person_s_own_stands()
    {
        var worker = await platform.SignedIn("bcp-administrator");
        using var opened = await worker.PostJson(
            Children,
            Calls.CaseFile(
                "bcp",
                "STAMP-1",
                """
                {"type":"should-be-placed-decided","on":"2025-04-02","recorded":
                {"at":"2025-04-02T10:00:00Z","by":"bcp-agency-decision-maker","role":"agency-decision-maker","source":"page"}}
                """
            )
        );
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var recorded = (await worker.GetJson($"{Children}/STAMP-1")).GetProperty("events")[0].GetProperty("recorded");

        Assert.Equal(
            ("bcp-administrator", "administrator"),
            (recorded.GetProperty("by").GetString(), recorded.GetProperty("role").GetString())
        );
        Assert.Equal("bcp-agency-decision-maker", recorded.GetProperty("given").GetProperty("by").GetString());
        Assert.NotEqual("2025-04-02T10:00:00Z", recorded.GetProperty("at").GetString());
    }

    [Fact]
    public async Task Only_the_platform_s_own_programs_keep_the_stamps_of_a_file()
    {
        var file = CaseFileJson.ReadExported(Encoding.UTF8.GetBytes(Calls.CaseFile("bcp", "STAMP-2"))).Value!;
        using var _ = new Caller("bcp-social-worker", "social-worker", ["bcp"], []).Ask();
        var ruling = await platform
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IChildGrain>(new ChildKey("bcp", "STAMP-2"))
            .Load(Guid.NewGuid(), file);

        Assert.Equal("not-for-callers", Assert.Single(ruling.Refusals).Code);
    }
}
