using System.Net;
using System.Text.Json;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

/// <summary>Who is asking, and who works for a council.</summary>
public sealed class PeopleTests(Platform platform) : IClassFixture<Platform>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static async Task<JsonElement> Json(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stopping)).RootElement;

    [Fact]
    public async Task Who_is_signed_in_is_told_who_they_are_and_is_in_the_directory()
    {
        var worker = await platform.SignedIn("merton-social-worker");
        using var me = await worker.Get("/api/me");
        var said = await Json(me);
        Assert.Equal("merton-social-worker", said.GetProperty("id").GetString());
        Assert.Equal("merton", said.GetProperty("authority").GetString());
        Assert.Equal("social-worker", Assert.Single(said.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.Null, said.GetProperty("agency").ValueKind);

        using var people = await worker.Get("/api/authorities/merton/people?role=social-worker");
        Assert.Contains((await Json(people)).EnumerateArray(), person => person.GetProperty("id").GetString() == "merton-social-worker");
        using var elsewhere = await worker.Get("/api/authorities/bcp/people");
        await elsewhere.Refused(HttpStatusCode.Forbidden, "not-yours");
    }

    [Fact]
    public async Task Who_has_left_is_out_and_does_not_come_in_again_until_they_are_back()
    {
        var leaver = await platform.SignedIn("devon-kinship-manager");
        var manager = await platform.SignedIn("devon-team-manager");
        var address = "/api/authorities/devon/people/devon-kinship-manager";
        using var own = await leaver.PutAsync(address, Entry(active: true), Stopping);
        await own.Refused(HttpStatusCode.Forbidden, "own-entry");
        using var given = await manager.PutAsync(address, Entry(active: true, "kinship-manager", "agency-decision-maker"), Stopping);
        await given.Refused(HttpStatusCode.UnprocessableEntity, "not-kept-here");

        using var left = await manager.PutAsync(address, Entry(active: false), Stopping);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        using var after = await leaver.Get("/api/authorities/devon/board");
        // Not signed in, or, until this node has read again that the session is over, nobody here.
        Assert.Contains(after.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden]);
        using var form = new FormUrlEncodedContent([new("person", "devon-kinship-manager")]);
        using var again = await platform.Stranger().PostAsync("/demo/sign-in", form, Stopping);
        await again.Refused(HttpStatusCode.Forbidden, "has-left");

        using var back = await manager.PutAsync(address, Entry(active: true), Stopping);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        await platform.SignedIn("devon-kinship-manager");
    }

    private static StringContent Entry(bool active, params string[] roles) =>
        Calls.Json(
            JsonSerializer.Serialize(
                new
                {
                    name = "Kinship manager",
                    roles = roles.Length == 0 ? ["kinship-manager"] : roles,
                    teams = Array.Empty<string>(),
                    active,
                }
            )
        );
}
