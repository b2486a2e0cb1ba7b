using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Permanence.Domain.Records;
using Permanence.Grains.Keeping;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

/// <summary>A store that does not answer, and a record that cannot be read.</summary>
public sealed class StoreFaultTests
{
    // As the drivers' own: a fault that no other node can read, with a text that is not for callers.
    private sealed class DriverFault() : DbException("column payload of host db.internal is on fire");

    [Fact]
    public async Task A_store_that_is_away_is_said_in_a_fault_that_callers_can_read_for_a_child_that_is_not_in_memory_too()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("WE-01");
        await Region.Forget(region.Child("WE-01"));
        region.Storage.BeforeRead = region.Storage.BeforeWrite = static (_, _) => throw new DriverFault();

        var read = await Fault<StoreAwayException>(() => region.Child("WE-01").Read());
        var recorded = await Fault<StoreAwayException>(() => region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes()]));
        var opened = await Fault<StoreAwayException>(() => region.Child("WE-02").Open(Guid.NewGuid(), Region.File("WE-02")));

        Assert.All([read, recorded, opened], fault => Assert.DoesNotContain("fire", fault.ToString(), StringComparison.Ordinal));
        region.Storage.BeforeRead = region.Storage.BeforeWrite = static (_, _) => { };
        Assert.True((await region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes()])).Allowed);
        Assert.True((await region.Child("WE-02").Open(Guid.NewGuid(), Region.File("WE-02"))).Allowed);
    }

    [Fact]
    public async Task One_record_that_cannot_be_read_is_left_out_counted_and_named_and_nothing_else_fails()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await region.Open("WE-01", "WE-02", "WE-03");
        await region.Storage.Change(
            "child",
            "north/WE-02",
            text => text.Replace("\"born\":\"2018-09-04\"", "\"born\":\"never\"", StringComparison.Ordinal)
        );
        await Region.Forget(region.Child("WE-02"));

        var summaries = await region.Authority().Summaries(AsOf.Now);

        Assert.Equal(["WE-01", "WE-03"], summaries.Children.Select(summary => summary.Child));
        Assert.Equal(["WE-02"], summaries.Missing);
        Assert.Equal(["WE-01", "WE-02", "WE-03"], await region.Authority().Children());
        var fault = await Fault<RecordUnreadableException>(() => region.Child("WE-02").Read());
        Assert.Contains("north/WE-02", fault.Message, StringComparison.Ordinal);
        var operations = region.Cluster.Silos[0].ServiceProvider.GetRequiredService<UnreadableRecords>();
        var (record, where) = Assert.Single(operations.Now);
        Assert.EndsWith("north/WE-02", record, StringComparison.Ordinal);
        Assert.DoesNotContain("never", where, StringComparison.Ordinal);

        await region.Storage.Change(
            "child",
            "north/WE-02",
            text => text.Replace("\"born\":\"never\"", "\"born\":\"2018-09-04\"", StringComparison.Ordinal)
        );
        Assert.Empty((await region.Authority().Summaries(AsOf.Now)).Missing);
        Assert.Empty(operations.Now);
    }

    [Fact]
    public async Task A_council_of_which_no_record_can_be_asked_is_not_an_empty_one()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await region.Open("WE-01", "WE-02");
        region.Storage.BeforeBulkRead = Task.FromException(new DriverFault());

        await Fault<StoreAwayException>(() => region.Authority().Summaries(AsOf.Now));
    }

    // Orleans wraps what its storage says.
    private static async Task<T> Fault<T>(Func<Task> ask)
        where T : Exception
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(ask);
        Assert.DoesNotContain("fire", fault.ToString(), StringComparison.Ordinal);
        return Assert.IsType<T>(fault.GetBaseException());
    }
}
