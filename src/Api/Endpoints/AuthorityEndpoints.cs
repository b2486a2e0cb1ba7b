using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Api.Live;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Endpoints;

/// <summary>What there is of one council: its board, its indicators, and what its records say.</summary>
internal static class AuthorityEndpoints
{
    /// <summary>
    /// How many children a list leaves out because their record could not be read, where the list itself has no head to say it in.
    /// </summary>
    public const string MissingRecords = "Missing-Records";

    public static void MapAuthorities(this IEndpointRouteBuilder api)
    {
        api.MapMe();
        api.MapGet("/authorities", List)
            .WithTags("Authorities")
            .WithSummary("The councils this person may see.")
            .Produces<IReadOnlyList<AuthorityLink>>();

        var one = api.MapGroup("/authorities/{authority}")
            // Everything of a council is for its own people. Somebody else gets one answer, whether or not there is such a council or
            // record.
            .ForThose(static (access, user, council) => access.MayRead(user, council), Problems.NotYours)
            .WithTags("Authorities")
            .Refuses(401, 403, 422, 503);
        one.MapGet("/board", Board)
            .WithSummary("The board now, on another day (on), or as it was known at an instant (knownAt).")
            .Produces<BoardAnswer>()
            .Asks();
        one.MapGet("/indicators", Indicators)
            .WithSummary("What the council's policy counts, with the children counted.")
            .Produces<IReadOnlyList<IndicatorCount>>()
            .Asks();
        one.MapGet("/summaries", Summaries)
            .WithSummary("What the record says of each child on a day (on).")
            .Produces<IReadOnlyList<ChildSummary>>()
            .Asks(knownAt: false);
        one.MapDuties();
        one.MapChildren();
        one.MapImports();
        one.MapLists();
        one.MapViews();
        one.MapPeople();
    }

    private static IResult List(HttpContext context, ICouncils councils, IAccess access) =>
        Json(councils.All.Where(council => access.MayRead(context.User, council.Id)).Select(AuthorityLink.To).ToList());

    private static async Task<IResult> Board(string authority, HttpContext context, IGrainFactory grains, IBoards boards)
    {
        var asked = Asked.Of(context.Request);
        if (!asked.Succeeded)
            return Problems.Refused(asked.Refusals);
        var board = asked.Value.IsNow
            ? await boards.Read(authority, context.RequestAborted)
            : await grains.GetGrain<ITrackerBoardGrain>(new AuthorityKey(authority)).Read(asked.Value, context.RequestAborted);
        context.Saw(board.Rows.Count);
        return Json(BoardAnswer.Of(asked.Value, board));
    }

    private static async Task<IResult> Indicators(
        string authority,
        HttpContext context,
        IGrainFactory grains,
        PolicySource policies,
        IClock clock
    )
    {
        var asked = Asked.Of(context.Request);
        if (!asked.Succeeded)
            return Problems.Refused(asked.Refusals);
        var library = policies.Library;
        if (library.For(authority) is not { } policy)
            return Problems.NotYours;
        var on = asked.Value.On ?? clock.Today();
        context.Saw(0);
        if (policy.InForceOn(on).Indicators.Count == 0)
            return Json(Array.Empty<IndicatorCount>());
        var counted = await grains.GetGrain<IClauseReachGrain>(new AuthorityKey(authority)).Counted(asked.Value, context.RequestAborted);
        context.Saw(counted.ByClause.Values.SelectMany(children => children).Select(child => child.Child).Distinct().Count());
        return Json(
            policy
                .InForceOn(on)
                .Indicators.Select(indicator =>
                {
                    var children = counted.ByClause.GetValueOrDefault(indicator.Clause.Id) ?? [];
                    return new IndicatorCount(
                        indicator.Clause.Id,
                        indicator.Label,
                        children.Count,
                        [.. children.Select(child => child.Child)]
                    );
                })
        );
    }

    private static async Task<IResult> Summaries(string authority, HttpContext context, IGrainFactory grains)
    {
        var asked = Asked.Of(context.Request);
        if (!asked.Succeeded)
            return Problems.Refused(asked.Refusals);
        var summaries = await grains
            .GetGrain<IAuthorityGrain>(new AuthorityKey(authority))
            .Summaries(asked.Value with { KnownAt = null }, context.RequestAborted);
        context.Response.Headers[MissingRecords] = summaries.Missing.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Saw(summaries.Children.Count);
        return Json(summaries.Children);
    }

    private static IResult Json<T>(T answer) => TypedResults.Json(answer, ApiJson.Options);

    /// <summary>A council and where to go on from it.</summary>
    private sealed record AuthorityLink(string Id, string Name, string? Agency, Links Links)
    {
        public static AuthorityLink To(Council council)
        {
            var root = $"/api/authorities/{council.Id}";
            return new AuthorityLink(
                council.Id,
                council.Name,
                council.Agency,
                new Links(
                    $"{root}/board",
                    $"{root}/duties",
                    $"{root}/indicators",
                    $"{root}/summaries",
                    $"{root}/children",
                    $"{root}/imports",
                    $"{root}/lists"
                )
            );
        }
    }

    /// <param name="On">The day of the board, or the minute of it that was asked for.</param>
    /// <param name="Missing">Children whose record cannot be read: they are in no row.</param>
    /// <param name="Awaited">Children whose record has not been read yet, where the board is just waking.</param>
    private sealed record BoardAnswer(
        string Authority,
        Instant AsAt,
        string On,
        long Version,
        BoardCounts Counts,
        int Missing,
        int Awaited,
        IReadOnlyList<TrackerRow> Rows
    )
    {
        public static BoardAnswer Of(AsOf asked, Board board) =>
            new(
                board.Authority,
                board.AsAt,
                new DayOrMinute(board.On, asked.At).Iso,
                board.Version,
                board.Counts,
                board.Missing,
                board.Awaited,
                board.Rows
            );
    }

    private sealed record Links(
        string Board,
        string Duties,
        string Indicators,
        string Summaries,
        string Children,
        string Imports,
        string Lists
    );
}
