using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Permanence.Domain.Demo;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Api.Hosting;

/// <summary>
/// Loads the invented children at the first start, while boards already show and fill. Killed half way, the next start goes on: each child
/// is opened by the same command, so none is opened twice. A council with children that did not come from here gets none.
/// </summary>
internal sealed class InventedRegion(ServeSettings settings, IGrainFactory grains, PolicySource policies, IClock clock, IHostApplicationLifetime life, ILogger<InventedRegion> log) : BackgroundService
{
    private const long Seed = 20_250_401;
    private const int AtOnce = 8;
    private const string Loading = "loading";
    private const string Loaded = "loaded";
    private static readonly Caller Region = Caller.Platform("invented-region", "invented-region");

    private string Mark => Path.Combine(Path.GetFullPath(settings.DataFolder), "invented-region");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var begun = File.Exists(Mark) ? (await File.ReadAllTextAsync(Mark, stoppingToken)).Trim() : "";
        if (begun == Loaded)
            return;
        await Started(stoppingToken);
        var region = DemoConfiguration.Load(Path.Combine(settings.ConfigFolder, "demo"));
        if (!region.Succeeded)
            return;

        try
        {
            var took = Stopwatch.StartNew();
            using (Region.Ask())
            {
                var empty = await Empty(region.Value, resuming: begun == Loading);
                await File.WriteAllTextAsync(Mark, Loading, stoppingToken);
                var children = 0;
                foreach (var authority in empty)
                    children += await Load(region.Value, authority, stoppingToken);
                await File.WriteAllTextAsync(Mark, Loaded, stoppingToken);
                log.LogInformation("{Children} invented children loaded for {Councils} councils in {Seconds:0.0} seconds", children, empty.Count, took.Elapsed.TotalSeconds);
            }
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested && (Away.Is(fault) || fault is IOException))
        {
            log.LogWarning(fault, "The invented children were not all loaded; the next start goes on");
        }
    }

    private async Task<List<string>> Empty(DemoConfiguration region, bool resuming)
    {
        var empty = new List<string>();
        foreach (var authority in region.Authorities.Where(authority => policies.Library.For(authority.Id) is not null))
        {
            if (resuming || (await grains.GetGrain<IAuthorityGrain>(GrainKeys.Authority(authority.Id)).Children()).Count == 0)
                empty.Add(authority.Id);
        }

        return empty;
    }

    private async Task<int> Load(DemoConfiguration region, string authority, CancellationToken stopping)
    {
        var files = DemoRegion.Generate(region.SettingsFor(authority, Seed, clock.Today(), policies.Library.Calendar)!);
        // The register first and in one write, or every child would add itself to it one by one.
        await grains.GetGrain<IAuthorityGrain>(GrainKeys.Authority(authority)).Register([.. files.Select(file => file.Child.Id)]);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping }, async (file, _) => await Open(authority, file));
        return files.Count;
    }

    private async Task Open(string authority, CaseFile file)
    {
        var ruling = await grains.GetGrain<IChildGrain>(GrainKeys.Child(authority, file.Child.Id)).Open(CommandOf(authority, file.Child.Id), file);
        if (ruling is { Allowed: false, Refusals: [{ Code: not "exists" } refusal, ..] })
            throw new TimeoutException($"The invented child {authority}/{file.Child.Id} was not opened: {refusal.Code}.");
    }

    private static Guid CommandOf(string authority, string child) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"invented-region/{authority}/{child}")).AsSpan(0, 16));

    private async Task Started(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}
