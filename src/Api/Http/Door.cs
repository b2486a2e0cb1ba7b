using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Permanence.Domain.Records;

namespace Permanence.Api.Http;

/// <summary>
/// What is turned away before anything reads it, for people and programs alike: a body that says it is larger than its address takes, and a
/// child's id that no record can have. After routing, which knows what the address takes.
/// </summary>
internal sealed class Door(RequestDelegate next)
{
    // A browser that is still sending when its connection closes shows a fault of its own and not the answer, so what it sends is taken and
    // thrown away, as long as there is not too much of it.
    private const long MostThrownAway = 32 * 1024 * 1024;

    public async Task Invoke(HttpContext context)
    {
        // The page that says why is shown by running the request again under its own address.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && Refused(context) is { } status)
        {
            if (status == StatusCodes.Status413PayloadTooLarge)
                await ThrowAway(context);
            if (status == StatusCodes.Status404NotFound && ForPrograms.Is(context))
                await Problems.NoSuchChild.ExecuteAsync(context);
            else
                context.Response.StatusCode = status;
            return;
        }

        await next(context);
    }

    private static async Task ThrowAway(HttpContext context)
    {
        if (
            context.Request.ContentLength > MostThrownAway
            || context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit
        )
            return;
        limit.MaxRequestBodySize = MostThrownAway;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    }

    private static int? Refused(HttpContext context)
    {
        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
            return StatusCodes.Status413PayloadTooLarge;
        return context.Request.RouteValues["child"] is string child && !child.All(Characters.IsOfIds)
            ? StatusCodes.Status404NotFound
            : null;
    }
}
