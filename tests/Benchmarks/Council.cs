using NodaTime;
using Permanence.Builders;
using Permanence.Demo;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;

namespace Permanence.Benchmarks;

/// <summary>An invented council of any size, put into the store through its children's grains.</summary>
internal static class Council
{
    private const int AtOnce = 16;

    public static IReadOnlyList<CaseFile> Files(string authority, int children)
    {
        var region = DemoConfiguration.Load(Path.Combine(Repository.Config, "demo")).Value!;
        var today = SystemClock.Instance.GetCurrentInstant().InZone(Timeline.London).Date;
        return DemoRegion.Generate(region.SettingsFor(authority, 7, today, ReadOnce.Calendar, children)!);
    }

    public static Task Fill(IGrainFactory grains, string authority, IReadOnlyList<CaseFile> files) => Parallel.ForEachAsync(
        files,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (file, _) =>
    {
        using var asking = Caller.Platform("benchmark", "benchmark").Ask();
        var opened = await grains.GetGrain<IChildGrain>(new ChildKey(authority, file.Child.Id)).Open(Guid.NewGuid(), file);
        if (!opened.Allowed)
            throw new InvalidOperationException(opened.Refusals[0].Sentence);
    });
}
