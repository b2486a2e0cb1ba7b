using System.IO.Compression;
using Microsoft.Extensions.Logging;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Imports;

/// <summary>A bounded piece of an import: of a file, or of its findings. Key: the import's, with what it is a piece of.</summary>
[Alias("permanence.import-part")]
[GrainInterfaceType("permanence.import-part")]
public interface IImportPartGrain : IGrainWithStringKey
{
    [Alias("put")]
    Task Put(byte[] content);

    /// <summary>Null where nothing was put.</summary>
    [Alias("get")]
    Task<byte[]?> Get(CancellationToken cancelled = default);
}

/// <summary>What the store keeps of a part.</summary>
public sealed record ImportPart
{
    /// <summary>Compressed.</summary>
    public byte[]? Content { get; init; }
}

[GrainType("importpart")]
public sealed class ImportPartGrain : Grain, IImportPartGrain
{
    private readonly Kept<ImportPart> kept;

    public ImportPartGrain(
        [PersistentState("import-part", StoreNames.Records)] IPersistentState<ImportPart> stored,
        ILogger<ImportPartGrain> log
    ) => kept = new Kept<ImportPart>(stored, this.GetPrimaryKeyString, DeactivateOnIdle, log);

    public async Task Put(byte[] content)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(content);
        var part = compressed.ToArray();
        (
            await kept.Keep<bool>(now =>
                now.Content is { } same && same.AsSpan().SequenceEqual(part) ? new(true) : new(true, new ImportPart { Content = part })
            )
        ).OrAway();
    }

    public async Task<byte[]?> Get(CancellationToken cancelled = default)
    {
        if (kept.Now.Content is not { } content)
            return null;
        using var compressed = new MemoryStream(content);
        await using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await gzip.CopyToAsync(plain, cancelled);
        return plain.ToArray();
    }
}
