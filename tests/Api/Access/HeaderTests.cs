using System.Net;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>What every answer says to browsers and proxies, whoever asked.</summary>
public sealed class HeaderTests(Platform platform)
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/about")]
    [InlineData("/sign-out")]
    [InlineData("/nothing-here")]
    [InlineData("/bcp/policy")]
    [InlineData("/bcp/practice")]
    [InlineData("/bcp/board")]
    [InlineData("/api/authorities")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/operations/dashboard/")]
    public async Task Nothing_is_kept_nothing_is_framed_and_nothing_is_guessed(string address)
    {
        using var manager = await platform.SignedIn(
            address.StartsWith("/op", StringComparison.Ordinal) ? "platform-administrator" : "bcp-iro"
        );
        foreach (var client in new[] { platform.Stranger(), manager })
        {
            using var answer = await client.Get(address);

            Assert.True(answer.Headers.CacheControl?.NoStore, $"{(int)answer.StatusCode} {answer.Headers.CacheControl}");
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains(
                "frame-ancestors 'none'",
                answer.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal
            );
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task What_every_page_loads_may_be_kept()
    {
        using var sheet = await platform.Stranger().Get("/css/site.css");

        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.False(sheet.Headers.CacheControl?.NoStore is true);
    }
}
