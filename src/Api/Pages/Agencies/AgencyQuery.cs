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

    public static AgencyQuery Read(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new AgencyQuery(Trimmed(query["q"]), Trimmed(query["council"]), Statuses.FromWord(Trimmed(query["status"])));
    }

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, LongestText)];
}
