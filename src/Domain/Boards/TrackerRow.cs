using NodaTime;
using Permanence.Domain.History;

namespace Permanence.Domain.Boards;

/// <summary>How it is with a child, the least pressing first. Shown with its words; never by colour alone.</summary>
public enum Rag
{
    /// <summary>Not in care, and nothing overdue or due soon: green is said only of who is looked after.</summary>
    Grey,
    Green,
    Amber,
    Red,
}

/// <summary>One child on a manager's board.</summary>
/// <param name="Child">The child's id.</param>
/// <param name="Age">In words: <c>7</c>, <c>5 months</c>, <c>unborn</c>.</param>
/// <param name="LegalStatus">SSDA903 code; its meaning is a label.</param>
/// <param name="Plan">The primary permanence option, or null where none is recorded.</param>
/// <param name="Overdue">Duties overdue that can be a breach.</param>
/// <param name="Next">The duty with the earliest date that is not met.</param>
public record TrackerRow(
    string Child,
    string? Name,
    string Age,
    string? LegalStatus,
    string? Plan,
    Rag Rag,
    int Overdue,
    int DueSoon,
    NextDuty? Next,
    string? Team,
    string? SocialWorker
)
{
    /// <summary>
    /// The age as a number, to sort and to divide by: completed months, null for who is not born or of whom no birth is recorded.
    /// </summary>
    public int? AgeInMonths { get; init; }

    public Standing Standing { get; init; }
}

public sealed record NextDuty(string Title, LocalDate Due, string Clause);

/// <summary>Children by how it is with them, and their duties.</summary>
public sealed record BoardCounts(int Children, int Red, int Amber, int Green, int Overdue, int DueSoon)
{
    public int Grey { get; init; }
}

/// <summary>A council's board.</summary>
/// <param name="AsAt">The instant its facts were last brought up to date.</param>
/// <param name="Version">Grows by one with every change; a gap means something was missed.</param>
public sealed record Board(string Authority, Instant AsAt, LocalDate On, long Version, BoardCounts Counts, IReadOnlyList<TrackerRow> Rows)
{
    /// <summary>Children whose record cannot be read: they are on no board, and operations is told which.</summary>
    public int Missing { get; init; }

    /// <summary>Children whose record has not been read yet, where the board is just waking.</summary>
    public int Awaited { get; init; }

    /// <summary>The children whom the council's adoption agency may see.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];
}
