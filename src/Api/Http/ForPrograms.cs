namespace Permanence.Api.Http;

/// <summary>Addresses that programs call: they get problem details where people get pages.</summary>
internal static class ForPrograms
{
    private static readonly string[] Prefixes = ["/api", "/hubs", "/openapi", "/health", "/demo"];

    public static bool Is(HttpContext context) =>
        Prefixes.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
