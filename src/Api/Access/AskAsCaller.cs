using Microsoft.AspNetCore.SignalR;

namespace Permanence.Api.Access;

/// <summary>Every grain call that a request leads to is asked by the person who is signed in.</summary>
internal sealed class AskAsCaller(RequestDelegate next, ICouncils councils)
{
    public async Task Invoke(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
        {
            await next(context);
            return;
        }

        var source = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? "api" : "page";
        using (Scope.Caller(context.User, councils, source).Ask())
            await next(context);
    }
}

/// <summary>The same for what arrives over a hub's connection.</summary>
internal sealed class AskAsHubCaller(ICouncils councils) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        if (invocationContext.Context.User is not { Identity.IsAuthenticated: true } user)
            return await next(invocationContext);
        using (Scope.Caller(user, councils, "hub").Ask())
            return await next(invocationContext);
    }
}
