namespace Permanence.Domain.Returns;

/// <summary>One file of a return.</summary>
/// <param name="Name">As the council named it; only shown, never relied on.</param>
/// <param name="Content">Read once, from where it stands to its end, and never further than the limits allow. Not disposed.</param>
public sealed record ReturnFile(string Name, Stream Content)
{
    public static ReturnFile Of(string name, byte[] content) => new(name, new MemoryStream(content, writable: false));
}

/// <summary>Where a reading has come to.</summary>
/// <param name="File">The file being read, or null once the rows are being checked against each other.</param>
/// <param name="Rows">Rows read so far, of all files.</param>
/// <param name="Share">0 to 1, of the files' bytes where their length is known.</param>
public sealed record ReadingProgress(string? File, int Rows, double Share);

/// <summary>The twelve files of the return.</summary>
public enum ReturnKind
{
    Header,
    Episodes,
    Reviews,
    UASC,
    OC2,
    OC3,
    AD1,
    PlacedAdoption,
    PrevPerm,
    Missing,
    SWEpisodes,
    DoLo,
}

/// <summary>A row as it is believed: facts that are held for a person are blank in it, and a row that was left out is not there.</summary>
/// <param name="Values">In the order of the kind's columns in <see cref="ReturnColumns"/>; trimmed, upper case.</param>
public sealed record ReturnRow(ReturnKind Kind, string File, int Line, IReadOnlyList<string> Values);

/// <summary>What one return says of one child.</summary>
/// <param name="Id">The CHILD of the files.</param>
/// <param name="Rows">In the order of the kinds, then of the file.</param>
public sealed record ReturnedChild(string Id, IReadOnlyList<ReturnRow> Rows)
{
    /// <summary>
    /// The kinds of file that were given with rows in them: of another kind the return says nothing, whatever an earlier one said stays.
    /// Null where that was not noted: then it says all there is to say of the year.
    /// </summary>
    public IReadOnlyList<ReturnKind>? Given { get; init; }

    public bool Gives(ReturnKind kind) => Given?.Contains(kind) != false;

    /// <summary>The same rows as the record of a child has them whose id is written in other letters.</summary>
    public ReturnedChild Under(string id) =>
        id == Id ? this : this with { Id = id, Rows = [.. Rows.Select(row => row with { Values = [id, .. row.Values.Skip(1)] })] };
}

/// <summary>What was read of a set of files.</summary>
/// <param name="Refusals">Why nothing of it can be used. Empty where the files can be imported.</param>
/// <param name="Findings">In the order of file and line, as many as the limits list; <see cref="ReturnCounts"/> goes on counting.</param>
/// <param name="Children">In the order of the Header file; empty where refused.</param>
public sealed record ReturnReading(
    CollectionYear Year,
    IReadOnlyList<Refusal> Refusals,
    IReadOnlyList<ReturnFinding> Findings,
    IReadOnlyList<ReturnedChild> Children,
    ReturnCounts Counts
)
{
    public bool Refused => Refusals.Count > 0;

    /// <summary>Another year to which most of what can only be of one year belongs; null where there is none.</summary>
    public CollectionYear? MostlyOf { get; init; }
}

/// <param name="Rows">Rows read, without wholly empty ones.</param>
/// <param name="RowsLeftOut">Rows with a finding of grade E.</param>
/// <param name="FactsHeld">Findings of grade C.</param>
/// <param name="Warnings">Findings of grade W.</param>
/// <param name="Findings">Findings of every grade, whether or not listed.</param>
/// <param name="FindingsListed">How many of them the reading lists.</param>
public sealed record ReturnCounts(int Rows, int RowsLeftOut, int FactsHeld, int Warnings, int Findings, int FindingsListed);

/// <summary>How much of a file is read before it is refused.</summary>
public sealed record ReturnLimits
{
    public static readonly ReturnLimits Default = new();

    public long BytesInAFile { get; init; } = 32 * 1024 * 1024;

    public int RowsInAFile { get; init; } = 200_000;

    public int RowsInAll { get; init; } = 500_000;

    /// <summary>
    /// Rows of one child in one return, of all files: reviews are at most 52, and no child's year has hundreds of episodes.
    /// </summary>
    public int RowsOfAChild { get; init; } = 1_000;

    public int CharactersInALine { get; init; } = 10_000;

    public int Files { get; init; } = 50;

    /// <summary>Findings beyond this many are counted, not listed.</summary>
    public int FindingsListed { get; init; } = 100_000;
}
