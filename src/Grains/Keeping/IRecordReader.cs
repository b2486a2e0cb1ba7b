namespace Permanence.Grains.Keeping;

/// <summary>
/// Reads children's records in bulk, as the store has them, without waking the grains they belong to: a projection of seven thousand
/// children is wanted in the time it takes to read seven thousand rows. A grain writes before it answers, so what is read here is never
/// older than what anybody was told; what it writes later it tells those who have to know.
/// </summary>
public interface IRecordReader
{
    /// <summary>How often each record has been written, by child. Children without a record are not in it.</summary>
    Task<IReadOnlyDictionary<string, int>> Revisions(string authority, IReadOnlyList<string> children, CancellationToken cancelled);

    /// <summary>The rows of the records as they are stored, those that there are, in no order.</summary>
    Task<IReadOnlyList<StoredRecord>> Read(string authority, IReadOnlyList<string> children, CancellationToken cancelled);

    /// <summary>
    /// The closed volumes of long records, those that there are, by the key of their row. Whatever a record names was written before it.
    /// </summary>
    Task<IReadOnlyDictionary<string, BinaryData>> Volumes(IReadOnlyList<string> keys, CancellationToken cancelled);
}

/// <summary>What the store holds of one child: not yet read, because one that cannot be read must not hide the others.</summary>
public sealed record StoredRecord(string Child, BinaryData Written);
