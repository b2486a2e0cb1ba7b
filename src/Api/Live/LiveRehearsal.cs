using NodaTime;
using Orleans.Serialization;
using Permanence.Api.Access;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Boards;

namespace Permanence.Api.Live;

/// <summary>
/// Draws a board of a child that nobody has while a web node starts, as <see cref="Rehearsal"/> makes its row.
/// </summary>
internal sealed class LiveRehearsal(IBoardPictures pictures, ICouncils councils, IClock clock, Serializer wire, ILogger<LiveRehearsal> log)
    : Rehearsing(log)
{
    protected override IEnumerable<Func<Task>> Parts()
    {
        var now = clock.GetCurrentInstant();
        foreach (var council in councils.All.Take(1))
        {
            var row = new TrackerRow("rehearsal", "R", "7", "C2", "adoption", Rag.Red, 1, 1, Next(now), "T", "W")
            {
                AgeInMonths = 84,
                Unknown = new(["R"]),
                Stage = new StageRow("order-no-match", LondonTime.DayOf(now), 1, 121, null),
            };
            var snapshot = SnapshotOf(
                now,
                new StampedRow(new RowStamp(1, "rehearsal", LondonTime.DayOf(now)), row, Shared: true, now, now)
            );
            var written = wire.SerializeToArray(snapshot.Board(council.Id));
            yield return () =>
            {
                snapshot.Board(council.Id);
                wire.Deserialize<Board>(written);
                return Task.CompletedTask;
            };
            var board = new Board(council.Id, now, LondonTime.DayOf(now), 1, TrackerRows.Count([row]), [row]);
            yield return () => pictures.Of(new LookedAt(council.Id, "", false), board);
        }
    }

    private static NextDuty Next(Instant now) => new("R", LondonTime.DayOf(now), "R") { Owner = "social-worker" };
}
