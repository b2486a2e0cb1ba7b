using System.Text.Json.Serialization;
using Permanence.Domain.Boards;
using Permanence.Grains.Agencies;

namespace Permanence.Api.Live;

/// <summary>Draws views of boards, as the pages draw them.</summary>
internal interface IBoardPictures
{
    Task<BoardPicture> Of(LookedAt looked, Board board);

    Task<BoardPicture> Of(LookedAt looked, AgencyBoard board);
}

/// <summary>One view of one version of a board, drawn.</summary>
/// <param name="AsAt">London time of the last good facts.</param>
/// <param name="Order">The children shown, in their order.</param>
/// <param name="Rows">Their rows, by child.</param>
/// <param name="Parts">What else of the page a change may touch, by its name there.</param>
internal sealed record BoardPicture(
    long Version,
    string AsAt,
    IReadOnlyList<string> Order,
    IReadOnlyDictionary<string, string> Rows,
    IReadOnlyDictionary<string, string> Parts
)
{
    public ShownChange Whole(string view) => new(view, Version, null, AsAt, Order, Rows, Parts);

    /// <summary>What differs from an earlier one.</summary>
    public ShownChange Since(BoardPicture before, string view) =>
        new(
            view,
            Version,
            before.Version,
            AsAt,
            Order.SequenceEqual(before.Order) ? null : Order,
            Different(Rows, before.Rows),
            Different(Parts, before.Parts)
        );

    private static Dictionary<string, string> Different(
        IReadOnlyDictionary<string, string> now,
        IReadOnlyDictionary<string, string> before
    ) => now.Where(one => !before.TryGetValue(one.Key, out var then) || then != one.Value).ToDictionary(StringComparer.Ordinal);
}

/// <summary>What the client event <c>shown</c> carries: how a view goes on from one version to another.</summary>
/// <param name="View">The view's name, as it was given to who asked for it.</param>
/// <param name="After">The version it goes on from; null where this is all of it.</param>
/// <param name="AsAt">London time of the last good facts.</param>
/// <param name="Order">The children shown, in their order; null where it stays as it is.</param>
/// <param name="Rows">Rows that are new or changed, drawn, by child.</param>
/// <param name="Parts">Parts of the page beside the rows that changed, drawn, by name.</param>
internal sealed record ShownChange(
    string View,
    long Version,
    long? After,
    string AsAt,
    IReadOnlyList<string>? Order,
    IReadOnlyDictionary<string, string> Rows,
    IReadOnlyDictionary<string, string> Parts
)
{
    /// <summary>Whether it neither shows anything else nor leads to another version.</summary>
    [JsonIgnore]
    public bool ChangesNothing => Version == After && Order is null && Rows.Count == 0 && Parts.Count == 0;
}
