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
            yield return async () =>
            {
                var row = new TrackerRow("rehearsal", null, "7", null, null, Rag.Grey, 0, 0, null, null, null);
                var board = new Board(council.Id, now, LondonTime.DayOf(now), 1, TrackerRows.Count([row]), [row]);
                await pictures.Of(new LookedAt(council.Id, "", false), wire.Deserialize<Board>(wire.SerializeToArray(board))!);
            };
        }
    }
}
