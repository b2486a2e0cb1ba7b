using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Grains;
using Permanence.Silo;
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
            var import = await Terminal.Run(
                "import",
                "--config",
                Repository.Config,
                "--data",
                data.FullName,
                "--authority",
                "merton",
                "--year",
                "2024-25",
                Year,
                "--json"
            );
            Assert.True(import.ExitCode == 0, import.Error + import.Output);
            using var report = JsonDocument.Parse(import.Output);
            Assert.Equal("applied", report.RootElement.GetProperty("state").GetString());
            Assert.Contains("Recording: 100 %", import.Error, StringComparison.Ordinal);

            var export = await Terminal.Run("export", "--config", Repository.Config, "--data", data.FullName, "--authority", "merton");
            Assert.Equal(0, export.ExitCode);
            Assert.Equal(report.RootElement.GetProperty("children").GetInt32(), export.Lines.Count);

            var file = Path.Combine(data.FullName, "merton.jsonl");
            await File.WriteAllTextAsync(file, export.Output, TestContext.Current.CancellationToken);
            var other = Path.Combine(data.FullName, "other");
            string[] load = ["import", "--config", Repository.Config, "--data", other, "--authority", "merton", "--cases", file];
            var loaded = await Terminal.Run(load);
            Assert.True(loaded.ExitCode == 0, loaded.Error + loaded.Output);
            Assert.StartsWith(
                $"{export.Lines.Count} records loaded for merton; 0 were there already, 0 were refused.",
                loaded.Output,
                StringComparison.Ordinal
            );
            Assert.StartsWith(
                $"0 records loaded for merton; {export.Lines.Count} were there already, 0 were refused.",
                (await Terminal.Run(load)).Output,
                StringComparison.Ordinal
            );
            Assert.Equal(
                export.Output,
                (await Terminal.Run("export", "--config", Repository.Config, "--data", other, "--authority", "merton")).Output
            );

            // What only the platform writes is not taken from somebody who sends the same file.
            var administrator = await platform.SignedIn("merton-administrator");
            using var sent = await administrator.PostJson("/api/authorities/merton/children", export.Lines[0]);
            await sent.Refused(HttpStatusCode.UnprocessableEntity, "recorded-here");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_is_exported_goes_into_the_database_of_a_running_cluster_and_comes_out_of_it_as_the_same_bytes()
    {
        Requires.Postgres();
        var connection = await (await PostgresServer.Shared()).NewDatabase();
        var data = Directory.CreateTempSubdirectory("permanence-store-");
        try
        {
            string[] embedded = ["--config", Repository.Config, "--authority", "merton", "--data", Path.Combine(data.FullName, "own")];
            string[] nodes = ["--connection", connection, "--certificate", ClusterKey.File];
            string[] cluster = ["--config", Repository.Config, "--authority", "merton", .. nodes];
            Assert.Equal(0, (await Terminal.Run(["import", .. embedded, "--year", "2024-25", Year])).ExitCode);
            var export = await Terminal.Run(["export", .. embedded]);
            var file = Path.Combine(data.FullName, "merton.jsonl");
            await File.WriteAllTextAsync(file, export.Output, TestContext.Current.CancellationToken);

            // With no node running, and beside one.
            await Loaded($"{export.Lines.Count} records loaded for merton; 0 were there already, 0 were refused.");
            var settings = new ClusterSettings
            {
                ConnectionString = connection,
                Certificate = ClusterKey.File,
                Address = "127.0.0.1",
                SiloPort = 0,
            };
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            builder.Services.AddPolicies(Repository.Config);
            builder.UsePostgresCluster(settings);
            using var node = builder.Build();
            await node.StartAsync(TestContext.Current.CancellationToken);
            await Loaded($"0 records loaded for merton; {export.Lines.Count} were there already, 0 were refused.");
            var back = await Terminal.Run(["export", .. cluster]);
            await node.StopAsync(TestContext.Current.CancellationToken);
            Assert.True(back.ExitCode == 0, back.Error);
            Assert.Equal(export.Output, back.Output);

            async Task Loaded(string sentence)
            {
                var loaded = await Terminal.Run(["import", .. cluster, "--cases", file]);
                Assert.True(loaded.ExitCode == 0, loaded.Error + loaded.Output);
                Assert.Equal(sentence, loaded.Lines[0]);
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_store_is_a_folder_or_a_database_and_what_is_wrong_with_a_database_is_said_without_its_password()
    {
        string[] export = ["export", "--config", Repository.Config, "--authority", "merton", "--connection"];
        var both = await Terminal.Run([.. export, "Host=127.0.0.1", "--data", "x"]);
        Assert.NotEqual(0, both.ExitCode);
        Assert.Contains("Give --data or --connection", both.Error, StringComparison.Ordinal);
        var refused = await Terminal.Run([.. export, "Colour=blue;Password=secret-word"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("--connection cannot be read: write it as Host=", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_case_file_is_named_and_the_others_are_loaded()
    {
        var data = Directory.CreateTempSubdirectory("permanence-store-");
        try
        {
            var file = Path.Combine(data.FullName, "cases.jsonl");
            await File.WriteAllLinesAsync(
                file,
                [
                    """{"authority":"bcp","child":{"id":"L-1","born":"2018-09-04"}"""
                        + ""","events":[{"type":"wishes-recorded","on":"2025-01-02"}]}""",
                    """{"authority":"bcp","child":{"id":"L-2"},"events":[{"type":"wishes-recrded","on":"2025-01-02"}]}""",
                    """{"authority":"merton","child":{"id":"L-3"},"events":[]}""",
                    "{",
                ],
                TestContext.Current.CancellationToken
            );
            string[] load = ["import", "--config", Repository.Config, "--data", data.FullName, "--authority", "bcp", "--cases", file];

            var loaded = await Terminal.Run(load);
            Assert.Equal(1, loaded.ExitCode);
            Assert.Equal("1 records loaded for bcp; 0 were there already, 3 were refused.", loaded.Lines[0]);
            Assert.Contains("line 2: events[0].type: There is no event type 'wishes-recrded'.", loaded.Lines[1], StringComparison.Ordinal);
            Assert.Contains("line 3: authority:", loaded.Lines[2], StringComparison.Ordinal);
            Assert.Contains("line 4: The case file is not JSON", loaded.Lines[3], StringComparison.Ordinal);
            Assert.Equal(2, (await Terminal.Run([.. load, "--year", "2024-25"])).ExitCode);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_a_gate_would_have_stopped_is_loaded_all_the_same_and_listed_each_time()
    {
        using var config = new InventedConfig();
        var data = Directory.CreateTempSubdirectory("permanence-store-");
        try
        {
            var file = Path.Combine(data.FullName, "cases.jsonl");
            await File.WriteAllLinesAsync(
                file,
                [
                    """{"authority":"saltmarsh","child":{"id":"M-1","born":"2020-03-01"},"events":["""
                        + """{"id":"m1","type":"match-approved","on":"2026-01-20"}]}""",
                    // Its entries have no ids yet.
                    """{"authority":"saltmarsh","child":{"id":"M-2","born":"2020-03-01"},"events":["""
                        + """{"type":"wishes-recorded","on":"2026-01-10"},{"type":"match-approved","on":"2026-01-09"}]}""",
                    """{"authority":"saltmarsh","child":{"id":"M-3","born":"2020-03-01"},"events":["""
                        + """{"id":"w1","type":"wishes-recorded","on":"2026-01-10"},"""
                        + """{"id":"m1","type":"match-approved","on":"2026-01-20"}]}""",
                ],
                TestContext.Current.CancellationToken
            );
            string[] store = ["--config", config.Folder, "--data", data.FullName, "--authority", InventedConfig.Council];

            var loaded = await Terminal.Run(["import", .. store, "--cases", file]);

            Assert.True(loaded.ExitCode == 0, loaded.Error + loaded.Output);
            Assert.Equal("3 records loaded for saltmarsh; 0 were there already, 0 were refused.", loaded.Lines[0]);
            Assert.Equal("Loaded, though a gate would have stopped it (2)", loaded.Lines[1]);
            Assert.StartsWith(
                "  line 1: child M-1, entry m1, match-approved of 20 January 2026: Record the child's wishes and feelings first",
                loaded.Lines[2],
                StringComparison.Ordinal
            );
            Assert.Contains("(SALT-7, ", loaded.Lines[2], StringComparison.Ordinal);

            // Whoever was interrupted and runs it again misses nothing.
            var exported = await Terminal.Run(["export", .. store]);
            Assert.Equal(3, exported.Lines.Count);
            await File.WriteAllTextAsync(file, exported.Output, TestContext.Current.CancellationToken);
            var again = await Terminal.Run(["import", .. store, "--cases", file, "--json"]);

            using var report = JsonDocument.Parse(again.Output);
            Assert.Equal((0, 3), (Count("loaded"), Count("unchanged")));
            Assert.Equal(
                [
                    ("M-1", "m1", "2026-01-20", "SALT-7", "gate-needs-reason", "W"),
                    ("M-2", "e2", "2026-01-09", "SALT-7", "gate-needs-reason", "W"),
                ],
                report
                    .RootElement.GetProperty("findings")
                    .EnumerateArray()
                    .Select(one =>
                        (Of(one, "child"), Of(one, "event"), Of(one, "on"), Of(one, "clause"), Of(one, "rule"), Of(one, "grade"))
                    )
                    .Order()
            );

            int Count(string name) => report.RootElement.GetProperty(name).GetInt32();
            static string? Of(JsonElement finding, string name) => finding.GetProperty(name).GetString();
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
            var import = await Terminal.Run(
                "import",
                "--config",
                Repository.Config,
                "--data",
                data.FullName,
                "--authority",
                "bcp",
                "--year",
                "2024-25",
                Year,
                "--dry-run"
            );
            var export = await Terminal.Run("export", "--config", Repository.Config, "--data", data.FullName, "--authority", "bcp");

            Assert.Equal(0, import.ExitCode);
            Assert.StartsWith(
                "Dry run of 2024-25 for bcp: 15 children read. Nothing was changed.",
                import.Output,
                StringComparison.Ordinal
            );
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

        var serve = await Terminal.Run(
            "serve",
            "--config",
            Repository.Config,
            "--data",
            platform.DataFolder,
            "--urls",
            "http://127.0.0.1:0"
        );
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
            var serve = await Terminal.Run(
                "serve",
                "--config",
                Repository.Config,
                "--data",
                data.FullName,
                "--demo",
                "none",
                "--urls",
                platform.Address.ToString()
            );

            Assert.Equal(1, serve.ExitCode);
            Assert.Contains("Give another address with --urls.", serve.Error, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
