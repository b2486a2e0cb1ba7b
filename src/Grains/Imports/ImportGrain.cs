using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Imports;

/// <summary>
/// One import. What is to be done is written before it is begun, every step can be done twice, and a reminder wakes it until it is at an
/// end: so a node may die at any point of it. Works beside its calls, on a timer of its own.
/// </summary>
[GrainType("import")]
public sealed class ImportGrain : Grain, IImportGrain, IRemindable
{
    private const string GoOnReminder = "go-on";
    private const int ChildrenBetweenWrites = 256;
    private const int MostAttempts = 5;
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    // The work and the calls both write, in turns.
    private readonly Kept<ImportRecord> kept;
    private readonly ImportParts parts;
    private readonly ReturnCodes codes;
    private readonly Caseload caseload;
    private readonly IAssessor assessor;
    private readonly IClock clock;
    private readonly ILogger<ImportGrain> log;
    private IGrainTimer? working;
    private IReadOnlyList<ReturnedChild>? children;
    private ReturnReading? read;
    private int attempts;
    private double progress;
    private string doing = "";

    public ImportGrain(
        [PersistentState("import", StoreNames.Records)] IPersistentState<ImportRecord> stored,
        ReturnCodes codes,
        Caseload caseload,
        IAssessor assessor,
        IClock clock,
        ILogger<ImportGrain> log
    )
    {
        (this.codes, this.caseload, this.assessor, this.clock, this.log) = (codes, caseload, assessor, clock, log);
        kept = new Kept<ImportRecord>(stored, () => Key, DeactivateOnIdle, log);
        parts = new ImportParts(() => Of, () => GrainFactory, codes);
    }

    private string Key => this.GetPrimaryKeyString();

    private ImportKey Of => GrainKeys.Parse<ImportKey>(Key);

    private string Authority => Of.Authority;

    private string Id => Key[(Key.LastIndexOf('/') + 1)..];

    private ImportRecord Import => kept.Now;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GoOn();
        return Task.CompletedTask;
    }

    public async Task<ImportJob> Start(CollectionYear year, IReadOnlyList<ImportFile> files)
    {
        if (Import.Year is not null)
            return Job();
        await BookGoOn();
        await Register().RegisterImport(Id);
        var caller = Caller.Current ?? Caller.Platform("platform", "platform");
        var now = clock.GetCurrentInstant();
        await Save(import =>
            import with
            {
                Year = year,
                Files = files,
                State = ImportState.Queued,
                By = caller,
                StartedBy = caller.Id,
                Began = now,
            }
        );
        GoOn();
        return Job();
    }

    public Task<ImportJob?> Read(CancellationToken cancelled = default) => Task.FromResult(Import.Year is null ? null : Job());

    public Task<IReadOnlyList<ReturnFinding>> Findings(int skip, int take, CancellationToken cancelled = default) =>
        parts.Findings(Import.Findings, skip, take, cancelled);

    public Task<IReadOnlyList<ChildInReturn>> Children(int skip, int take, CancellationToken cancelled = default) =>
        parts.Children(Import.Discarded ? 0 : Import.Children, skip, take, cancelled);

    public async Task<ImportAnswer> Confirm()
    {
        if (Import is { State: ImportState.Applied } or { State: ImportState.Applying, Undoing: false })
            return new ImportAnswer([], Job());
        // One that failed before its dry run was done has nothing that anybody could confirm.
        if (Import.State is not (ImportState.Ready or ImportState.Failed) || Import.Undoing || Import.Children == 0)
            return Refused(RefusalCodes.NotReady, "The import can be confirmed once its files were read and nothing of it was applied.");
        if (Import.RowsDeleted is not null)
            return Refused(RefusalCodes.NotReady, "The rows of this import were deleted after the council's time: send the files again.");
        return await Begin(import => import with { State = ImportState.Applying, Undoing = false, Refusals = [], Ended = null });
    }

    public async Task<ImportAnswer> Discard()
    {
        if (Import.Discarded)
            return new ImportAnswer([], Job());
        if (Import.State is not (ImportState.Ready or ImportState.Refused))
            return Refused(RefusalCodes.NotReady, "Only a dry run can be discarded: an import that was confirmed can be undone.");
        var now = clock.GetCurrentInstant();
        // An older program reads one that was refused: nothing of it can be confirmed.
        await Save(import => import with { State = ImportState.Refused, Discarded = true, Refusals = [], Findings = 0, Ended = now });
        await DeleteRows();
        return new ImportAnswer([], Job());
    }

    private Task DeleteRows()
    {
        (children, read) = (null, null);
        return parts.DeleteFiles(Import.Files);
    }

    public async Task<ImportAnswer> Undo()
    {
        if (Import is { State: ImportState.Undone } or { State: ImportState.Applying, Undoing: true })
            return new ImportAnswer([], Job());
        if (Import.State is not (ImportState.Applied or ImportState.Failed))
            return Refused(RefusalCodes.NotApplied, "The import was not applied, so there is nothing to undo.");
        if (Import.RowsDeleted is not null && (await Children(0, 1)).Count == 0)
            return Refused(RefusalCodes.NotApplied, "Its rows were deleted, and which children it was about was not kept at the time.");
        return await Begin(import => import with { State = ImportState.Applying, Undoing = true, Done = 0, Refusals = [], Ended = null });
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Given up here and not where the work ends: no call can come in between and ask for it again.
        if (Import.HasWork)
            GoOn();
        else if (!await RowsAreGone())
        {
            // From now on it is only looked at once a day.
            if (status.Period < Daily)
                await this.RegisterOrUpdateReminder(GoOnReminder, Daily, Daily);
        }
        else if (await this.GetReminder(GoOnReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    /// <summary>
    /// Deletes the rows, as they were sent, once the council's time for keeping them is over. Who sent them and when, what was counted and
    /// found, and what they said of a child in the child's own record stay.
    /// </summary>
    private async Task<bool> RowsAreGone()
    {
        if (Import.Year is null)
            return true;
        if (Import is { RowsDeleted: null, Discarded: false })
        {
            var kept = LondonTime.DayOf(Import.Ended ?? Import.Began);
            if (assessor.ImportRowsMonths(Authority) is not { } months || clock.Today() < kept.PlusMonths(months))
                return false;
            var now = clock.GetCurrentInstant();
            // Noted first, so that nothing is confirmed of which half the rows are left. A dry run without its rows is none any more.
            await Save(import =>
                import.State == ImportState.Ready
                    ? import with
                    {
                        State = ImportState.Refused,
                        Discarded = true,
                        RowsDeleted = now,
                        Ended = now,
                    }
                    : import with
                    {
                        RowsDeleted = now,
                    }
            );
        }

        await DeleteRows();
        return true;
    }

    private async Task<ImportAnswer> Begin(Func<ImportRecord, ImportRecord> next)
    {
        if (Import.Year is null)
            return new ImportAnswer([new Refusal(RefusalCodes.NotFound, "There is no such import.")], null);
        await BookGoOn();
        var caller = Caller.Current;
        await Save(import => next(import) with { By = caller ?? import.By });
        (attempts, progress) = (0, 0);
        GoOn();
        return new ImportAnswer([], Job());
    }

    private void GoOn()
    {
        if (Import.HasWork)
            working ??= this.RegisterGrainTimer(
                Work,
                new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true }
            );
    }

    private async Task Work(CancellationToken stopping)
    {
        // The timer carries no caller: what is done is done for who asked.
        using var asking = Import.By?.Ask();
        var interrupted = true;
        try
        {
            if (Import.State is ImportState.Queued or ImportState.Reading)
                await DryRun(stopping);
            else if (Import.State == ImportState.Applying)
                await Apply(stopping);
            interrupted = false;
        }
        catch (Exception fault) when (stopping.IsCancellationRequested)
        {
            log.LogInformation(fault, "The import {Key} stops with its node and goes on elsewhere", Key);
        }
        catch (Exception fault)
        {
            log.LogWarning(
                fault,
                "The import {Key} was interrupted in {State} at {Done} of {Children} children",
                Key,
                Import.State,
                Import.Done,
                Import.Children
            );
            if (++attempts >= MostAttempts)
                await Fail();
        }
        finally
        {
            working?.Dispose();
            working = null;
        }

        // Somebody may have confirmed while the dry run was putting its things away. What was interrupted waits for its reminder.
        if (!interrupted)
            GoOn();
    }

    private async Task DryRun(CancellationToken stopping)
    {
        await Save(import => import with { State = ImportState.Reading });
        var reading = await ReadFiles();
        if (reading.Refused)
        {
            await parts.StoreFindings(reading.Findings);
            var refusedAt = clock.GetCurrentInstant();
            await Save(import =>
                import with
                {
                    State = ImportState.Refused,
                    Refusals = reading.Refusals,
                    Findings = reading.Findings.Count,
                    Ended = refusedAt,
                }
            );
            return;
        }

        var year = Import.Year!.Value;
        doing = "Comparing with the records";
        var done = 0;
        var coming = children!;
        var plans = await Fanout.Ask(
            coming,
            async child =>
            {
                stopping.ThrowIfCancellationRequested();
                var plan = await Child(child.Id).PlanImport(Id, year, child, stopping);
                progress = 0.5 + (++done / (double)coming.Count / 2);
                return plan;
            }
        );
        var held = plans.SelectMany(plan => plan.Held).ToList();
        var findings = ImportParts.InOrder([.. reading.Findings, .. held, .. await BesideTheRecords(coming)]);
        await parts.StoreFindings(findings);
        await parts.StoreChildren([
            .. coming
                .Zip(
                    plans,
                    (child, plan) =>
                        new ChildInReturn(
                            child.Id,
                            plan.Opened,
                            plan.New,
                            plan.Changed,
                            plan.Held.Count(finding => finding.Grade == FindingGrade.FactHeld)
                        )
                )
                .OrderBy(child => child.Child, StringComparer.Ordinal),
        ]);
        await Save(import =>
            import with
            {
                State = ImportState.Ready,
                Children = coming.Count,
                NewChildren = plans.Count(plan => plan.Opened),
                MostlyOf = reading.MostlyOf,
                Findings = findings.Count,
                Counts = new ImportCounts(
                    plans.Sum(plan => plan.New),
                    plans.Sum(plan => plan.Changed),
                    plans.Sum(plan => plan.Unchanged),
                    reading.Counts.FactsHeld + held.Count(finding => finding.Grade == FindingGrade.FactHeld),
                    reading.Counts.RowsLeftOut
                ),
            }
        );
    }

    private async Task Apply(CancellationToken stopping)
    {
        if (Import.RowsDeleted is not null)
            children = [.. (await Children(0, int.MaxValue, stopping)).Select(child => new ReturnedChild(child.Child, []))];
        else if (children is null || read is null)
            await ReadFiles();
        // Somebody may have opened a record since the dry run, with the id in other letters. What is taken back needs no rows.
        var (those, reading) = (CouncilReturns.Under(children!, await Register().Children(stopping)), read!);
        var fromTheStart = Import.Done == 0;
        var held = new List<ReturnFinding>();
        // What is done and not what was foreseen: other imports and people may have come between.
        var applied = fromTheStart ? ImportCounts.None : Import.Applied ?? ImportCounts.None;
        var year = Import.Year!.Value;
        doing = Import.Undoing ? "Taking the import back" : "Recording";
        // One write of the register instead of one a child.
        if (!Import.Undoing)
            await Register().Register([.. those.Select(child => child.Id)]);

        var refused = new List<ReturnFinding>();
        for (var from = Import.Done; from < those.Count; from += ChildrenBetweenWrites)
        {
            var batch = those.Skip(from).Take(ChildrenBetweenWrites).ToList();
            var done = from;
            await Fanout.Ask(
                batch,
                async child =>
                {
                    stopping.ThrowIfCancellationRequested();
                    var imported = Import.Undoing ? null : await Child(child.Id).Import(Command("apply", child.Id), Id, year, child);
                    var ruling = imported?.Ruling ?? await Child(child.Id).UndoImport(Command("undo", child.Id), Id);
                    if (ruling.Refusals.FirstOrDefault(refusal => refusal.Kind == RefusalKind.Unavailable) is { } unavailable)
                        throw new TimeoutException(unavailable.Sentence);
                    if (!ruling.Allowed)
                        refused.Add(
                            new ReturnFinding(
                                "",
                                0,
                                child.Id,
                                "",
                                "",
                                ruling.Refusals[0].Code,
                                FindingGrade.RowLeftOut,
                                $"Nothing of this child was recorded: {ruling.Refusals[0].Sentence}"
                            )
                        );
                    else if (imported is not null)
                    {
                        held.AddRange(imported.Held);
                        applied = applied.And(imported);
                    }

                    progress = ++done / (double)those.Count;
                    return ruling.Allowed;
                }
            );
            var (certain, sofar) = (from + batch.Count, applied);
            await Save(import => import with { Done = certain, Applied = import.Undoing ? import.Applied : sofar });
        }

        var findings =
            Import.Undoing || !fromTheStart
                ? await Findings(0, Import.Findings, stopping)
                : ImportParts.InOrder([.. reading.Findings, .. held, .. await BesideTheRecords(those)]);
        if (refused.Count > 0 || (!Import.Undoing && fromTheStart))
            await parts.StoreFindings([.. findings, .. refused]);
        var (ended, found, rejected) = (clock.GetCurrentInstant(), findings.Count + refused.Count, refused.Count);
        await Save(import =>
            import with
            {
                State = import.Undoing ? ImportState.Undone : ImportState.Applied,
                Ended = ended,
                Findings = found,
                Counts = import.Undoing
                    ? import.Counts with
                    {
                        Rejected = import.Counts.Rejected + rejected,
                    }
                    : applied with
                    {
                        Held = reading.Counts.FactsHeld + applied.Held,
                        Rejected = reading.Counts.RowsLeftOut + rejected,
                    },
            }
        );
        read = null;
        children = null;
    }

    private async Task Fail()
    {
        try
        {
            var next = Import.Undoing ? "Undo it again to go on." : "Confirm it again to go on, or undo it to take back what was done.";
            var sentence =
                Import.State == ImportState.Applying
                    ? $"The import stopped after {Import.Done} of {Import.Children} children. {next}"
                    : "The files could not be read. Nothing was changed; send them again.";
            var now = clock.GetCurrentInstant();
            await Save(import =>
                import with
                {
                    State = ImportState.Failed,
                    Refusals = [new Refusal(RefusalCodes.ImportFailed, sentence)],
                    Ended = now,
                }
            );
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The import {Key} could not even note that it failed; its reminder tries again", Key);
        }
    }

    private async Task<ReturnReading> ReadFiles()
    {
        doing = "Reading the files";
        var files = await parts.Files(Import.Files);
        var year = Import.Year!.Value;
        var reading = new Reading(share => progress = share / 2);
        // Seconds of computing: away from this grain's turn, touching nothing of it but the number shown.
        // Of the day it was sent on, however often it is read.
        var sent = LondonTime.DayOf(Import.Began);
        read = await Task.Run(() => ReturnReader.Read(files, year, codes.Now, reading, today: sent));
        children = CouncilReturns.Under(read.Children, await Register().Children());
        return read;
    }

    /// <summary>Who is in the return and not in the council's records, and the other way round.</summary>
    private async Task<IReadOnlyList<ReturnFinding>> BesideTheRecords(IReadOnlyList<ReturnedChild> coming)
    {
        var known = new Dictionary<string, KeptReturns>(StringComparer.Ordinal);
        await foreach (
            var batch in caseload.Make(
                Authority,
                await Register().Children(),
                record => record.File is { } file ? KeptReturns.Of(file) : null
            )
        )
        {
            foreach (var made in batch)
            {
                if (made.Value is { } kept)
                    known[made.Child] = kept;
            }
        }

        return CouncilReturns.Check(coming, Import.Year!.Value, known);
    }

    // What the work notes and what a call asks for stand in different fields, so each changes its own of whatever stands now.
    private async Task Save(Func<ImportRecord, ImportRecord> change) =>
        (await kept.Keep<bool>(now => change(now) is var next && next == now ? new(true) : new(true, next))).OrAway();

    private async Task BookGoOn() => await this.RegisterOrUpdateReminder(GoOnReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    private ImportAnswer Refused(string code, string sentence) => new([new Refusal(code, sentence)], Import.Year is null ? null : Job());

    private ImportJob Job() =>
        new(
            Id,
            Authority,
            Import.Year!.Value,
            Import.Files,
            Import.Discarded ? ImportState.Discarded : Import.State,
            Import.HasWork ? Math.Clamp(progress, 0, 1) : 1,
            Import.HasWork ? doing : "",
            Import.Counts,
            Import.Children,
            Import.Findings,
            Import.Refusals,
            Import.StartedBy,
            Import.Began,
            Import.Ended
        )
        {
            NewChildren = Import.NewChildren,
            MostlyOf = Import.MostlyOf,
            RowsDeleted = Import.RowsDeleted,
        };

    // The same step for the same child is the same command, however often it is taken.
    private Guid Command(string step, string child) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Key}/{step}/{child}")).AsSpan(0, 16));

    private IAuthorityGrain Register() => GrainFactory.GetGrain<IAuthorityGrain>(new AuthorityKey(Authority));

    private IChildGrain Child(string child) => GrainFactory.GetGrain<IChildGrain>(new ChildKey(Authority, child));

    // Told from another thread; a double is written whole.
    private sealed class Reading(Action<double> tell) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value) => tell(value.Share);
    }
}
