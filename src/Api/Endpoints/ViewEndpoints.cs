using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Api.Words;
using Permanence.Domain.Records;
using Permanence.Domain.Views;
using Permanence.Grains;
using Permanence.Grains.Children;
using Permanence.Grains.Views;

namespace Permanence.Api.Endpoints;

/// <summary>Who looked: at one child's record, and at whatever of the council's children. Asking is logged too.</summary>
internal static class ViewEndpoints
{
    private const int Most = 1_000;

    public static void MapViews(this IEndpointRouteBuilder authority)
    {
        authority
            .MapGet("/children/{child}/views", OfChild)
            .AddEndpointFilter<MayReadViews>()
            .WithTags("Views")
            .WithSummary(
                "Who looked at the child's record, the latest first, by skip and take: when, where and why; of one person (by) or day (on)."
            )
            .Produces<IReadOnlyList<View>>()
            .Refuses(404);
        authority
            .MapGet("/views", All)
            .AddEndpointFilter<MayReadAllViews>()
            .WithTags("Views")
            .WithSummary("Who looked at any child or list of the council, the latest first; of one child, person (by) or day (on).")
            .Produces<IReadOnlyList<View>>();
    }

    private static async Task<IResult> OfChild(string authority, string child, HttpContext context, IViewLog log, IGrainFactory grains) =>
        await grains.GetGrain<IChildGrain>(new ChildKey(authority, child)).Exists(context.RequestAborted)
            ? await Answer(context, log, new ViewQuery(authority) { Child = child })
            : Problems.NoSuchChild;

    private static Task<IResult> All(string authority, HttpContext context, IViewLog log) =>
        Answer(context, log, new ViewQuery(authority) { Child = Text(context, "child") });

    private static async Task<IResult> Answer(HttpContext context, IViewLog log, ViewQuery query)
    {
        var asked = Text(context, "on");
        var on = Dates.FromIso(asked);
        if (asked is not null && on is null)
            return Problems.Refused([new Domain.Refusal(Domain.RefusalCodes.UnknownValue, "'on' is a day: 2026-03-27.", "on")]);
        var seen = await log.Read(
            query with
            {
                By = Text(context, "by"),
                From = on is { } day ? Timeline.London.AtStartOfDay(day).ToInstant() : null,
                Until = on is { } last ? Timeline.London.AtStartOfDay(last.PlusDays(1)).ToInstant() : null,
                Skip = int.TryParse(context.Request.Query["skip"], out var skip) && skip > 0 ? skip : 0,
                Take = int.TryParse(context.Request.Query["take"], out var take) && take is >= 0 and <= Most ? take : Most,
            },
            context.RequestAborted
        );
        context.Saw(seen.Select(entry => entry.Viewing.Child).OfType<string>().Distinct().Count());
        return TypedResults.Json(seen.Select(entry => View.Of(entry.Viewing)), ApiJson.Options);
    }

    private static string? Text(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 } text] ? text : null;

    private sealed record View(
        Instant At,
        string By,
        string Role,
        string Where,
        string What,
        string? Asked,
        string? Child,
        int? Children,
        string? Agency,
        string? Reason
    )
    {
        public static View Of(Viewing seen) =>
            new(seen.At, seen.By, seen.Role, seen.Where, seen.What, seen.Asked, seen.Child, seen.Children, seen.Agency, seen.Reason);
    }

    private sealed class MayReadViews(IAccess access) : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
            access.MayReadViews(context.HttpContext.User, context.HttpContext.Request.RouteValues["authority"] as string ?? "")
                ? next(context)
                : ValueTask.FromResult<object?>(Problems.NotYourRole);
    }

    private sealed class MayReadAllViews(IAccess access) : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
            access.MayReadAllViews(context.HttpContext.User, context.HttpContext.Request.RouteValues["authority"] as string ?? "")
                ? next(context)
                : ValueTask.FromResult<object?>(Problems.NotYourRole);
    }
}
