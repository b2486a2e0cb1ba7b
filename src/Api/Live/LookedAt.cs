namespace Permanence.Api.Live;

/// <summary>A council's board as somebody looks at it.</summary>
/// <param name="Query">What stands in the page's address after the question mark.</param>
internal sealed record LookedAt(string Authority, string Query)
{
    private const int LongestQuery = 1_000;

    /// <summary>Its name, for those who look through it together.</summary>
    public string View => $"{Authority}?{Query}";

    /// <summary>Null where no page would ask for this.</summary>
    public static LookedAt? From(string authority, string? query) =>
        query is { Length: > LongestQuery } ? null : new LookedAt(authority, (query ?? "").TrimStart('?'));
}
