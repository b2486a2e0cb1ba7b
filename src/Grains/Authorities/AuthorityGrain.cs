using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Authorities;

/// <summary>
/// One council's register. A child enters itself here while it opens its record, so nothing here may wait for a child within a call that
/// keeps others out: reading is interleaved, and the sweep runs beside the calls. A child is registered before its record is written and
/// listed once it is: what was refused or failed in between is never shown, and the sweep takes it off.
/// </summary>
[GrainType("authority")]
public sealed class AuthorityGrain : Grain, IAuthorityGrain, IRemindable
{
    private const string SweepReminder = "sweep";
    private const int ImportsListed = 200;

    private readonly Kept<AuthorityRegister> kept;
    private readonly Caseload caseload;
    private readonly IClock clock;
    private readonly ILogger<AuthorityGrain> log;

    // The case of letters tells no two children apart.
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> opening = new(StringComparer.Ordinal);

    // Registered while a sweep is under way: whatever it heard of them was true before.
    private readonly HashSet<string> meanwhile = new(StringComparer.Ordinal);

    // Left over from an activation before this one: whether they have a record is asked before the first list is given.
    private Task? asking;
    private bool sweepBooked;
    private IGrainTimer? sweeping;

    public AuthorityGrain(
        [PersistentState("authority", StoreNames.Records)] IPersistentState<AuthorityRegister> stored,
        Caseload caseload,
        IClock clock,
        ILogger<AuthorityGrain> log
    )
    {
        (this.caseload, this.clock, this.log) = (caseload, clock, log);
        kept = new Kept<AuthorityRegister>(stored, this.GetPrimaryKeyString, DeactivateOnIdle, log);
    }

    private string Authority => GrainKeys.Parse<AuthorityKey>(this.GetPrimaryKeyString()).Authority;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        known.UnionWith(kept.Now.Children);
        opening.UnionWith(kept.Now.Opening ?? []);
        if (opening.Count == 0)
            asking = Task.CompletedTask;
        return Task.CompletedTask;
    }

    public async Task<string?> Enter(string child)
    {
        if (known.TryGetValue(child, out var there) && there != child)
            return there;
        await Register([child]);
        return null;
    }

    public async Task Register(IReadOnlyList<string> children)
    {
        meanwhile.UnionWith(children);
        if (children.All(known.Contains))
            return;

        var coming = children.Where(child => !known.Contains(child)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        opening.UnionWith(coming);
        (
            await kept.Keep(register =>
            {
                var lacking = coming.Except(register.Children, StringComparer.OrdinalIgnoreCase).ToList();
                return lacking.Count == 0
                    ? new(true)
                    : new Decision<AuthorityRegister, bool>(
                        true,
                        register with
                        {
                            Children = [.. register.Children, .. lacking],
                            Opening = Opening(),
                        }
                    );
            })
        ).OrAway();
        known.UnionWith(coming);
        await BookSweep();
    }

    public Task Opened(string child)
    {
        // Written with the next child: a node that dies before asks the child.
        opening.Remove(child);
        return Task.CompletedTask;
    }

    public async Task RegisterImport(string import) =>
        (
            await kept.Keep<bool>(register =>
                register.Imports.Contains(import)
                    ? new(true)
                    : new(true, register with { Imports = [import, .. register.Imports.Take(ImportsListed - 1)] })
            )
        ).OrAway();

    public Task<IReadOnlyList<string>> Imports(CancellationToken cancelled) => Task.FromResult(kept.Now.Imports);

    public async Task<IReadOnlyList<string>> Children(CancellationToken cancelled)
    {
        await (asking ??= AskWhoIsOpen());
        var children = kept.Now.Children;
        return opening.Count == 0 ? children : [.. children.Where(child => !opening.Contains(child))];
    }

    public async Task<Summaries> Summaries(AsOf asOf, CancellationToken cancelled)
    {
        var readAt = asOf.ReadAt(clock.GetCurrentInstant());
        var children = await Children(cancelled);
        var (summaries, missing) = (new List<ChildSummary>(), new List<string>());
        await foreach (
            var batch in caseload.Make(
                Authority,
                children,
                record => record.Read(asOf.KnownAt)?.At(readAt) is { IsKnown: true } history ? ChildSummaries.Of(history) : null,
                cancelled
            )
        )
        {
            missing.AddRange(batch.Where(made => made.Fault is not null).Select(made => made.Child));
            summaries.AddRange(batch.Select(made => made.Value).OfType<ChildSummary>());
        }

        if (missing.Count > 0)
            log.LogWarning(
                "For the summaries of {Authority} {Count} of {All} records cannot be read",
                Authority,
                missing.Count,
                children.Count
            );
        return new([.. summaries.OrderBy(summary => summary.Child, StringComparer.Ordinal)], [.. missing.Order(StringComparer.Ordinal)]);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Beside the calls, not within one: a child that is just opening waits for this grain.
        sweeping ??= this.RegisterGrainTimer(
            Sweep,
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true }
        );
        return Task.CompletedTask;
    }

    private async Task AskWhoIsOpen()
    {
        foreach (var (child, exists) in await Fanout.Ask([.. opening], async child => (child, await MayExist(child))))
        {
            if (exists)
                opening.Remove(child);
        }
    }

    // One that cannot be read has a record: it is listed, and whoever asks it counts it as missing.
    private async Task<bool> MayExist(string child)
    {
        try
        {
            return await Child(child).Exists();
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "Whether there is a record of {Child} of {Authority} could not be asked", child, Authority);
            return true;
        }
    }

    // Each child looks again at least once a day, also one whose own reminder was never booked or was lost. Who has no record leaves the
    // register.
    private async Task Sweep(CancellationToken stopping)
    {
        meanwhile.Clear();
        var children = kept.Now.Children;
        var without = new HashSet<string>(StringComparer.Ordinal);
        var missed = await Fanout.Ask(
            children,
            async child =>
            {
                if (stopping.IsCancellationRequested)
                    return 0;
                try
                {
                    if (await Child(child).LookAgain())
                        opening.Remove(child);
                    else
                        without.Add(child);
                    return 0;
                }
                catch (Exception fault)
                {
                    log.LogWarning(fault, "The sweep of {Authority} could not reach the child {Child}", Authority, child);
                    return 1;
                }
            }
        );
        await Tidy(without);
        log.LogInformation(
            "Swept {Count} children of {Authority}; {Missed} could not be reached, {Without} had no record",
            children.Count,
            Authority,
            missed.Sum(),
            without.Count
        );
        sweeping?.Dispose();
        sweeping = null;
    }

    private async Task Tidy(HashSet<string> without)
    {
        var tidied = await kept.Keep(register =>
        {
            without.ExceptWith(meanwhile);
            known.ExceptWith(without);
            known.UnionWith(register.Children.Where(child => !without.Contains(child)));
            opening.ExceptWith(without);
            return without.Count == 0 || !register.Children.Any(without.Contains)
                ? new(true)
                : new Decision<AuthorityRegister, bool>(
                    true,
                    register with
                    {
                        Children = [.. register.Children.Where(child => !without.Contains(child))],
                        Opening = Opening(),
                    }
                );
        });
        if (!tidied.Succeeded)
            log.LogWarning("The register of {Authority} could not be tidied; the next sweep will", Authority);
    }

    private IReadOnlyList<string>? Opening() => opening.Count == 0 ? null : [.. opening.Order(StringComparer.Ordinal)];

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

    private IChildGrain Child(string child) => GrainFactory.GetGrain<IChildGrain>(new ChildKey(Authority, child));
}
