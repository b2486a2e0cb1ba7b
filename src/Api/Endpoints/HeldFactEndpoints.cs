using Permanence.Api.Http;
using Permanence.Domain;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Children;

namespace Permanence.Api.Endpoints;

/// <summary>Where a return and a person disagree about one child: what waits, and a person's decision.</summary>
internal static class HeldFactEndpoints
{
    private static readonly string[] Fields = [JsonBody.CommandIdField, "fact", "decision", "reason"];

    public static void MapHeldFacts(this IEndpointRouteBuilder children)
    {
        children
            .MapGet("/{child}/held", Held)
            .WithSummary("What a return says otherwise than a person recorded, and nobody has decided.")
            .Produces<IReadOnlyList<Waiting>>();
        children
            .MapPost("/{child}/held", Decide)
            .ForRecorders()
            .WithMetadata(JsonBody.Limit)
            .WithSummary(
                "Decides one of them: keeps what the person recorded, or takes the return's word as a correction. "
                    + "The same commandId again changes nothing."
            )
            .Accepts<DecideHeldFact>("application/json")
            .Produces<Decided>()
            .Refuses(409);
    }

    private static async Task<IResult> Held(string authority, string child, IGrainFactory grains, CancellationToken cancelled)
    {
        var grain = Child(grains, authority, child);
        return await grain.Exists(cancelled)
            ? TypedResults.Json((await grain.Held(cancelled)).Select(Shown), ApiJson.Options)
            : Problems.NoSuchChild;
    }

    private static Task<IResult> Decide(string authority, string child, HttpContext context, IGrainFactory grains) =>
        JsonBody.Command(
            context,
            "A decision",
            Fields,
            async (body, commandId, refusals) =>
            {
                var fact = JsonBody.Text(body, "fact", "the 'fact' of one of those that wait", refusals);
                var decision = JsonBody.Text(body, "decision", $"'{Keep}' or '{Take}'", refusals);
                var reason = JsonBody.Text(body, "reason", "why, in up to 1,000 characters", refusals);
                if (decision is not (Keep or Take or ""))
                    refusals.Add(
                        new Refusal(
                            RefusalCodes.UnknownValue,
                            $"'decision' is '{Keep}', what the person recorded, or '{Take}', what the return says.",
                            "decision"
                        )
                    );
                if (refusals.Count > 0)
                    return Problems.Refused(refusals);
                var ruling = await Child(grains, authority, child).DecideHeld(commandId, fact, decision == Take, reason);
                return ruling.Allowed
                    ? TypedResults.Json(new Decided(commandId, ruling.Version, ruling.Recorded), ApiJson.Options)
                    : Problems.OfRecord(ruling.Refusals);
            }
        );

    private const string Keep = "keep";
    private const string Take = "take";

    private static Waiting Shown(HeldFact held) =>
        new(held.Key, held.Label, held.Recorded, held.RecordedText, held.Returned, held.ReturnedText, held.File, held.Line);

    private static IChildGrain Child(IGrainFactory grains, string authority, string child) =>
        grains.GetGrain<IChildGrain>(new ChildKey(authority, child));

    /// <param name="Fact">Its key, for deciding it.</param>
    /// <param name="Recorded">The entry of the person; null where it is about who the child is, or was withdrawn.</param>
    /// <param name="RecordedText">What the record says of who the child is.</param>
    /// <param name="Returned">The event as the return has it; null where it is about who the child is.</param>
    /// <param name="ReturnedText">What the return says of who the child is.</param>
    private sealed record Waiting(
        string Fact,
        string Label,
        CareEvent? Recorded,
        string? RecordedText,
        CareEvent? Returned,
        string? ReturnedText,
        string File,
        int Line
    );

    private sealed record DecideHeldFact(Guid CommandId, string Fact, string Decision, string Reason);

    /// <param name="Version">The number of events in the record.</param>
    private sealed record Decided(Guid CommandId, int Version, IReadOnlyList<CareEvent> Recorded);
}
