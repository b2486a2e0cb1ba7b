using System.Net;
using System.Text.Json;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.CommandLine;

public sealed class StoreTests(Platform platform)
{
    private static readonly string Year = Path.Combine(Repository.Root, "tests/Domain/Returns/samples/clean903/2024-25");

    [Fact]
    public async Task What_is_imported_is_exported_and_goes_into_another_store_as_the_same_bytes()
    {
        var data = Directory.CreateTempSubdirectory("permanence-store-");
        try
        {
            var import = await Terminal.Run("import", "--config", Repository.Config, "--data", data.FullName, "--authority", "merton", "--year", "2024-25", Year, "--json");
            Assert.True(import.ExitCode == 0, import.Error + import.Output);
            using var report = JsonDocument.Parse(import.Output);
            Assert.Equal("applied", report.RootElement.GetProperty("state").GetString());
            Assert.Contains("Recording: ", import.Error, StringComparison.Ordinal);

            var export = await Terminal.Run("export", "--config", Repository.Config, "--data", data.FullName, "--authority", "merton");
            Assert.Equal(0, export.ExitCode);
            Assert.Equal(report.RootElement.GetProperty("children").GetInt32(), export.Lines.Count);

            var administrator = await platform.SignedIn("merton-administrator");
            foreach (var line in export.Lines)
            {
                using var opened = await administrator.PostJson("/api/authorities/merton/children", line);
                Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
                Assert.Equal(line, await administrator.GetStringAsync(opened.Headers.Location, TestContext.Current.CancellationToken));
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_leaves_no_record()
    {
        var data = Directory.CreateTempSubdirectory("permanence-store-");
        try
        {
            var import = await Terminal.Run("import", "--config", Repository.Config, "--data", data.FullName, "--authority", "bcp", "--year", "2024-25", Year, "--dry-run");
            var export = await Terminal.Run("export", "--config", Repository.Config, "--data", data.FullName, "--authority", "bcp");

            Assert.Equal(0, import.ExitCode);
            Assert.StartsWith("Dry run of 2024-25 for bcp: 15 children read. Nothing was changed.", import.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), (export.ExitCode, export.Output));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_store_that_a_running_server_works_with_is_left_alone()
    {
        foreach (var command in new[] { new[] { "export" }, ["import", "--year", "2024-25", Year] })
        {
            var run = await Terminal.Run([.. command, "--config", Repository.Config, "--data", platform.DataFolder, "--authority", "bcp"]);

            Assert.Equal(1, run.ExitCode);
            Assert.Contains("is in use by another process", run.Error, StringComparison.Ordinal);
            Assert.Empty(run.Output);
        }

        var serve = await Terminal.Run("serve", "--config", Repository.Config, "--data", platform.DataFolder, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, serve.ExitCode);
        Assert.Contains("is in use by another process", serve.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "--authority", "bcp", "--year", "2024-26", ".")]
    [InlineData("import", "--authority", "bcp", "--year", "2024-25", "no-such-folder")]
    [InlineData("import", "--year", "2024-25", ".")]
    [InlineData("export", "--authority", "bcp", "--data", "no-such-folder")]
    [InlineData("serve", "--demo", "everything")]
    public async Task A_command_that_cannot_be_followed_says_why_and_makes_nothing(params string[] command)
    {
        var run = await Terminal.Run([.. command, "--config", Repository.Config]);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.False(Directory.Exists("no-such-folder"));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_so_and_nothing_is_served()
    {
        var data = Directory.CreateTempSubdirectory("permanence-store-");
        try
        {
            var serve = await Terminal.Run("serve", "--config", Repository.Config, "--data", data.FullName, "--demo", "none", "--urls", platform.Address.ToString());

            Assert.Equal(1, serve.ExitCode);
            Assert.Contains("Give another address with --urls.", serve.Error, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
