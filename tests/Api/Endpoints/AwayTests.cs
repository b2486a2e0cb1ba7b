using System.Net;
using Microsoft.Data.Sqlite;
using Permanence.Api.Hosting;
using Permanence.Api.Tests.Hosting;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

public sealed class AwayTests
{
    [Fact]
    public async Task A_store_that_does_not_answer_is_said_so_with_when_to_try_again_and_without_its_innards()
    {
        await using var platform = await Platform.Start(PermanenceHost.Demonstration);
        var worker = await platform.SignedIn("bcp-social-worker");
        await using (var store = new SqliteConnection($"Data Source={Path.Combine(platform.DataFolder, "permanence.db")}"))
        {
            await store.OpenAsync(TestContext.Current.CancellationToken);
            await using var rename = store.CreateCommand();
            rename.CommandText = "ALTER TABLE records RENAME TO gone";
            await rename.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var read = await worker.Get("/api/authorities/bcp/children/A-1");
        using var written = await worker.PostJson("/api/authorities/bcp/children", Calls.CaseFile("bcp", "A-2"));
        using var page = await worker.Get("/bcp/children/A-1");

        foreach (var answer in new[] { read, written })
        {
            var problem = await answer.Refused(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.DoesNotContain("SQLite", problem.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(page.Headers.RetryAfter);
    }
}
