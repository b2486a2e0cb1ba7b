using System.Data.Common;
using System.Text.Json;
using NodaTime;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;

namespace Permanence.Benchmarks;

/// <summary>An invented council of any size, put into a store as its grains would have left it.</summary>
internal static class Council
{
    /// <param name="daysAgo">How many days ago the last of it was recorded, at least.</param>
    public static IReadOnlyList<CaseFile> Files(string authority, int children, int daysAgo = 0)
    {
        var region = DemoConfiguration.Load(Path.Combine(Repository.Config, "demo")).Value!;
        var today = SystemClock.Instance.GetCurrentInstant().InZone(Timeline.London).Date.PlusDays(-daysAgo);
        return DemoRegion.Generate(region.SettingsFor(authority, 7, today, ReadOnce.Calendar, children)!);
    }

    /// <summary>Writes the records and the register, in one transaction: grain by grain it takes minutes.</summary>
    /// <param name="connection">To a store that has its tables and no node at work.</param>
    public static async Task Write(DbConnection connection, string authority, IReadOnlyList<CaseFile> files)
    {
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var stamp = new Recording(SystemClock.Instance.GetCurrentInstant(), "benchmark", "benchmark");
        foreach (var file in files)
        {
            var loaded = Recordkeeping.Decide(null, new LoadRecord(file), stamp);
            if (!loaded.Succeeded)
                throw new InvalidOperationException(loaded.Refusals[0].Sentence);
            var record = new ChildRecord { File = loaded.Value.Next, Revision = 1 };
            await Put("child", new ChildKey(authority, file.Child.Id).ToString(), record);
        }

        var register = new AuthorityRegister { Children = [.. files.Select(file => file.Child.Id)] };
        await Put("authority", new AuthorityKey(authority).ToString(), register);
        await transaction.CommitAsync();

        async Task Put<T>(string state, string key, T value)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText =
                "INSERT INTO records (service_id, state_name, grain_key, version, modified_on, payload) "
                + "VALUES ('permanence', @state, @key, 1, CURRENT_TIMESTAMP, @payload)";
            foreach (
                var (name, given) in new (string, object)[]
                {
                    ("state", state),
                    ("key", key),
                    ("payload", JsonSerializer.SerializeToUtf8Bytes(value, CaseRecordJson.Options)),
                }
            )
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, given);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}
