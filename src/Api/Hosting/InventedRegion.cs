using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Permanence.Api.Http;
using Permanence.Demo;
using Permanence.Domain;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;
using Permanence.Grains.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Api.Hosting;

/// <summary>
/// Loads the invented children at the first start, while boards already show and fill. Killed half way, the next start goes on: each child
/// is opened by the same command, so none is opened twice. A council with children that did not come from here gets none.
/// </summary>
internal sealed class InventedRegion(
    ServeSettings settings,
    IGrainFactory grains,
    PolicySource policies,
    IClock clock,
    IHostApplicationLifetime life,
    ILogger<InventedRegion> log
) : BackgroundService
{
    private const long Seed = 20_250_401;
    private const int AtOnce = 8;
    private const string Loading = "loading";
    private const string Loaded = "loaded";
    private const string RowSource = "demo";
    private static readonly Caller Region = Caller.Platform("invented-region", "invented-region");

    // Null in a cluster, which has no folder of its own: there each start looks whether a child is missing.
    private readonly string? mark = settings.Embedded ? Path.Combine(Path.GetFullPath(settings.DataFolder), "invented-region") : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var begun = File.Exists(mark) ? (await File.ReadAllTextAsync(mark, stoppingToken)).Trim() : "";
        if (begun == Loaded)
            return;
        if (!await Started(stoppingToken))
            return;
        var region = DemoConfiguration.Load(Path.Combine(settings.ConfigFolder, "demo"));
        if (!region.Succeeded)
            return;

        try
        {
            var took = Stopwatch.StartNew();
            using (Region.Ask())
            {
                await Note(Loading, stoppingToken);
                var children = 0;
                foreach (var authority in region.Value.Authorities.Where(authority => policies.Library.For(authority.Id) is not null))
                    children += await Load(region.Value, authority.Id, resuming: begun == Loading, stoppingToken);
                await Note(Loaded, stoppingToken);
                log.LogInformation("{Children} invented children loaded in {Seconds:0.0} seconds", children, took.Elapsed.TotalSeconds);
            }
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested && (Away.Is(fault) || fault is IOException))
        {
            log.LogWarning(fault, "The invented children were not all loaded; the next start goes on");
        }
    }

    private Task Note(string what, CancellationToken stopping) =>
        mark is null ? Task.CompletedTask : File.WriteAllTextAsync(mark, what, stopping);

    private async Task<int> Load(DemoConfiguration region, string authority, bool resuming, CancellationToken stopping)
    {
        var files = DemoRegion.Generate(region.SettingsFor(authority, Seed, clock.Today(), policies.Library.Calendar)!);
        var invented = files.Select(file => file.Child.Id).ToHashSet(StringComparer.Ordinal);
        var register = grains.GetGrain<IAuthorityGrain>(new AuthorityKey(authority));
        if (!resuming && (await register.Children(stopping)).Any(child => !invented.Contains(child)))
            return 0;
        // The register first and in one write, or every child would add itself to it one by one.
        await register.Register([.. invented]);
        var opened = 0;
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
            async (file, _) =>
            {
                if (await Open(authority, file))
                    Interlocked.Increment(ref opened);
            }
        );
        foreach (var list in region.Authorities.First(one => one.Id == authority).Lists)
            await Fill(region, authority, list, stopping);
        return opened;
    }

    // A list that somebody keeps already is left alone.
    private async Task Fill(DemoConfiguration region, string authority, DemoList list, CancellationToken stopping)
    {
        if (policies.Library.For(authority)!.InForceOn(clock.Today()).Reference.List(list.Id) is not { } form)
            return;
        var grain = grains.GetGrain<IKeptListGrain>(new ListKey(authority, list.Id));
        if ((await grain.Read(stopping)).Entries.Any(entry => entry.Recorded.Source != RowSource))
            return;
        var keeper =
            region.People.FirstOrDefault(person => person.Authority == authority && person.Role == "team-manager")?.Id ?? Region.Id;
        using var _ = Caller.Platform(keeper, RowSource).Ask();
        var rows = DemoLists.Rows(list, form, region.Names, Seed, authority, clock.Today());
        for (var row = 0; row < rows.Count; row++)
        {
            stopping.ThrowIfCancellationRequested();
            var ruling = await grain.Add(CommandOf(authority, $"{list.Id}/{row}"), rows[row]);
            if (ruling.Entry is null)
                throw new TimeoutException($"A row of the invented list {authority}/{list.Id} was not added: {ruling.Refusals[0].Code}.");
        }
    }

    private async Task<bool> Open(string authority, CaseFile file)
    {
        var ruling = await grains
            .GetGrain<IChildGrain>(new ChildKey(authority, file.Child.Id))
            .Load(CommandOf(authority, file.Child.Id), file);
        if (ruling is { Allowed: false, Refusals: [{ Kind: not RefusalKind.Conflict } refusal, ..] })
            throw new TimeoutException($"The invented child {authority}/{file.Child.Id} was not opened: {refusal.Code}.");
        return ruling.Allowed;
    }

    private static Guid CommandOf(string authority, string child) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"invented-region/{authority}/{child}")).AsSpan(0, 16));

    // Whether the program came to serve at all: its address may be taken.
    private async Task<bool> Started(CancellationToken stopping)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = life.ApplicationStarted.Register(() => started.TrySetResult(true));
        await using var onStop = stopping.Register(() => started.TrySetResult(false));
        return await started.Task;
    }
}
