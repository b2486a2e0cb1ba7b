using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Permanence.Domain.Records;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Children;

/// <summary>A full volume of a long record: some of its oldest entries, in a row of their own that never changes.</summary>
/// <param name="Name">Made of what is in it, so that no other content can ever come to stand under it.</param>
/// <param name="Events">How many entries are in it.</param>
public sealed record ClosedVolume(string Name, int Events)
{
    /// <summary>The key of its row, of the child's key.</summary>
    public string KeyIn(string child) => $"{child}/{Name}";
}

/// <summary>What the row of a closed volume holds.</summary>
public sealed record ChildVolume
{
    public IReadOnlyList<CareEvent> Events { get; init; } = [];

    public ClosedVolume Closed()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var happened in Events)
            hash.AppendData(happened.Json.Span);
        return new ClosedVolume(Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, 18)), Events.Count);
    }
}

/// <summary>
/// What the child's own row holds: the whole record, or of a long one the entries that are in no closed volume, and which those are. So
/// what is written with an entry stays small however long the record gets.
/// </summary>
public sealed record StoredChild
{
    /// <summary>Bytes of entries, as they are written, of which a volume is made as soon as there are more of them open.</summary>
    public const int MostOpen = 32 * 1024;

    /// <summary>Bytes of entries in a volume; a single entry may be longer.</summary>
    public const int VolumeLength = 24 * 1024;

    [JsonConverter(typeof(StoredFileConverter))]
    public StoredFile? File { get; init; }

    public int Revision { get; init; }

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    [JsonIgnore]
    public IReadOnlyList<ClosedVolume> Closed => File?.Closed ?? [];

    /// <summary>The record, with the entries of its closed volumes in the order of <see cref="Closed"/>.</summary>
    public ChildRecord Whole(IReadOnlyList<ChildVolume> volumes) =>
        new()
        {
            File = Closed.Count == 0 ? File?.Open : File!.Open with { Events = [.. Entries(volumes), .. File.Open.Events] },
            Revision = Revision,
            Answers = Answers,
            Closed = Closed,
        };

    // A volume that is away, cut short or changed is no reason to take the rest for the whole: the record cannot be read.
    private IEnumerable<CareEvent> Entries(IReadOnlyList<ChildVolume> volumes)
    {
        if (!volumes.Select(volume => volume.Closed()).SequenceEqual(Closed))
            throw new InvalidDataException("The closed volumes of the record are not those that it names.");
        return volumes.SelectMany(volume => volume.Events);
    }

    /// <summary>How a record is stored next, and the volumes that have to stand before that is written.</summary>
    public static (StoredChild Row, IReadOnlyList<ChildVolume> ToClose) Of(ChildRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var row = new StoredChild { Revision = record.Revision, Answers = record.Answers };
        if (record.File is not { } file)
            return (row, []);
        var next = record.Closed.Sum(volume => volume.Events);
        if (next > file.Events.Count)
            throw new ArgumentException("A record only ever grows: it has fewer entries than its closed volumes.", nameof(record));
        var open = 0;
        for (var index = next; index < file.Events.Count; index++)
            open += file.Events[index].Json.Length;
        var toClose = new List<ChildVolume>();
        while (open > MostOpen)
        {
            var (from, length) = (next, 0);
            do length += file.Events[next++].Json.Length;
            while (next < file.Events.Count && length + file.Events[next].Json.Length <= VolumeLength);
            toClose.Add(new ChildVolume { Events = [.. file.Events.Skip(from).Take(next - from)] });
            open -= length;
        }

        IReadOnlyList<ClosedVolume> closed =
            toClose.Count == 0 ? record.Closed : [.. record.Closed, .. toClose.Select(volume => volume.Closed())];
        return (row with { File = new StoredFile(next == 0 ? file : file with { Events = [.. file.Events.Skip(next)] }, closed) }, toClose);
    }
}

/// <summary>A case file as the child's row has it.</summary>
/// <param name="Open">Without the entries of the closed volumes.</param>
/// <param name="Closed">The oldest first; empty for most children.</param>
public sealed record StoredFile(CaseFile Open, IReadOnlyList<ClosedVolume> Closed);

// A record without closed volumes is written as it always was. One with volumes is no case file to a program that does not know of them:
// it cannot read the record, where it would otherwise take the half for the whole.
internal sealed class StoredFileConverter : JsonConverter<StoredFile>
{
    private static ReadOnlySpan<byte> Mark => "closed"u8;

    public override StoredFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var first = reader;
        if (first.TokenType == JsonTokenType.StartObject && first.Read() && first.ValueTextEquals(Mark))
        {
            var volumes = JsonSerializer.Deserialize<InVolumes>(ref reader, options)!;
            return new StoredFile(volumes.Open, volumes.Closed);
        }

        return new StoredFile(JsonSerializer.Deserialize<CaseFile>(ref reader, options)!, []);
    }

    public override void Write(Utf8JsonWriter writer, StoredFile value, JsonSerializerOptions options)
    {
        if (value.Closed.Count == 0)
            CaseFileJson.Write(writer, value.Open);
        else
            JsonSerializer.Serialize(writer, new InVolumes(value.Closed, value.Open), options);
    }

    private sealed record InVolumes([property: JsonPropertyOrder(-1)] IReadOnlyList<ClosedVolume> Closed, CaseFile Open);
}
