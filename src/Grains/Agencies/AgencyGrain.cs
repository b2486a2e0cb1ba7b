using NodaTime;
using Permanence.Domain.Agencies;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Agencies;

/// <summary>Keeps nothing: what an agency may see is read from the records each time it asks, so that it is never out of date.</summary>
[GrainType("agency")]
public sealed class AgencyGrain(PolicySource policies, IClock clock) : Grain, IAgencyGrain
{
    public async Task<AgencyBoard> Board(CancellationToken cancelled)
    {
        var agency = GrainKeys.AgencyOf(this.GetPrimaryKeyString())!;
        var serves = policies.Library.Agencies.FirstOrDefault(known => known.Id == agency)?.Serves ?? [];
        var today = clock.Today();
        var rows = new List<(string Authority, TrackerRow Row)>();
        foreach (var authority in serves)
        {
            var children = await GrainFactory.GetGrain<IAuthorityGrain>(GrainKeys.Authority(authority)).Children();
            var shown = await Fanout.Ask(children, child => Row(authority, child, today, cancelled));
            rows.AddRange(shown.OfType<TrackerRow>().OrderBy(row => row.Child, StringComparer.Ordinal).Select(row => (authority, row)));
        }

        return new AgencyBoard(agency, clock.GetCurrentInstant(), today, TrackerRows.Count([.. rows.Select(pair => pair.Row)]), [.. rows.Select(pair => AgencyRow.Of(pair.Authority, pair.Row))]);
    }

    private async Task<TrackerRow?> Row(string authority, string child, LocalDate today, CancellationToken cancelled)
    {
        var record = GrainFactory.GetGrain<IChildGrain>(GrainKeys.Child(authority, child));
        return await record.Read(cancelled) is { } file && AgencyView.Shows(file, today) ? await record.Row(AsOf.Now, cancelled) : null;
    }
}
