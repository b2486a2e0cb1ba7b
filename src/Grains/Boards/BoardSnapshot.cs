using System.IO.Compression;
using System.Text.Json;
using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Boards;

/// <summary>
/// What the store keeps of a board: enough to show something at once when it wakes. Nothing depends on it: it may be old, or gone.
/// </summary>
public sealed record BoardSnapshot
{
    // Read side by side: who asks for a long board that wakes waits for nothing else as long. No sign of Base64, so that a release which
    // knows of one part only takes such a snapshot for none, and not for a part.
    private const char BetweenParts = '.';
    private const int RowsOfAPart = 1_000;

    /// <summary>When the rows were right. Null where there are none yet.</summary>
    public Instant? AsAt { get; init; }

    /// <summary>The version the board had then.</summary>
    public long Version { get; init; }

    /// <summary>How many rows there are; 0 where that was not kept yet.</summary>
    public int Count { get; init; }

    /// <summary>The rows with their stamps as compressed JSON, part after part: rewritten whole, a tenth of what it would be.</summary>
    public string? Rows { get; init; }

    public static BoardSnapshot Of(Instant asAt, long version, IReadOnlyList<SnapshotRow> rows) =>
        new()
        {
            AsAt = asAt,
            Version = version,
            Count = rows.Count,
            Rows = string.Join(BetweenParts, rows.Chunk(RowsOfAPart).Select(Packed)),
        };

    /// <summary>Whether reading failed for what stands in it, as where another release wrote it: it is as if there were none.</summary>
    public static bool IsUnreadable(Exception fault) =>
        fault is FormatException or JsonException or InvalidDataException or InvalidOperationException
        || (fault is AggregateException { InnerExceptions: var of } && of.All(IsUnreadable));

    /// <summary>The board as it was then, marked with its time.</summary>
    public Board Board(string authority)
    {
        var rows = new BoardRows();
        foreach (var held in Read())
            rows.Take(held.Child, held.Row);
        var then = AsAt ?? throw new InvalidOperationException("A snapshot that was never right shows nothing.");
        return rows.Board(authority, then, LondonTime.DayOf(then), Version);
    }

    public IReadOnlyList<SnapshotRow> Read() =>
        string.IsNullOrEmpty(Rows) ? [] : [.. Rows.Split(BetweenParts).AsParallel().AsOrdered().SelectMany(Unpacked)];

    private static string Packed(SnapshotRow[] rows)
    {
        using var written = new MemoryStream();
        using (var compressed = new BrotliStream(written, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(compressed, rows, CaseRecordJson.Options);
        return Convert.ToBase64String(written.GetBuffer(), 0, (int)written.Length);
    }

    private static SnapshotRow[] Unpacked(string part)
    {
        using var compressed = new BrotliStream(new MemoryStream(Convert.FromBase64String(part)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<SnapshotRow[]>(compressed, CaseRecordJson.Options) ?? [];
    }
}

/// <summary>A row as a snapshot keeps it.</summary>
public sealed record SnapshotRow(string Child, StampedRow Row);
