using System.Reflection;
using NodaTime;
using Orleans;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Lists;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Lists;

namespace Permanence.Api.Tests.Pages;

/// <summary>
/// Children held in memory behind the grains' interfaces, evaluated by the real engine: pages without a cluster. Only what pages call is
/// answered; anything else fails the test that needs it.
/// </summary>
public sealed class InMemoryGrains(PolicyLibrary library, IClock clock)
{
    private readonly Dictionary<string, CaseFile> files = [];
    private readonly Dictionary<Guid, Ruling> answered = [];
    private readonly Lock gate = new();
    private long version = 1;

    public IGrainFactory Factory => Proxy<IGrainFactory>((method, arguments) =>
                method.Name == "GetGrain" && arguments is [string key, ..]
                    ? Grain(method.GetGenericArguments()[0], key)
                    : throw new NotSupportedException(method.ToString())
        );

    /// <summary>What the next record command is refused with.</summary>
    public Refusal? RefuseNext { get; set; }

    public void Add(CaseFile file) => files[$"{file.Authority}/{file.Child.Id}"] = file;

    public CaseFile File(string authority, string child) => files[$"{authority}/{child}"];

    private LocalDate Today => clock.GetCurrentInstant().InZone(Timeline.London).Date;

    private object Grain(Type type, string key)
    {
        if (type == typeof(ITrackerBoardGrain))
            return Proxy<ITrackerBoardGrain>(
                (method, arguments) =>
                    method.Name == "Read"
                        ? Task.FromResult(ReadBoard(key["authority/".Length..], ((AsOf)arguments[0]!).On ?? Today))
                        : throw new NotSupportedException(method.ToString())
            );
        if (type == typeof(IChildGrain))
        {
            return Proxy<IChildGrain>((method, arguments) => method.Name switch
            {
                "Read" => Task.FromResult(files.GetValueOrDefault(key)),
                "Reading" => Task.FromResult(Reading(key, (AsOf)arguments[0]!, (string?)arguments[1])),
                "Who" => Task.FromResult(files.GetValueOrDefault(key)?.Child),
                "Obligations" => Task.FromResult(Evaluate(key, ((AsOf)arguments[0]!).On, ((AsOf)arguments[0]!).KnownAt)),
                "Row" => Task.FromResult(Row(key, ((AsOf)arguments[0]!).On, ((AsOf)arguments[0]!).KnownAt)),
                "Held" => Task.FromResult(HeldFacts.Of(files[key])),
                        "DecideHeld" => Task.FromResult(
                            Decide(key, (Guid)arguments[0]!, (string)arguments[1]!, (bool)arguments[2]!, (string)arguments[3]!)
                        ),
                "Record" => Task.FromResult(Record(key, (Guid)arguments[0]!, (IReadOnlyList<CareEvent>)arguments[1]!)),
                _ => throw new NotSupportedException(method.ToString())
            });
        }

        if (type == typeof(IClauseReachGrain))
            return Proxy<IClauseReachGrain>(
                (method, arguments) =>
                    method.Name == "Counted"
                        ? Task.FromResult(Counted(key["authority/".Length..]))
                        : Task.FromResult(Reach(key["authority/".Length..], (string)arguments[0]!))
            );

        if (type == typeof(IAuthorityGrain))
        {
            return Proxy<IAuthorityGrain>((method, arguments) => method.Name == "Summaries"
                        ? Task.FromResult(
                            new Summaries(
                                [
                                    .. files
                                        .Where(file => file.Value.Authority == key["authority/".Length..])
                                        .Select(file => ChildSummaries.Of(Timeline.Of(file.Value), Today)),
                                ],
                                []
                            )
                        )
                : throw new NotSupportedException(method.ToString()));
        }

        // Nobody has put anything on any list.
        if (type == typeof(IKeptListGrain))
            return Proxy<IKeptListGrain>(
                (method, _) => method.Name == "Read" ? Task.FromResult(KeptList.Empty) : throw new NotSupportedException(method.ToString())
            );

        throw new NotSupportedException(type.ToString());
    }

    private ChildReading? Reading(string key, AsOf asOf, string? recorded)
    {
        if (!files.TryGetValue(key, out var file))
            return null;
        var entry = file.Events.FirstOrDefault(one => one.Id is not null && one.Id == recorded)?.Recorded;
        return new ChildReading(file, Evaluate(key, asOf.On, asOf.KnownAt)!, HeldFacts.Of(file),
            entry is null ? null : Evaluate(key, null, entry.At - Duration.Epsilon));
    }

    private ClauseReach Reach(string authority, string clause)
    {
        var children = files.Where(file => file.Value.Authority == authority).ToList();
        return new(
            Today,
            [
                .. children.SelectMany(child =>
                    OpenDuty
                        .Of(Evaluate(child.Key, null, null)!)
                        .Where(duty => duty.Clauses.Contains(clause))
                        .Select(duty => new AskedChild(child.Value.Child.Id, child.Value.Child.Name, duty))
                ),
            ],
            [],
            children.Count,
            0
        );
    }

    private CountedChildren Counted(string authority)
    {
        var children = files.Values.Where(file => file.Authority == authority).ToList();
        var counted = Indicators.Gather(
            library.For(authority)!.InForceOn(Today),
            children.Select(file =>
                (file.Child.Id, Indicators.CountedBy(Timeline.Of(file), library.For(authority)!, library.Calendar, Today))
            )
        );
        return new(
            Today,
            counted
                .Where(one => one.Count > 0)
                .ToDictionary(
                    one => one.Clause,
                    one => (IReadOnlyList<CountedChild>)[.. one.Children.Select(child => new CountedChild(child, null))]
                ),
            children.Count,
            0
        );
    }

    private Board ReadBoard(string authority, LocalDate on)
    {
        var rows = files
            .Keys.Where(key => key.StartsWith(authority + "/", StringComparison.Ordinal))
            .Select(key => Row(key, on, null)!)
            .ToList();
        return new Board(authority, clock.GetCurrentInstant(), on, version, TrackerRows.Count(rows), rows);
    }

    private Evaluation? Evaluate(string key, LocalDate? on, Instant? knownAt) =>
        files.TryGetValue(key, out var file)
            ? ObligationEngine.Evaluate(Timeline.Of(file, knownAt), library.For(file.Authority)!, library.Calendar, on ?? Today)
            : null;

    private TrackerRow? Row(string key, LocalDate? on, Instant? knownAt) =>
        Evaluate(key, on, knownAt) is { } evaluation
            ? TrackerRows.Of(new CaseHistory(Timeline.Of(files[key], knownAt), evaluation.On), evaluation)
            : null;

    private Ruling Record(string key, Guid command, IReadOnlyList<CareEvent> events)
    {
        lock (gate)
        {
            if (answered.TryGetValue(command, out var before))
                return before;
            if (RefuseNext is { } refusal)
            {
                RefuseNext = null;
                return answered[command] = Ruling.Refused(refusal);
            }

            var file = files[key];
            List<CareEvent> stored = [.. events.Select((one, index) => one with
            {
                Id = $"e{file.Events.Count + index + 1}", Recorded = new Recording(clock.GetCurrentInstant(), "bcp-team-manager", "page")
            })];
            files[key] = file with { Events = [.. file.Events, .. stored] };
            version++;
            return answered[command] = new Ruling([], stored, files[key].Events.Count);
        }
    }

    private Ruling Decide(string key, Guid command, string fact, bool take, string reason)
    {
        lock (gate)
        {
            if (answered.TryGetValue(command, out var before))
                return before;
            var decided = HeldFacts.Decide(files[key], fact, take, reason, Today);
            if (!decided.Succeeded)
                return answered[command] = Ruling.Refused(decided.Refusals);
            var entry = Recordkeeping
                .Decide(files[key], decided.Value, new Recording(clock.GetCurrentInstant(), "bcp-team-manager", "page"))
                .Value!;
            files[key] = entry.Next;
            return answered[command] = new Ruling([], entry.Recorded, entry.Next.Events.Count);
        }
    }

    private static T Proxy<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Answering>();
        ((Answering)(object)proxy).Answer = answer;
        return proxy;
    }

    /// <summary>Not sealed: the runtime derives from it.</summary>
    public class Answering : DispatchProxy
    {
        internal Func<MethodInfo, object?[], object?> Answer { get; set; } =
            (method, _) => throw new NotSupportedException(method.ToString());

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!, args ?? []);
    }
}
