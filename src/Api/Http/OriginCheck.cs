namespace Permanence.Api.Http;

/// <summary>
/// Refuses what another site's page makes a signed-in browser send: everything that could change something, and the hub, whose
/// connection a browser opens with a plain GET. A program that sends no Origin is no browser.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var request = context.Request;
        var guarded =
            !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
        if (!guarded || IsOwn(request))
            return next(context);
        if (ForPrograms.Is(context))
            return Problems.ForeignOrigin.ExecuteAsync(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
            return false;
        // The host and not the scheme: in front of this program TLS may already have ended.
        return request.Headers.Origin is not [{ Length: > 0 } origin]
            || (
                Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            );
    }
}
