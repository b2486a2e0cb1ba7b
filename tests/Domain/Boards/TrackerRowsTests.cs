using CsCheck;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Xunit;

namespace Permanence.Domain.Tests.Boards;

/// <summary>What a row claims of a child.</summary>
public sealed class TrackerRowsTests
{
    [Fact]
    public void Green_is_said_only_of_who_is_looked_after_with_nothing_late_or_soon_and_grey_only_of_who_is_not() =>
        Gen.Int.Sample(
            seed =>
            {
                var policies = ReadOnce.Library.Authorities.Select(authority => ReadOnce.Library.For(authority.Id)!).ToList();
                var history = new ChildHistory(RandomRecord.Of(seed, 60)).On(RandomRecord.Day(seed));
                var policy = policies[(seed & int.MaxValue) % policies.Count];
                var row = TrackerRows.Of(history, ObligationEngine.Evaluate(history, policy, ReadOnce.Calendar));
                Assert.Equal(history.Standing, row.Standing);
                Assert.Equal(row is { Overdue: 0, DueSoon: 0, Standing: Standing.LookedAfter }, row.Rag == Rag.Green);
                Assert.Equal(row is { Overdue: 0, DueSoon: 0, Standing: not Standing.LookedAfter }, row.Rag == Rag.Grey);
                var counts = TrackerRows.Count([row]);
                Assert.Equal(1, counts.Red + counts.Amber + counts.Green + counts.Grey);
            },
            iter: 1000,
            threads: 1
        );
}
