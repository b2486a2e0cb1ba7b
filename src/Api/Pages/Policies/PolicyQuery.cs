using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Policies;

/// <summary>
/// What somebody looks for in a policy: all of it stands in the address. What cannot be read is left out rather than refused, so that an
/// old link still shows the policy.
/// </summary>
public sealed record PolicyQuery
{
    public string? Text { get; init; }

    public Force? Force { get; init; }

    public ClauseKind? Kind { get; init; }

    public ServedBy? Served { get; init; }

    /// <summary>A version that is asked for by name; null for the one in force today.</summary>
    public string? Version { get; init; }

    public bool AnyFilter => Text is not null || Force is not null || Kind is not null || Served is not null;

    public static PolicyQuery From(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new PolicyQuery
        {
            Text = Trimmed(query["q"]),
            Force = Word<Force>(query["force"]),
            Kind = Word<ClauseKind>(query["kind"]),
            Served = Word<ServedBy>(query["served"]),
            Version = Trimmed(query["version"]),
        };
    }

    /// <summary>The address of the policy that shows this.</summary>
    public string Url(string authority)
    {
        var parts = new[]
        {
            ("q", Text),
            ("force", ToWord(Force)),
            ("kind", ToWord(Kind)),
            ("served", ToWord(Served)),
            ("version", Version),
        }
            .Where(part => part.Item2 is not null)
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}");
        var asked = string.Join('&', parts);
        return $"{Links.Policy(authority)}{(asked.Length > 0 ? "?" : "")}{asked}";
    }

    public static string? ToWord<T>(T? value)
        where T : struct, Enum => value is { } word ? System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()) : null;

    private static T? Word<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(ToWord<T>(value), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 100)];
}
