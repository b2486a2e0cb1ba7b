using System.Text.Json;

namespace Permanence.Domain.Policies.Reference;

/// <summary>How packs write the names of the code: <c>long-text</c> for <c>LongText</c>.</summary>
internal static class Words
{
    public static Dictionary<string, T> Of<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);
}
