using System.Text.Json.Serialization;
using NodaTime;
using Permanence.Domain.Boards;

namespace Permanence.Grains.Agencies;

/// <summary>What a regional adoption agency may see of the boards of the councils it serves.</summary>
/// <param name="AsAt">When it was put together.</param>
/// <param name="On">The London date it is of.</param>
public sealed record AgencyBoard(string Agency, Instant AsAt, LocalDate On, BoardCounts Counts, IReadOnlyList<AgencyRow> Rows)
{
    /// <summary>Grows by one with every change of the board of one of its councils; a gap means something was missed.</summary>
    public long Version { get; init; }

    /// <summary>
    /// Children of its councils whose record cannot be read: whether the agency would see one of them is not known, and they are in no row.
    /// </summary>
    public int Missing { get; init; }

    /// <summary>Children of its councils whose record has not been read yet, where a board is just waking.</summary>
    public int Awaited { get; init; }
}

/// <summary>A row of a council's board with the council it is of.</summary>
public sealed record AgencyRow : TrackerRow
{
    public AgencyRow(string authority, TrackerRow row)
        : base(row) => Authority = authority;

    // To be read from the wire, name by name.
    [JsonConstructor]
    private AgencyRow()
        : base("", null, "", null, null, default, 0, 0, null, null, null) { }

    [JsonPropertyOrder(-1)]
    public string Authority { get; init; } = "";
}
