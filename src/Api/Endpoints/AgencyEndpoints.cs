using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Api.Live;
using Permanence.Grains.Agencies;

namespace Permanence.Api.Endpoints;

/// <summary>A regional adoption agency's own view of the councils it serves.</summary>
internal static class AgencyEndpoints
{
    public static void MapAgencies(this IEndpointRouteBuilder api) =>
        api.MapGet("/agencies/{agency}/board", Board)
            .WithTags("Agencies")
            .WithSummary(
                "The children with a live plan of adoption or early permanence, or a decision that they should be placed for adoption."
            )
            .Produces<AgencyBoard>()
            .Refuses(401, 403, 503);

    private static async Task<IResult> Board(string agency, HttpContext context, IAccess access, IBoards boards)
    {
        if (!access.MayReadAgency(context.User, agency))
            return Problems.NotYours;
        var board = await boards.ReadAgency(agency, context.RequestAborted);
        context.Saw(board.Rows.Select(row => row.Authority));
        return TypedResults.Json(board, ApiJson.Options);
    }
}
