using System.Text.Json.Serialization;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Returns;
using Permanence.Grains.Access;

namespace Permanence.Grains.Imports;

/// <summary>What the store keeps of an import. Its files and findings are in parts of their own.</summary>
public sealed record ImportRecord
{
    /// <summary>Null where it was never started.</summary>
    public CollectionYear? Year { get; init; }

    public IReadOnlyList<ImportFile> Files { get; init; } = [];

    public ImportState State { get; init; }

    /// <summary>Whether applying means taking back.</summary>
    public bool Undoing { get; init; }

    /// <summary>Who asked for what is being done now: it goes on as theirs after a restart.</summary>
    public Caller? By { get; init; }

    public string StartedBy { get; init; } = "";

    public Instant Began { get; init; }

    public Instant? Ended { get; init; }

    public ImportCounts Counts { get; init; } = ImportCounts.None;

    /// <summary>What was done so far, which is not always what the dry run foresaw.</summary>
    public ImportCounts? Applied { get; init; }

    /// <summary>Children of whom there was no record when the dry run looked.</summary>
    public int NewChildren { get; init; }

    /// <summary>Another year that most of the rows belong to; null where there is none.</summary>
    public CollectionYear? MostlyOf { get; init; }

    /// <summary>When the rows, as they were sent, were deleted; null where they are there.</summary>
    public Instant? RowsDeleted { get; init; }

    /// <summary>A dry run that nobody wants: nothing of it is left but that it was.</summary>
    public bool Discarded { get; init; }

    public int Children { get; init; }

    /// <summary>How many of the children, in the order of the files, are certainly done.</summary>
    public int Done { get; init; }

    public int Findings { get; init; }

    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    [JsonIgnore]
    public bool HasWork => Year is not null && State is ImportState.Queued or ImportState.Reading or ImportState.Applying;
}
