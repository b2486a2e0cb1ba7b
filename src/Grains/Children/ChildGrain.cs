using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Imports;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Children;

/// <summary>
/// One child's record. Decides with a pure function, writes, waits for the write, then tells the board. Not reentrant: nothing happens
/// between deciding and writing.
/// </summary>
[GrainType("child")]
public sealed class ChildGrain : Grain, IChildGrain, IRemindable
{
    private const string LookAgainReminder = "look-again";

    // A board that does not answer must not hold up a child's record; it comes right by itself.
    private static readonly TimeSpan LongestTelling = TimeSpan.FromSeconds(2);

    private readonly Kept<ChildRecord> kept;
    private readonly IAssessor assessor;
    private readonly ReturnCodes codes;
    private readonly IClock clock;
    private readonly ILogger<ChildGrain> log;
    private bool lookAgainBooked;

    private ChildHistory? read;

    public ChildGrain(
        [PersistentState("child", StoreNames.Records)] IPersistentState<ChildRecord> stored,
        IAssessor assessor,
        ReturnCodes codes,
        IClock clock,
        ILogger<ChildGrain> log
    )
    {
        (this.assessor, this.codes, this.clock, this.log) = (assessor, codes, clock, log);
        kept = new Kept<ChildRecord>(stored, () => Key, DeactivateOnIdle, log);
    }

    private string Key => this.GetPrimaryKeyString();

    private string Authority => GrainKeys.Parse<ChildKey>(Key).Authority;

    private string Child => GrainKeys.Parse<ChildKey>(Key).Child;

    private LocalDate Today => clock.Today();

    private CaseFile? File => kept.Now.File;

    public Task<Ruling> Open(Guid commandId, CaseFile file) => Open(commandId, file, new OpenRecord(file));

    public Task<Ruling> Load(Guid commandId, CaseFile file) =>
        Caller.Current is { IsPlatform: true }
            ? Open(commandId, file, new LoadRecord(file))
            : Task.FromResult(
                Ruling.Refused(new Refusal(RefusalCodes.NotForCallers, "Only the platform's own programs keep the stamps of a file."))
            );

    private Task<Ruling> Open(Guid commandId, CaseFile file, RecordCommand command) =>
        file.Authority != Authority || file.Child.Id != Child
            ? Task.FromResult(
                Ruling.Refused(
                    new Refusal(RefusalCodes.AnotherChild, "The case file is of another child than the record it was sent to.", "child.id")
                )
            )
            // What is loaded again, perhaps after half of a file was, is there already.
            : Do(commandId, Answers.Digest(CaseFileJson.Write(file)), there => command is LoadRecord && there == file ? Nothing : command);

    public Task<Ruling> Record(Guid commandId, IReadOnlyList<CareEvent> events) =>
        Do(commandId, Contents(events, Caller.Current?.OnBehalfOf), _ => new RecordEvents(events));

    public async Task<ChildImported> Import(Guid commandId, string importId, CollectionYear year, ReturnedChild child)
    {
        ChildImport? plan = null;
        var ruling = await Do(
            commandId,
            null,
            file =>
            {
                plan = Plan(file, importId, year, child);
                return plan.ChangesNothing ? Nothing : new TakeFromReturn(Authority, plan.Details, plan.EventsToAdd);
            }
        );
        // The same step again, after a node died: what it did stands in the record.
        if (plan is null && ruling.Allowed && File is { } there)
            plan = Plan(there, importId, year, child).AfterRecording(ruling.Recorded);
        return Imported(ruling, plan);
    }

    public Task<ChildImported> PlanImport(
        string importId,
        CollectionYear year,
        ReturnedChild child,
        CancellationToken cancelled = default
    ) => Task.FromResult(Imported(Unchanged(File), Plan(File, importId, year, child)));

    public Task<Ruling> UndoImport(Guid commandId, string importId) =>
        Do(
            commandId,
            null,
            file =>
                file is not null && ReturnMerge.Undo(file, importId) is { ChangesNothing: false } undo
                    ? new TakeFromReturn(Authority, undo.Details, undo.EventsToAdd)
                    : Nothing
        );

    public Task<IReadOnlyList<HeldFact>> Held(CancellationToken cancelled) => Task.FromResult(File is { } file ? HeldFacts.Of(file) : []);

    public Task<Ruling> DecideHeld(Guid commandId, string fact, bool take, string reason) =>
        Do(
            commandId,
            Answers.Digest($"{fact}/{take}/{reason}"),
            file =>
            {
                if (file is null)
                    return new Refusal(RefusalCodes.NotFound, "There is no record of this child: open one first.");
                var decided = HeldFacts.Decide(file, fact, take, reason, codes.Now, Today);
                return decided.Succeeded ? decided.Value : decided.Refusals.ToList();
            }
        );

    public Task<bool> Exists(CancellationToken cancelled) => Task.FromResult(File is not null);

    public Task<CaseFile?> Read(CancellationToken cancelled) => Task.FromResult(File);

    public Task<Child?> Who(CancellationToken cancelled) => Task.FromResult(History(AsOf.Now)?.Child);

    public Task<ChildReading?> Reading(AsOf asOf, string? recorded, CancellationToken cancelled)
    {
        if (File is not { } file || History(asOf) is not { } history || assessor.Evaluate(history) is not { } now)
            return Task.FromResult<ChildReading?>(null);
        var entry = recorded is null ? null : file.Events.FirstOrDefault(happened => happened.Id == recorded)?.Recorded;
        var before = entry is null ? null : assessor.Evaluate(History(new AsOf(Today, entry.At - Duration.Epsilon))!);
        return Task.FromResult<ChildReading?>(new ChildReading(file, now, HeldFacts.Of(file), before));
    }

    public Task<Evaluation?> Obligations(AsOf asOf, CancellationToken cancelled) =>
        Task.FromResult(History(asOf) is { } history ? assessor.Evaluate(history) : null);

    public Task<ChildSummary?> Summary(AsOf asOf, CancellationToken cancelled) =>
        Task.FromResult(History(asOf) is { IsKnown: true } history ? ChildSummaries.Of(history) : null);

    public Task<TrackerRow?> Row(AsOf asOf, CancellationToken cancelled) =>
        Task.FromResult(History(asOf) is { } history ? assessor.Row(history)?.Row : null);

    // Read once a revision: every question about now asks the same reading. What was known earlier is read for the asking.
    private CaseHistory? History(AsOf asOf) =>
        (
            asOf.KnownAt is null ? Whole
            : File is { } file ? new ChildHistory(file, asOf.KnownAt)
            : null
        )?.At(asOf.ReadAt(clock.GetCurrentInstant()));

    private ChildHistory? Whole => File is { } file ? Reading(file) : null;

    private ChildHistory Reading(CaseFile file) => ReferenceEquals(read?.Timeline.File, file) ? read : read = new ChildHistory(file);

    public async Task<bool> LookAgain()
    {
        if (File is null)
            return false;
        await BookLookAgain();
        await TellBoard(RowOf(kept.Now));
        return true;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        lookAgainBooked = true;
        return LookAgain();
    }

    private static readonly Outcome<RecordCommand?> Nothing = (RecordCommand?)null;

    private ChildImport Plan(CaseFile? file, string importId, CollectionYear year, ReturnedChild child) =>
        child.Id == Child
            ? ReturnMerge.Plan(file, child, Authority, year, importId)
            : throw new ArgumentException("The return is about another child than the record it was sent to.", nameof(child));

    private static Ruling Unchanged(CaseFile? file) => new([], [], file?.Events.Count ?? 0);

    private static ChildImported Imported(Ruling ruling, ChildImport? plan) =>
        new(ruling, plan?.IsNew ?? false, plan?.New ?? 0, plan?.Changed ?? 0, plan?.Unchanged ?? 0, plan?.Held ?? []);

    private static string Contents(IReadOnlyList<CareEvent> events, OnBehalfOf? other)
    {
        var content = new ArrayBufferWriter<byte>();
        if (other is not null)
            content.Write(Encoding.UTF8.GetBytes($"{other.By}/{other.Role}/"));
        foreach (var happened in events)
            content.Write(happened.Json.Span);
        return Answers.Digest(content.WrittenSpan);
    }

    /// <param name="content">What is commanded, so that its id cannot come to stand for something else; null for the platform's own
    /// commands, whose ids are made of it.</param>
    /// <param name="command">What that means for the record as it is; null where it changes nothing.</param>
    private async Task<Ruling> Do(Guid commandId, string? content, Func<CaseFile?, Outcome<RecordCommand?>> command)
    {
        var caller = Caller.Current;
        var before = kept.Now;
        StampedRow? row = null;
        var outcome = await kept.Keep(record => Decide(record, commandId, content, command, caller), Registered, next => row = RowOf(next));
        if (kept.Now.Revision == before.Revision)
            return Answered(outcome);

        var isNew = before.File is null && File is not null;
        if (isNew)
            await Opened();
        await TellBoard(row is { } made && made.Stamp.Revision == kept.Now.Revision ? made : RowOf(kept.Now));
        if (isNew)
            await BookLookAgain(isNew: true);
        return Answered(outcome);
    }

    private static Ruling Answered(Outcome<Ruling> outcome) => outcome.Succeeded ? outcome.Value : Ruling.Refused(outcome.Refusals);

    private Decision<ChildRecord, Ruling> Decide(
        ChildRecord record,
        Guid commandId,
        string? content,
        Func<CaseFile?, Outcome<RecordCommand?>> command,
        Caller? caller
    )
    {
        if (record.Answers.To(commandId) is { } answered)
            return new(answered.IsFor(content) ? record.Ruling(answered) : Ruling.Refused(Answers.OtherContent));

        var asked = command(record.File);
        if (asked.Refusals.Count > 0)
            return Refuse(asked.Refusals);
        if (asked.Value is not { } change)
            return new(Unchanged(record.File));
        var now = clock.GetCurrentInstant();
        var stamp = new Recording(now, caller?.Id ?? "platform", caller?.Source ?? "platform")
        {
            Role = caller?.Role,
            OnBehalfOf = caller?.OnBehalfOf,
        };
        var coming = change switch
        {
            RecordEvents { Events: var events } => events,
            OpenRecord { File.Events: var events } => events,
            _ => [],
        };
        if (CodeChecks.Of(codes.Now, coming, record.File) is { Count: > 0 } unknown)
            return Refuse(unknown);
        var decided = Recordkeeping.Decide(record.File, change, stamp);
        if (!decided.Succeeded)
            return Refuse(decided.Refusals);
        var entry = decided.Value;
        if (change is RecordEvents && caller is { OtherRoles.Count: > 0 })
            entry = entry.StampedAs(assessor.InRole(Authority, record.File, entry.Recorded, caller.Roles));
        // Whose act it is, and a policy, stand before what people record. What another system already holds has happened, whatever a
        // policy says, and so has what the platform itself brings. What a case file brings was said elsewhere, by whose act it was.
        if (
            change is RecordEvents
            && caller is { IsPlatform: false }
            && assessor.NotTheirs(Authority, record.File, entry.Recorded) is { Count: > 0 } theirs
        )
            // Not kept as the answer: somebody whose act it is may send the same.
            return new(Ruling.Refused(theirs));
        var stops = change switch
        {
            RecordEvents recording => assessor.Stops(Reading(record.File!), recording.Events),
            OpenRecord => assessor.StopsOpening(entry.Next),
            _ => [],
        };
        if (stops.Count > 0)
            return Refuse(stops);

        var answer = new Answer(commandId, entry.Next.Events.Count, entry.Recorded.Count, []) { Content = content };
        return new(
            new Ruling([], entry.Recorded, answer.Version),
            record with
            {
                File = entry.Next,
                Revision = record.Revision + 1,
                Answers = record.Answers.With(answer, now),
            }
        );

        // Kept in memory and stored with the next write: a refusal alone is not worth a write, and changes nothing if forgotten.
        Decision<ChildRecord, Ruling> Refuse(IReadOnlyList<Refusal> refusals) =>
            new(
                Ruling.Refused(refusals),
                record.File is null
                    ? null
                    : record with
                    {
                        Answers = record.Answers.With(
                            new Answer(commandId, 0, 0, refusals) { Content = content },
                            clock.GetCurrentInstant()
                        ),
                    }
            )
            {
                Write = false,
            };
    }

    // The intent first: a child in the register without a record is harmless, and not shown; a record nobody knows of is not harmless.
    private async Task<Refusal?> Registered()
    {
        if (File is not null)
            return null;
        try
        {
            return await Register().Enter(Child) is { } there
                ? new Refusal(
                    RefusalCodes.Exists,
                    $"The council has this child as '{there}': the case of letters tells no two children apart. Use that id.",
                    "child.id"
                )
                : null;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The child {Key} could not be registered", Key);
            return StoreAway.Refusal;
        }
    }

    private async Task Opened()
    {
        try
        {
            await Register().Opened(Child).WaitAsync(LongestTelling);
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The register was not told that the record {Key} is open; it asks by itself", Key);
        }
    }

    private IAuthorityGrain Register() => GrainFactory.GetGrain<IAuthorityGrain>(new AuthorityKey(Authority));

    private StampedRow? RowOf(ChildRecord record)
    {
        try
        {
            var history = record.File is { } file ? Reading(file) : null;
            return StampedRow.Of(history, record.Revision, Authority, assessor, clock.GetCurrentInstant());
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The row of {Key} could not be made; the board of {Authority} looks again by itself", Key, Authority);
            return null;
        }
    }

    private async Task TellBoard(StampedRow? row)
    {
        if (row is null)
            return;
        try
        {
            await GrainFactory.GetGrain<ITrackerBoardGrain>(new AuthorityKey(Authority)).Changed(Child, row).WaitAsync(LongestTelling);
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The board of {Authority} was not told of {Key}; it looks again by itself", Authority, Key);
        }
    }

    private async Task BookLookAgain(bool isNew = false)
    {
        if (lookAgainBooked)
            return;
        try
        {
            if (isNew || await this.GetReminder(LookAgainReminder) is null)
                await this.RegisterOrUpdateReminder(LookAgainReminder, UntilFirstLook(), TimeSpan.FromDays(1));
            lookAgainBooked = true;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The daily look at {Key} could not be booked; the authority's sweep will", Key);
        }
    }

    // Spread over the day by the key, so that a council's children do not all wake at once.
    private TimeSpan UntilFirstLook()
    {
        var ofDay = Duration.FromMilliseconds(this.GetGrainId().GetUniformHashCode() % (uint)NodaConstants.MillisecondsPerDay);
        var now = Duration.FromTicks(clock.GetCurrentInstant().InUtc().TimeOfDay.TickOfDay);
        return (ofDay > now ? ofDay - now : ofDay - now + Duration.FromDays(1)).ToTimeSpan();
    }
}
