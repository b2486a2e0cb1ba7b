using Microsoft.Extensions.Logging;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains.Children;

namespace Permanence.Grains.Authorities;

/// <summary>
/// One council's register. A child enters itself here while it opens its record, so nothing here may wait for a child within a call that
/// keeps others out: reading is interleaved, and the sweep runs beside the calls.
/// </summary>
[GrainType("authority")]
public sealed class AuthorityGrain(
    [PersistentState("authority", StoreNames.Records)] IPersistentState<AuthorityRegister> stored,
    ILogger<AuthorityGrain> log) : Grain, IAuthorityGrain, IRemindable
{
    private const string SweepReminder = "sweep";
    private const int ImportsListed = 200;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private bool sweepBooked;
    private IGrainTimer? sweeping;

    private string Authority => GrainKeys.AuthorityOf(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        known.UnionWith(stored.State.Children);
        return Task.CompletedTask;
    }

    public Task Register(string child) => Register([child]);

    public async Task Register(IReadOnlyList<string> children)
    {
        var coming = children.Where(child => !known.Contains(child)).Distinct(StringComparer.Ordinal).ToList();
        if (coming.Count == 0)
            return;

        await Write(stored.State with { Children = [.. stored.State.Children, .. coming] });
        known.UnionWith(coming);
        await BookSweep();
    }

    public async Task RegisterImport(string import)
    {
        if (!stored.State.Imports.Contains(import))
            await Write(stored.State with { Imports = [import, .. stored.State.Imports.Take(ImportsListed - 1)] });
    }

    public Task<IReadOnlyList<string>> Imports(CancellationToken cancelled) => Task.FromResult(stored.State.Imports);

    public Task<IReadOnlyList<string>> Children(CancellationToken cancelled) => Task.FromResult(stored.State.Children);

    public async Task<IReadOnlyList<ChildSummary>> Summaries(AsOf asOf, CancellationToken cancelled)
    {
        var summaries = await Fanout.Ask(stored.State.Children, child => Child(child).Summary(asOf, cancelled));
        return [.. summaries.OfType<ChildSummary>().OrderBy(summary => summary.Child, StringComparer.Ordinal)];
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Beside the calls, not within one: a child that is just opening waits for this grain.
        sweeping ??= this.RegisterGrainTimer(Sweep, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    // Each child looks again at least once a day, also one whose own reminder was never booked or was lost.
    private async Task Sweep(CancellationToken stopping)
    {
        var missed = await Fanout.Ask(stored.State.Children, async child =>
        {
            if (stopping.IsCancellationRequested)
                return 0;
            try
            {
                await Child(child).LookAgain();
                return 0;
            }
            catch (Exception fault)
            {
                log.LogWarning(fault, "The sweep of {Authority} could not reach the child {Child}", Authority, child);
                return 1;
            }
        });
        log.LogInformation("Swept {Count} children of {Authority}; {Missed} could not be reached", stored.State.Children.Count, Authority, missed.Sum());
        sweeping?.Dispose();
        sweeping = null;
    }

    private async Task Write(AuthorityRegister next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            stored.State = before;
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task BookSweep()
    {
        if (sweepBooked)
            return;
        try
        {
            if (await this.GetReminder(SweepReminder) is null)
                await this.RegisterOrUpdateReminder(SweepReminder, TimeSpan.FromHours(1), TimeSpan.FromDays(1));
            sweepBooked = true;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The daily sweep of {Authority} could not be booked; the next registration will", Authority);
        }
    }

    private IChildGrain Child(string child) => GrainFactory.GetGrain<IChildGrain>(GrainKeys.Child(Authority, child));
}
