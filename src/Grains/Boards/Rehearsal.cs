using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Serialization;
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
    protected override IEnumerable<Func<Task>> Parts()
    {
        var (now, serializer) = (clock.GetCurrentInstant(), CaseRecordJson.StorageSerializer());
        foreach (var authority in policies.Library.Authorities.Select(council => council.Id))
        {
            var written = Written(authority);
            yield return () =>
            {
                RowOf(authority, written);
                return Task.CompletedTask;
            };
        }

        // What is read of a board is the same for all councils.
        if (policies.Library.Authorities is not [{ Id: var first }, ..] || RowOf(first, Written(first)) is not { Row: not null } stamped)
            yield break;
        var snapshot = SnapshotOf(now, stamped);
        yield return () =>
        {
            // As the board goes to a web node.
            wire.SerializeToArray(snapshot.Board(first));
            return Task.CompletedTask;
        };

        BinaryData Written(string authority) =>
            serializer.Serialize(StoredChild.Of(new ChildRecord { File = Record(authority, LondonTime.DayOf(now)), Revision = 1 }).Row);

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
