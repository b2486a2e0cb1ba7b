using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

/// <summary>Bodies and addresses that once were a fault of the server's; <c>tests/Mutants</c> looks for more of their kind.</summary>
public sealed class SpoiltBodyTests(Platform platform)
{
    private const string Children = "/api/authorities/bcp/children";
    private const string HalfACharacter = "\\ud800";

    [Theory]
    [InlineData(
        "/api/authorities/bcp/children/BODY-1/events",
        """{"commandId":"0f8fad5b-d9cb-469f-a165-70867728950e","events":[{"type":"wishes-recorded","on":"2025-04-02","note":"#"}]}"""
    )]
    [InlineData(
        "/api/authorities/bcp/children/BODY-1/events",
        """{"commandId":"0f8fad5b-d9cb-469f-a165-70867728950e","#":1,"events":[]}"""
    )]
    [InlineData(
        "/api/authorities/bcp/children/BODY-1/held",
        """{"commandId":"0f8fad5b-d9cb-469f-a165-70867728950e","fact":"#","decision":"keep","reason":"x"}"""
    )]
    [InlineData(
        "/api/authorities/hertfordshire/lists/adopter-sheet/rows",
        """{"commandId":"0f8fad5b-d9cb-469f-a165-70867728950e","values":{"household":"#"}}"""
    )]
    public async Task Half_a_character_is_refused_and_not_a_fault(string path, string json)
    {
        using var person = await platform.SignedIn($"{path.Split('/')[3]}-team-manager");
        using var opened = await person.PostJson(Children, Calls.CaseFile("bcp", "BODY-1"));

        using var answer = await person.PostJson(path, json.Replace("#", HalfACharacter, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(
            "not-text",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_and_not_a_fault()
    {
        using var person = await platform.SignedIn("bcp-team-manager");
        foreach (var path in new[] { Children, $"{Children}/BODY-2/events", $"{Children}/BODY-2/held" })
        {
            using var body = new ByteArrayContent([.. "{\"commandId\":\""u8, 0xFF, .. "\"}"u8]);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await person.PostAsync(path, body, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("--part\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n2024-25")]
    [InlineData("--part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"header.csv\"\r\n\r\nCHILD,SEX")]
    [InlineData("--part\r\nContent-Disposition: form-data; na")]
    [InlineData("")]
    public async Task An_import_whose_form_is_cut_short_is_refused_and_not_a_fault(string form)
    {
        using var person = await platform.SignedIn("bcp-administrator");
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=part");

        using var answer = await person.PostAsync("/api/authorities/bcp/imports", body, TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{(int)answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("?on=9999-12-31")]
    [InlineData("?on=0001-01-01")]
    [InlineData("?knownAt=-9998-01-01T00:00:00Z")]
    [InlineData("?knownAt=9999-12-31T23:59:59Z")]
    public async Task A_day_or_an_instant_at_the_end_of_time_is_answered(string asked)
    {
        using var person = await platform.SignedIn("bcp-team-manager");
        using var opened = await person.PostJson(Children, Calls.CaseFile("bcp", "BODY-3", Calls.Entered));
        foreach (
            var path in new[]
            {
                "/bcp/children/BODY-3",
                "/bcp/board",
                "/bcp/indicators",
                "/bcp/policy",
                $"{Children}/BODY-3/obligations",
                "/api/authorities/bcp/board",
                "/api/authorities/bcp/summaries",
                "/api/authorities/bcp/indicators",
            }
        )
        {
            using var answer = await person.Get(path + asked);
            Assert.True((int)answer.StatusCode < 500, $"{path}{asked}: {(int)answer.StatusCode}");
        }
    }
}
