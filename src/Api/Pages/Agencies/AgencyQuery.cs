using Microsoft.AspNetCore.WebUtilities;
using Permanence.Api.Words;
using Permanence.Domain.Boards;

namespace Permanence.Api.Pages.Agencies;

/// <summary>
/// What somebody asked of an agency's board: all of it stands in the address. What cannot be read is left out rather than refused.
/// </summary>
/// <param name="From">Which council's children are shown; null for all.</param>
/// <param name="Status">Which status is shown; null for all.</param>
public sealed record AgencyQuery(string? Text, string? From, RowStatus? Status)
{
    private const int LongestText = 100;

    public bool AnyFilter => this != new AgencyQuery(null, null, null);

    public static AgencyQuery Read(IQueryCollection query, SearchWords? words = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new AgencyQuery(
            Trimmed(words is null ? query["q"] : words.Read(query["q"])),
            Trimmed(query["council"]),
            Statuses.FromWord(Trimmed(query["status"]))
        );
    }

    /// <summary>The address of the agency's board that shows this.</summary>
    internal string Url(string board, SearchWords words) =>
        QueryHelpers.AddQueryString(
            board,
            new Dictionary<string, string?>
            {
                ["q"] = Text is null ? null : words.Write(Text),
                ["council"] = From,
                ["status"] = Status is { } status ? Statuses.ToWord(status) : null,
            }
        );

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, LongestText)];
}
