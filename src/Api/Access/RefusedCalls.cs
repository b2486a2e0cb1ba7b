using Microsoft.AspNetCore.Diagnostics;
using Permanence.Api.Http;

namespace Permanence.Api.Access;

/// <summary>
/// Who was refused what, for operations: the person's id, the route and not the address, for that holds a child's id, and why. Around what
/// makes answers of faults, so that what a grain refuses is among it.
/// </summary>
internal sealed partial class RefusedCalls(RequestDelegate next, ILogger<RefusedCalls> log)
{
    public async Task Invoke(HttpContext context)
    {
        await next(context);
        // The page that says why is no call of its own; who has not signed in is nobody.
        if (
            context.Response.StatusCode is not (StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests)
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || Scope.Id(context.User) is not { Length: > 0 } who
        )
            return;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/') ?? "";
        var why = context.Items[Problem.CodeItem] as string ?? $"{context.Response.StatusCode}";
        Refused(who, Scope.Role(context.User), context.Request.Method, $"/{route}", why);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Person} as {Role} was refused {Method} {Route}: {Why}")]
    private partial void Refused(string person, string role, string method, string route, string why);
}
