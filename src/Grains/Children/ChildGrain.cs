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
using Permanence.Grains.Policies;
using Permanence.Grains.Storage;

namespace Permanence.Grains.Children;

/// <summary>
/// One child's record. Decides with a pure function, writes, waits for the write, then tells the board. Not reentrant: nothing happens
/// between deciding and writing.
/// </summary>
[GrainType("child")]
public sealed class ChildGrain(
    [PersistentState("child", StoreNames.Records)] IPersistentState<ChildRecord> stored,
    IAssessor assessor, IClock clock, ILogger<ChildGrain> log) : Grain, IChildGrain, IRemindable
{
    private const string LookAgainReminder = "look-again";

    // A board that does not answer must not hold up a child's record; it comes right by itself.
    private static readonly TimeSpan LongestTelling = TimeSpan.FromSeconds(2);

    private bool lookAgainBooked;

    private string Key => this.GetPrimaryKeyString();

    private string Authority => GrainKeys.AuthorityOf(Key);

    private string Child => GrainKeys.ChildOf(Key);

    private LocalDate Today => clock.Today();

    public async Task<Ruling> Open(Guid commandId, CaseFile file)
    {
        if (stored.State.AnswerTo(commandId) is { } answered)
            return stored.State.Ruling(answered);
        if (file.Authority != Authority || file.Child.Id != Child)
            return Ruling.Refused(new Refusal("another-child", "The case file is of another child than the record it was sent to.", "child.id"));
        if (stored.State.File is null && await Register() is { } unavailable)
            return unavailable;

        var ruling = await Do(commandId, new OpenRecord(file));
        if (ruling.Allowed)
            await BookLookAgain(isNew: true);
        return ruling;
    }

    public Task<Ruling> Record(Guid commandId, IReadOnlyList<CareEvent> events) => Do(commandId, new RecordEvents(events));

    public async Task<ChildImported> Import(Guid commandId, string importId, CollectionYear year, ReturnedChild child)
    {
        if (stored.State.AnswerTo(commandId) is { } answered)
            return Imported(stored.State.Ruling(answered), null);
        var opening = stored.State.File is null;
        if (opening && await Register() is { } unavailable)
            return Imported(unavailable, null);

        var plan = Plan(importId, year, child);
        if (plan.ChangesNothing)
            return Imported(Unchanged(), plan);
        var ruling = await Do(commandId, new TakeFromReturn(Authority, plan.Details, plan.EventsToAdd));
        if (ruling.Allowed && opening)
            await BookLookAgain(isNew: true);
        return Imported(ruling, plan);
    }

    public Task<ChildImported> PlanImport(string importId, CollectionYear year, ReturnedChild child) =>
        Task.FromResult(Imported(Unchanged(), Plan(importId, year, child)));

    public async Task<Ruling> UndoImport(Guid commandId, string importId)
    {
        if (stored.State.AnswerTo(commandId) is { } answered)
            return stored.State.Ruling(answered);
        if (stored.State.File is not { } file)
            return Unchanged();
        var undo = ReturnMerge.Undo(file, importId);
        return undo.ChangesNothing ? Unchanged() : await Do(commandId, new TakeFromReturn(Authority, undo.Details, undo.EventsToAdd));
    }

    public Task<IReadOnlyList<HeldFact>> Held(CancellationToken cancelled) => Task.FromResult(stored.State.File is { } file ? HeldFacts.Of(file) : []);

    public async Task<Ruling> DecideHeld(Guid commandId, string fact, bool take, string reason)
    {
        if (stored.State.AnswerTo(commandId) is { } answered)
            return stored.State.Ruling(answered);
        if (stored.State.File is not { } file)
            return Ruling.Refused(new Refusal("not-found", "There is no record of this child: open one first."));
        var decided = HeldFacts.Decide(file, fact, take, reason, Today);
        return decided.Succeeded ? await Do(commandId, decided.Value) : Ruling.Refused(decided.Refusals);
    }

    public Task<CaseFile?> Read(CancellationToken cancelled) => Task.FromResult(stored.State.File);

    public Task<Child?> Who(CancellationToken cancelled) => Task.FromResult(stored.State.File?.Child);

    public Task<ChildReading?> Reading(AsOf asOf, string? recorded, CancellationToken cancelled)
    {
        if (stored.State.File is not { } file || assessor.Assess(file, asOf.From(Today)) is not { } now)
            return Task.FromResult<ChildReading?>(null);
        var entry = recorded is null ? null : file.Events.FirstOrDefault(happened => happened.Id == recorded)?.Recorded;
        var before = entry is null ? null : assessor.Evaluate(file, new AsOf(Today, entry.At - Duration.Epsilon));
        return Task.FromResult<ChildReading?>(new ChildReading(file, now.Evaluation, now.Row, now.Summary, HeldFacts.Of(file), before));
    }

    public Task<Evaluation?> Obligations(AsOf asOf, CancellationToken cancelled) =>
        Task.FromResult(stored.State.File is { } file ? assessor.Evaluate(file, asOf.From(Today)) : null);

    public Task<ChildSummary?> Summary(AsOf asOf, CancellationToken cancelled) =>
        Task.FromResult(stored.State.File is { } file ? assessor.Summary(file, asOf.From(Today)) : null);

    public Task<TrackerRow?> Row(AsOf asOf, CancellationToken cancelled) =>
        Task.FromResult(stored.State.File is { } file ? assessor.Assess(file, asOf.From(Today))?.Row : null);

    public async Task LookAgain()
    {
        if (stored.State.File is null)
            return;
        await BookLookAgain();
        await TellBoard();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        lookAgainBooked = true;
        return LookAgain();
    }

    private ChildImport Plan(string importId, CollectionYear year, ReturnedChild child) =>
        child.Id == Child
            ? ReturnMerge.Plan(stored.State.File, child, Authority, year, importId)
            : throw new ArgumentException("The return is about another child than the record it was sent to.", nameof(child));

    private Ruling Unchanged() => new([], [], stored.State.File?.Events.Count ?? 0);

    private static ChildImported Imported(Ruling ruling, ChildImport? plan) =>
        new(ruling, plan?.IsNew ?? false, plan?.New ?? 0, plan?.Changed ?? 0, plan?.Unchanged ?? 0, plan?.Held ?? []);

    private async Task<Ruling> Do(Guid commandId, RecordCommand command)
    {
        // A second time only where the store holds something newer than this activation had read.
        for (var attempt = 1; ; attempt++)
        {
            if (stored.State.AnswerTo(commandId) is { } answered)
                return stored.State.Ruling(answered);

            var caller = Caller.Current;
            var decided = Recordkeeping.Decide(stored.State.File, command, clock.GetCurrentInstant(), caller?.Id ?? "platform", caller?.Source ?? "platform");
            if (!decided.Succeeded)
                return Refuse(commandId, decided.Refusals);
            // A policy stands before what people record. What another system already holds has happened, whatever a policy says.
            if (command is RecordEvents recording && assessor.Stops(stored.State.File!, recording.Events) is { Count: > 0 } stops)
                return Refuse(commandId, stops);

            var entry = decided.Value;
            var answer = new Answer(commandId, entry.Next.Events.Count, entry.Recorded.Count, []);
            var outcome = await stored.Write((stored.State with { File = entry.Next, Revision = stored.State.Revision + 1 }).With(answer), Key, DeactivateOnIdle, log);
            if (outcome == WriteOutcome.Conflict && attempt == 1)
                continue;
            if (outcome != WriteOutcome.Written && stored.State.AnswerTo(commandId) is null)
                return Ruling.Refused(StoreUnavailable);

            await TellBoard();
            return new Ruling([], entry.Recorded, answer.Version);
        }
    }

    private Ruling Refuse(Guid commandId, IReadOnlyList<Refusal> refusals)
    {
        // Kept in memory and stored with the next write: a refusal alone is not worth a write, and changes nothing if forgotten.
        if (stored.State.File is not null)
            stored.State = stored.State.With(new Answer(commandId, 0, 0, refusals));
        return Ruling.Refused(refusals);
    }

    private async Task<Ruling?> Register()
    {
        try
        {
            // The intent first: a child in the register without a record is harmless, a record nobody knows of is not.
            await GrainFactory.GetGrain<IAuthorityGrain>(GrainKeys.Authority(Authority)).Register(Child);
            return null;
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The child {Key} could not be registered", Key);
            return Ruling.Refused(StoreUnavailable);
        }
    }

    private async Task TellBoard()
    {
        try
        {
            var board = GrainFactory.GetGrain<ITrackerBoardGrain>(GrainKeys.Authority(Authority));
            await board.Changed(Child, StampedRow.Of(stored.State, Authority, assessor, clock.GetCurrentInstant())).WaitAsync(LongestTelling);
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

    private static readonly Refusal StoreUnavailable = new("store-unavailable", "The record could not be saved just now. Send the same command again: it is recorded once.");
}
