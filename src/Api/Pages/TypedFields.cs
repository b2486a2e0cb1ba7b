namespace Permanence.Api.Pages;

internal static class TypedFields
{
    /// <summary>
    /// What was typed into a form, by the names of its inputs; not what the pages put there for themselves. Several values of one name
    /// stand a line each.
    /// </summary>
    public static Dictionary<string, string> Typed(this HttpRequest request) =>
        request
            .Form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
            .ToDictionary(field => field.Key, field => string.Join('\n', field.Value.OfType<string>()), StringComparer.Ordinal);
}
