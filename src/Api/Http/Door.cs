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
    public Task Invoke(HttpContext context)
    {
        // The page that says why is shown by running the request again under its own address.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && Refused(context) is { } status)
        {
            if (status == StatusCodes.Status404NotFound && ForPrograms.Is(context))
                return Problems.NoSuchChild.ExecuteAsync(context);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static int? Refused(HttpContext context)
    {
        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
            return StatusCodes.Status413PayloadTooLarge;
        return context.Request.RouteValues["child"] is string child && !child.All(Characters.IsOfIds) ? StatusCodes.Status404NotFound : null;
    }
}
