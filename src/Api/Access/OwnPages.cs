namespace Permanence.Api.Access;

/// <summary>Addresses of this site to go on to: what somebody sends from elsewhere leads to no other site.</summary>
internal static class OwnPages
{
    // "//host" and "/\host" are other sites to a browser.
    public static bool Is(string path) =>
        path.Length > 0 && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl);
}
