using System.Runtime.CompilerServices;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Boards;

namespace Permanence.Api.Pages.Boards;

/// <summary>
/// The rows of boards as they are drawn: each once for as long as it is that row on that day, however many people look at it. What nobody
/// holds a row of any more is forgotten with it.
/// </summary>
public sealed class DrawnRows(Drawing drawing)
{
    private readonly ConditionalWeakTable<TrackerRow, Drawn> drawn = [];

    /// <summary>A row of today's board.</summary>
    /// <param name="day">The day of the board.</param>
    public async Task<string> Of(Council council, TrackerRow row, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(row);
        // Councils are made again with each library: other policies may say things otherwise.
        if (drawn.TryGetValue(row, out var before) && before.Day == day && ReferenceEquals(before.Council, council))
            return before.Html;
        var html = await drawing.Draw("/Pages/Shared/Boards/_TableRow.cshtml", BoardRows.Drawable(council.Id, row, day, council.Speech));
        drawn.AddOrUpdate(row, new Drawn(council, day, html));
        return html;
    }

    private sealed record Drawn(Council Council, LocalDate Day, string Html);
}
