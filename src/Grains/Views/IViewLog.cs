using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Views;

namespace Permanence.Grains.Views;

/// <summary>
/// The log of who saw what. It stands beside the grains and is none: nothing that can be busy, moved or let go stands between a view and
/// its line.
/// </summary>
public interface IViewLog
{
    /// <summary>Takes it in order; it is written within a second, or <see cref="Trouble"/> says why it is not yet.</summary>
    /// <exception cref="ViewLogException">So many wait to be written that no more are taken: show nothing.</exception>
    void Note(Viewing viewing);

    /// <summary>Whether so many wait to be written that no more are taken.</summary>
    bool IsFull { get; }

    /// <summary>Ends when it is written. For what may not be shown otherwise: what is restricted, or opened with a reason.</summary>
    /// <exception cref="ViewLogException">It is not written: show nothing.</exception>
    Task Write(Viewing viewing, CancellationToken cancelled = default);

    /// <summary>The latest first, of what was written.</summary>
    Task<IReadOnlyList<ViewEntry>> Read(ViewQuery query, CancellationToken cancelled = default);

    /// <summary>Why views are not being written, for operations; null where they are.</summary>
    string? Trouble { get; }
}

/// <param name="Authority">Of which council's children.</param>
public sealed record ViewQuery(string Authority)
{
    /// <summary>Of one child: their own pages and calls, not the lists they stood on.</summary>
    public string? Child { get; init; }

    /// <summary>By one person.</summary>
    public string? By { get; init; }

    /// <summary>From this instant.</summary>
    public Instant? From { get; init; }

    /// <summary>Before this instant.</summary>
    public Instant? Until { get; init; }

    public int Skip { get; init; }

    public int Take { get; init; } = 100;

    /// <summary>The same on one London day.</summary>
    public ViewQuery On(LocalDate day) => this with { From = LondonTime.Midnight(day), Until = LondonTime.Midnight(day.PlusDays(1)) };
}

/// <summary>A view cannot be logged, so there is none.</summary>
public sealed class ViewLogException : Exception
{
    public ViewLogException() { }

    public ViewLogException(string message)
        : base(message) { }

    public ViewLogException(string message, Exception innerException)
        : base(message, innerException) { }
}
