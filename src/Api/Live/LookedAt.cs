namespace Permanence.Api.Live;

/// <summary>A council's or an agency's board as somebody looks at it.</summary>
/// <param name="Of">The id of the council or the agency.</param>
/// <param name="Query">What stands in the page's address after the question mark.</param>
/// <param name="IsAgency">Whether it is an agency's.</param>
internal sealed record LookedAt(string Of, string Query, bool IsAgency)
{
    private const int LongestQuery = 1_000;

    /// <summary>Its name, for those who look through it together.</summary>
    public string View => $"{(IsAgency ? "agency:" : "")}{Of}?{Query}";

    /// <summary>Null where no page would ask for this.</summary>
    public static LookedAt? From(string of, string? query, bool isAgency = false) =>
        query is { Length: > LongestQuery } ? null : new LookedAt(of, (query ?? "").TrimStart('?'), isAgency);
}
