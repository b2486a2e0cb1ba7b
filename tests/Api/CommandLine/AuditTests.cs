using System.Net;
using Microsoft.Data.Sqlite;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Domain.Views;
using Xunit;

namespace Permanence.Api.Tests.CommandLine;

/// <summary>What an auditor is told of the log of views: that it is whole, or what was done to it.</summary>
public sealed class AuditTests : IDisposable
{
    private const string Council = InventedConfig.Council;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-audit-");
    private readonly InventedConfig config = new();

    public void Dispose()
    {
        data.Delete(recursive: true);
        config.Dispose();
    }

    private Task<Terminal> Verify(params string[] more) => Terminal.Run(["audit", "verify", "--data", data.FullName, .. more]);

    // Somebody exports a council three times, each in a process that ends as it should.
    private async Task Fill()
    {
        for (var time = 0; time < 3; time++)
        {
            var export = await Terminal.Run("export", "--config", config.Folder, "--data", data.FullName, "--authority", Council);
            Assert.True(export.ExitCode == 0, export.Error);
        }
    }

    private void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "permanence.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Of this test.
        command.CommandText = $"DROP TRIGGER views_stay_as_written; DROP TRIGGER views_stay; DROP TRIGGER view_seals_stay; {sql}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_log_that_nobody_touched_is_whole_and_an_export_stands_in_it()
    {
        await Fill();

        var answer = await Verify();

        Assert.True(answer.ExitCode == 0, answer.Output + answer.Error);
        Assert.Contains("The log of views is whole: 3 rows, 3 seals, 3 of them compared", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE views SET seen_by = 'nobody' WHERE at = (SELECT min(at) FROM views)", "was changed.")]
    [InlineData("DELETE FROM views WHERE at = (SELECT max(at) FROM views)", "was cut off: row 1 is gone.")]
    [InlineData("DELETE FROM view_seals WHERE number = 1", "Seal 1 is missing.")]
    [InlineData("DELETE FROM views; DELETE FROM view_seals", "The seals end before seal 1")]
    public async Task What_was_done_to_it_is_said(string sql, string sentence)
    {
        await Fill();
        Tamper(sql);

        var answer = await Verify();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(sentence, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_store_or_no_file_of_seals_it_says_so()
    {
        var none = await Verify();
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("There is no store in the data folder", none.Error, StringComparison.Ordinal);

        var noSeals = await Verify("--seals", Path.Combine(data.FullName, "none.txt"));
        Assert.Equal(2, noSeals.ExitCode);
    }
}
