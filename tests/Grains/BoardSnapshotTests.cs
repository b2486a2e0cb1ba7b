using NodaTime;
using Permanence.Grains.Boards;
using Xunit;

namespace Permanence.Grains.Tests;

/// <summary>What a board keeps to wake from.</summary>
public sealed class BoardSnapshotTests
{
    private static readonly Instant Then = Instant.FromUtc(2026, 6, 16, 8, 0);

    private static readonly SnapshotRow[] Rows =
    [
        .. Enumerable
            .Range(1, 2_500)
            .Select(number => new SnapshotRow(
                $"WE-{number}",
                new StampedRow(new RowStamp(number, "policy", new LocalDate(2026, 6, 16)), null, Shared: false, Then, Then)
            )),
    ];

    [Fact]
    public void A_long_board_is_read_in_parts_and_comes_out_whole_and_in_its_order() =>
        Assert.Equal(Rows, BoardSnapshot.Of(Then, 7, Rows).Read());

    [Fact]
    public void A_board_with_nobody_on_it_is_read_as_that() => Assert.Empty(BoardSnapshot.Of(Then, 7, []).Read());

    [Fact]
    public void One_spoilt_part_makes_all_of_it_unreadable()
    {
        var whole = BoardSnapshot.Of(Then, 7, Rows);
        var spoilt = whole with { Rows = whole.Rows![..^9] + "~~~~~~~~~" };

        Assert.True(BoardSnapshot.IsUnreadable(Assert.ThrowsAny<Exception>(spoilt.Read)));
    }

    [Fact]
    public void A_release_that_knows_of_one_part_only_does_not_take_the_first_for_all_of_it() =>
        Assert.Throws<FormatException>(() => Convert.FromBase64String(BoardSnapshot.Of(Then, 7, Rows).Rows!));
}
