using NodaTime;
using Orleans.Concurrency;
using Permanence.Domain;
using Permanence.Domain.Returns;
using Permanence.Grains.Children;

namespace Permanence.Grains.Imports;

/// <summary>
/// One import of an SSDA903 return: read, shown as a dry run, confirmed, and undone if need be. Goes on by itself after its node died.
/// Key: <see cref="ImportKey"/>. <see cref="ImportUpload"/> sends the files and starts it.
/// </summary>
[Alias("permanence.import")]
[GrainInterfaceType("permanence.import")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Starts on files whose parts are stored already. Repeated, it answers with the import as it is.</summary>
    [Alias("start")]
    Task<ImportJob> Start(CollectionYear year, IReadOnlyList<ImportFile> files);

    /// <summary>Null where there is no such import.</summary>
    [AlwaysInterleave]
    [Alias("read")]
    Task<ImportJob?> Read(CancellationToken cancelled = default);

    /// <summary>A page of the findings, in the order of file and line.</summary>
    [AlwaysInterleave]
    [Alias("findings")]
    Task<IReadOnlyList<ReturnFinding>> Findings(int skip, int take, CancellationToken cancelled = default);

    /// <summary>
    /// Its children as the dry run found them, in the order of their ids. Empty before it is done, and of an import of an earlier release.
    /// </summary>
    [AlwaysInterleave]
    [Alias("children")]
    Task<IReadOnlyList<ChildInReturn>> Children(int skip, int take, CancellationToken cancelled = default);

    /// <summary>Applies what the dry run showed. Refused with <c>not-ready</c> unless it waits for that. Repeated, it goes on.</summary>
    [Alias("confirm")]
    Task<ImportAnswer> Confirm();

    /// <summary>
    /// Lets a dry run go with its files. Refused with <c>not-ready</c> once it was confirmed. Repeated, it changes nothing.
    /// </summary>
    [Alias("discard")]
    Task<ImportAnswer> Discard();

    /// <summary>
    /// Takes it back out of every record, also once its rows were deleted. Refused with <c>not-applied</c> unless some of it was applied.
    /// Repeated, it goes on.
    /// </summary>
    [Alias("undo")]
    Task<ImportAnswer> Undo();
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    Queued,
    Reading,

    /// <summary>The dry run is done; waits for somebody to confirm.</summary>
    Ready,

    /// <summary>Nothing of the files can be used.</summary>
    Refused,

    /// <summary>Records are being changed, or changed back.</summary>
    Applying,
    Applied,
    Undone,

    /// <summary>It stopped part of the way; confirming goes on, undoing takes back what was done.</summary>
    Failed,

    /// <summary>Somebody let the dry run go.</summary>
    Discarded,
}

/// <param name="Progress">0 to 1 of the present state's work.</param>
/// <param name="Doing">What it is doing, in words.</param>
/// <param name="Refusals">Why it was refused or failed.</param>
/// <param name="Findings">How many findings there are.</param>
/// <param name="By">The id of who started it.</param>
public sealed record ImportJob(
    string Id,
    string Authority,
    CollectionYear Year,
    IReadOnlyList<ImportFile> Files,
    ImportState State,
    double Progress,
    string Doing,
    ImportCounts Counts,
    int Children,
    int Findings,
    IReadOnlyList<Refusal> Refusals,
    string By,
    Instant Began,
    Instant? Ended
)
{
    /// <summary>Children of whom there was no record when the dry run looked; the others were matched by their ids.</summary>
    public int NewChildren { get; init; }

    /// <summary>Another year that most of the rows belong to; null where there is none.</summary>
    public CollectionYear? MostlyOf { get; init; }

    /// <summary>
    /// When the rows, as they were sent, were deleted, the council's time for keeping them being over; null where they are there.
    /// </summary>
    public Instant? RowsDeleted { get; init; }
}

/// <summary>A child of a return, as its dry run found them.</summary>
/// <param name="Opens">Whether there was no record, so that the import opens one; else it was matched by its ids.</param>
/// <param name="New">Facts that the record gets.</param>
/// <param name="Changed">Facts of an earlier import that are put right.</param>
/// <param name="Held">Facts held for a person.</param>
public sealed record ChildInReturn(string Child, bool Opens, int New, int Changed, int Held);

/// <summary>Facts by what becomes of them, and rows that were left out.</summary>
/// <param name="Changed">Facts of an earlier import that this one puts right.</param>
/// <param name="Held">Facts held for a person.</param>
/// <param name="Rejected">Rows that cannot be stored.</param>
public sealed record ImportCounts(int New, int Changed, int Unchanged, int Held, int Rejected)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, 0);

    /// <summary>With what was done to one more child.</summary>
    public ImportCounts And(ChildImported child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return this with
        {
            New = New + child.New,
            Changed = Changed + child.Changed,
            Unchanged = Unchanged + child.Unchanged,
            Held = Held + child.Held.Count(finding => finding.Grade == FindingGrade.FactHeld),
        };
    }
}

/// <param name="Name">As the council named it.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Parts">How many parts it is stored in.</param>
public sealed record ImportFile(string Name, long Length, int Parts);

public sealed record ImportAnswer(IReadOnlyList<Refusal> Refusals, ImportJob? Job)
{
    public bool Allowed => Refusals.Count == 0;
}
