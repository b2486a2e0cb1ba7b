using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Api.Words;
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
            .ForThose(static (access, user, council) => access.MayReadViews(user, council))
            .WithTags("Views")
            .WithSummary(
                "Who looked at the child's record, the latest first, by skip and take: when, where and why; of one person (by) or day (on)."
            )
            .Produces<IReadOnlyList<View>>()
            .Refuses(404);
        authority
            .MapGet("/views", All)
            .ForThose(static (access, user, council) => access.MayReadAllViews(user, council))
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
        var (skip, take) = Asked.Part(context.Request, Most);
        var narrowed = query with { By = Text(context, "by"), Skip = skip, Take = take };
        var seen = await log.Read(on is { } day ? narrowed.On(day) : narrowed, context.RequestAborted);
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
}
