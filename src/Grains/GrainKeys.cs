namespace Permanence.Grains;

/// <summary>
/// The one place where grain keys are made. Each holds a <c>/</c>: the ADO.NET storage keeps keys that look like numbers as numbers,
/// and would otherwise mix up <c>0123</c> and <c>123</c>.
/// </summary>
public static class GrainKeys
{
    public static string Child(string authority, string child) => $"{authority}/{child}";

    public static string Authority(string authority) => $"authority/{authority}";

    public static string Agency(string agency) => $"agency/{agency}";

    public static string Import(string authority, string import) => $"{authority}/import/{import}";

    /// <param name="list">The id of the list's form in the authority's policy.</param>
    public static string List(string authority, string list) => $"authority/{authority}/lists/{list}";

    /// <summary>The list a key of <see cref="List"/> names.</summary>
    public static string ListOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    /// <summary>The agency a key belongs to, or null where it belongs to an authority.</summary>
    public static string? AgencyOf(string key) => key.StartsWith("agency/", StringComparison.Ordinal) ? key["agency/".Length..] : null;

    /// <summary>The child a key of <see cref="Child"/> names.</summary>
    public static string ChildOf(string key) => key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The authority a key belongs to, for the boundary check.</summary>
    public static string AuthorityOf(string key)
    {
        var parts = key.Split('/');
        return parts[0] == "authority" ? parts[1] : parts[0];
    }
}
