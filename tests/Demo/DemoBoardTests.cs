using NodaTime;
using Permanence.Demo;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Demo.Tests;

/// <summary>The invented region judged by the councils' real packs.</summary>
public sealed class DemoBoardTests
{
    private static PolicyLibrary Library => Permanence.Builders.ReadOnce.Library;

    public static readonly TheoryData<string> Authorities = [.. Journey.Configuration.Authorities.Select(authority => authority.Id)];

    [Theory, MemberData(nameof(Authorities))]
    public void A_board_shows_a_believable_mix_of_red_amber_and_green(string authority)
    {
        var counts = TrackerRows.Count([
            .. Enumerable
                .Range(1, 4)
                .SelectMany(seed => Evaluate(authority, seed))
                .Select(pair =>
                    TrackerRows.Of(
                        new CaseHistory(pair.Timeline, pair.Evaluation.On),
                        pair.Evaluation,
                        Library.For(authority)!,
                        Library.Calendar
                    )
                ),
        ]);
        // One child of every kind of drift and silence makes up a larger part of a small council.
        Assert.InRange(counts.Red * 100 / counts.Children, 12, 38);
        Assert.InRange(counts.Amber * 100 / counts.Children, 12, 34);
    }

    private static IEnumerable<(Timeline Timeline, Evaluation Evaluation)> Evaluate(string authority, long seed)
    {
        foreach (var file in DemoRegion.Generate(Journey.Configuration.SettingsFor(authority, seed, Journey.Today, Library.Calendar)!))
        {
            var timeline = Timeline.Of(file);
            yield return (timeline, ObligationEngine.Evaluate(timeline, Library.For(authority)!, Library.Calendar, Journey.Today));
        }
    }
}
