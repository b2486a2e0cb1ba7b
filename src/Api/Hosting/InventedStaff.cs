using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Demo;
using Permanence.Domain.People;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.People;
using Permanence.Grains.Policies;

namespace Permanence.Api.Hosting;

/// <summary>
/// Enters the invented people in the directories of their councils: those who can sign in, and those whom the region's children are
/// allocated to. Who is there already stays as they are.
/// </summary>
internal sealed class InventedStaff(
    ServeSettings settings,
    DemoPeople people,
    IGrainFactory grains,
    PolicySource policies,
    IHostApplicationLifetime life,
    ILogger<InventedStaff> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = life.ApplicationStarted.Register(() => started.TrySetResult());
        await using var onStop = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        await started.Task;
        var region = settings.InventedChildren ? DemoConfiguration.Load(Path.Combine(settings.ConfigFolder, "demo")).Value : null;
        try
        {
            using var _ = Caller.Platform("invented-region", "invented-region").Ask();
            foreach (var authority in policies.Library.Authorities)
                await grains.GetGrain<IDirectoryGrain>(new DirectoryKey(authority.Id)).Enter(Of(authority.Id, region));
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested && Away.Is(fault))
        {
            log.LogWarning(fault, "The invented people were not all entered in the directories; the next start goes on");
        }
    }

    private IReadOnlyList<Arrival> Of(string authority, DemoConfiguration? region)
    {
        var signing = people
            .Of(authority)
            .Select(person => new Arrival(person.Id, person.Name, [person.Role], person.Team is null ? [] : [person.Team]))
            .ToList();
        var named = signing.Select(person => person.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var council = region?.Authorities.FirstOrDefault(one => one.Id == authority);
        return
        [
            .. signing,
            .. from team in council?.Teams ?? []
            from worker in team.SocialWorkers
            where named.Add(worker)
            select new Arrival(IdOf(authority, worker), worker, ["social-worker"], [team.Name]),
            .. (council?.ReviewingOfficers ?? [])
                .Where(named.Add)
                .Select(officer => new Arrival(IdOf(authority, officer), officer, ["iro"], [])),
        ];
    }

    private static string IdOf(string authority, string name) =>
        string.Concat($"{authority}-{name}".Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
}
