using Permanence.Api.Http;

namespace Permanence.Api.Access;

/// <summary>
/// What a program may do with its token, beside what its role may: read, record, import. Pages are for people.
/// </summary>
internal sealed class ProgramScopes(RequestDelegate next)
{
    public const string Read = "read";
    public const string Record = "record";
    public const string Import = "import";

    public Task Invoke(HttpContext context) =>
        context.User.Identity?.AuthenticationType != ProviderPeople.ProgramType
        || (Wanted(context.Request) is { } scope && context.User.HasClaim(ProviderPeople.ScopeClaim, scope))
            ? next(context)
            : Problems.NotInScope.ExecuteAsync(context);

    private static string? Wanted(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase))
            return Read;
        if (!request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return null;
        var isImport =
            request.Path.Value!.Split('/') is [_, _, "authorities", _, var part, ..]
            && part.Equals("imports", StringComparison.OrdinalIgnoreCase);
        return isImport ? Import
            : HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? Read
            : Record;
    }
}
