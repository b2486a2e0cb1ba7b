using NodaTime;
using Orleans.Concurrency;
using Permanence.Domain.Agencies;
using Permanence.Domain.Boards;
using Permanence.Domain.History;

namespace Permanence.Grains.Agencies;

/// <summary>A regional adoption agency: its view of the boards of the councils it serves. Key: <see cref="AgencyKey"/>.</summary>
[Alias("permanence.agency")]
[GrainInterfaceType("permanence.agency")]
public interface IAgencyGrain : IGrainWithStringKey
{
    /// <summary>The children of its councils that it may see today, by <see cref="AgencyView"/>.</summary>
    [AlwaysInterleave]
    [Alias("board")]
    Task<AgencyBoard> Board(CancellationToken cancelled = default);
}

/// <param name="AsAt">When it was put together.</param>
/// <param name="On">The London date it is of.</param>
public sealed record AgencyBoard(string Agency, Instant AsAt, LocalDate On, BoardCounts Counts, IReadOnlyList<AgencyRow> Rows)
{
    /// <summary>Grows by one with every change of the board of one of its councils; a gap means something was missed.</summary>
    public long Version { get; init; }
}

/// <summary>A row of a council's board with the council it is of.</summary>
public sealed record AgencyRow(
    string Authority,
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
    /// <summary>As a row of a board has it.</summary>
    public int? AgeInMonths { get; init; }

    public Standing Standing { get; init; }

    public static AgencyRow Of(string authority, TrackerRow row) =>
        new(
            authority,
            row.Child,
            row.Name,
            row.Age,
            row.LegalStatus,
            row.Plan,
            row.Rag,
            row.Overdue,
            row.DueSoon,
            row.Next,
            row.Team,
            row.SocialWorker
        )
        {
            AgeInMonths = row.AgeInMonths,
            Standing = row.Standing,
        };

    public TrackerRow AsTrackerRow() =>
        new(Child, Name, Age, LegalStatus, Plan, Rag, Overdue, DueSoon, Next, Team, SocialWorker)
        {
            AgeInMonths = AgeInMonths,
            Standing = Standing,
        };
}
