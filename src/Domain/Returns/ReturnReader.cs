namespace Permanence.Domain.Returns;

/// <summary>Reads a council's SSDA903 files of one collection year.</summary>
public static class ReturnReader
{
    public static ReturnReading Read(
        IReadOnlyList<ReturnFile> files, CollectionYear year, CodeSets codes, IProgress<ReadingProgress>? progress = null, ReturnLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new ReturnReading(year, [new Refusal("no-files", "No file was given.")], [], [], new ReturnCounts(0, 0, 0, 0, 0));
    }
}
