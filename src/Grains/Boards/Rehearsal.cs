using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Serialization;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Boards;

/// <summary>
/// Makes the row of a record that nobody has, as a board does for thousands when it wakes. It asks no grain.
/// </summary>
public sealed class Rehearsal(PolicySource policies, IAssessor assessor, IClock clock, Serializer wire, ILogger<Rehearsal> log)
    : Rehearsing(log)
{
    // A long board is read row by row in one go, and what reads a row is compiled for good only after thousands of them.
    private const int LongBoard = 250;

    protected override IEnumerable<Func<Task>> Parts()
    {
        var (now, serializer) = (clock.GetCurrentInstant(), CaseRecordJson.StorageSerializer());
        foreach (var authority in policies.Library.Authorities.Select(council => council.Id))
        {
            var written = serializer.Serialize(
                StoredChild.Of(new ChildRecord { File = Record(authority, LondonTime.DayOf(now)), Revision = 1 }).Row
            );
            yield return () =>
            {
                RowOf(authority, written);
                return Task.CompletedTask;
            };
            if (authority != policies.Library.Authorities[0].Id || RowOf(authority, written) is not { Row: { } row } stamped)
                continue;
            var snapshot = BoardSnapshot.Of(now, 1, [.. Enumerable.Repeat(new SnapshotRow("rehearsal", stamped), LongBoard)]);
            var rows = Enumerable.Repeat(row, LongBoard).ToList();
            yield return () =>
            {
                snapshot.Read();
                // As the board goes to a web node.
                wire.Deserialize<Board>(
                    wire.SerializeToArray(new Board(authority, now, LondonTime.DayOf(now), 1, TrackerRows.Count(rows), rows))
                );
                return Task.CompletedTask;
            };
        }

        StampedRow RowOf(string authority, BinaryData written) =>
            StampedRow.Of(serializer.Deserialize<StoredChild>(written)!.Whole([]), authority, assessor, now);
    }

    private static CaseFile Record(string authority, LocalDate today)
    {
        var entered = today.PlusDays(-400);
        return new CaseFile(
            authority,
            new Child { Id = "rehearsal", Born = today.PlusYears(-7) },
            [
                Event(EventTypes.CareDecisionMade, 0),
                Event(EventTypes.BecameLookedAfter, 1, ("basis", "planned"), ("legalStatus", "C2")),
                Event(EventTypes.PlacementStarted, 1, ("placement", "U6")),
                Event(EventTypes.ReviewHeld, 20),
                Event(EventTypes.PlanSet, 20, ("option", "adoption"), ("track", "primary")),
                Event(EventTypes.ReviewHeld, 100),
                Event(EventTypes.ReviewHeld, 280),
            ]
        );

        CareEvent Event(string type, int after, params (string Name, object Value)[] fields) =>
            new()
            {
                Type = type,
                On = entered.PlusDays(after),
                Fields = EventFields.Of(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            };
    }
}
