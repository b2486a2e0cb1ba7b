namespace Permanence.Domain.Returns.Reading;

/// <summary>Thrown through the CSV reader, which knows nothing of refusals, and caught where the file is read.</summary>
internal sealed class FileRefusedException(Refusal refusal) : IOException(refusal.Sentence)
{
    public Refusal Refusal => refusal;
}

/// <summary>
/// Passes a file's bytes on as long as they can be a text file of acceptable size. It never reads ahead, so a file of any size costs no
/// more than the limit.
/// </summary>
internal sealed class GuardedStream(Stream inner, string file, long limit) : Stream
{
    private bool started;

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        // The first look needs more than the one byte that a slow stream may hand over.
        var read = started ? inner.Read(buffer) : inner.ReadAtLeast(buffer, Math.Min(8, buffer.Length), throwOnEndOfStream: false);
        var bytes = (ReadOnlySpan<byte>)buffer[..read];
        if (!started)
            Look(bytes);
        started = true;
        BytesRead += read;
        if (BytesRead > limit)
            throw Refuse(
                RefusalCodes.TooLarge,
                $"'{file}' is larger than {limit / 1024 / 1024} MB, which no council's return is. Give the file exported from your system."
            );
        if (bytes.Contains((byte)0))
            throw Refuse(
                RefusalCodes.NotText,
                $"'{file}' is not a text file: it holds zero bytes. Save it as CSV UTF-8 and give it again."
            );
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Look(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw Refuse(
                RefusalCodes.EmptyFile,
                $"'{file}' is empty. Give the file with its line of column names, even where it has no rows."
            );
        if (
            bytes.StartsWith<byte>([0xFF, 0xFE])
            || bytes.StartsWith<byte>([0xFE, 0xFF])
            || (bytes.Length > 3 && bytes[..4].Count((byte)0) >= 2)
        )
            throw Refuse(RefusalCodes.Utf16, $"'{file}' is in UTF-16. Save it as CSV UTF-8 and give it again.");
        if (bytes.StartsWith("PK"u8) || bytes.StartsWith<byte>([0xD0, 0xCF]) || bytes.StartsWith<byte>([0x1F, 0x8B]))
            throw Refuse(
                RefusalCodes.NotText,
                $"'{file}' is a workbook or a compressed file. Save each sheet as CSV UTF-8 and give those files."
            );
        var text = bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        while (!text.IsEmpty && text[0] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t')
            text = text[1..];
        if (text.StartsWith("<"u8))
            throw Refuse(RefusalCodes.Xml, $"'{file}' is XML. XML and CSV cannot be mixed: give the return as its CSV files.");
    }

    private FileRefusedException Refuse(string code, string sentence) => new(new Refusal(code, sentence, file));
}
