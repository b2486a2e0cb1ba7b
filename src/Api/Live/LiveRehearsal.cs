using NodaTime;
using Orleans.Serialization;
using Permanence.Api.Access;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Api.Live;

/// <summary>
/// Draws a board of a child that nobody has while a web node starts, as <see cref="Permanence.Grains.Boards.Rehearsal"/> makes its row.
/// </summary>
internal sealed class LiveRehearsal(IBoardPictures pictures, ICouncils councils, IClock clock, Serializer wire, ILogger<LiveRehearsal> log)
    : BackgroundService
{
    private const int Times = 60;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(() => Rehearse(stoppingToken), CancellationToken.None);

    private async Task Rehearse(CancellationToken stopping)
    {
        try
        {
            var now = clock.GetCurrentInstant();
            foreach (var council in councils.All.Take(1))
            {
                for (var time = 0; time < Times && !stopping.IsCancellationRequested; time++)
                {
                    var row = new TrackerRow("rehearsal", null, "7", null, null, Rag.Grey, 0, 0, null, null, null);
                    var board = new Board(council.Id, now, LondonTime.DayOf(now), 1, TrackerRows.Count([row]), [row]);
                    await pictures.Of(new LookedAt(council.Id, "", false), wire.Deserialize<Board>(wire.SerializeToArray(board))!);
                }
            }
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "Boards could not be rehearsed: the first of them will take a little longer");
        }
    }
}
