using Microsoft.OpenApi;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain;
using Permanence.Domain.Records;

namespace Permanence.Api.Http;

/// <summary>The day and the instant a question over HTTP is about, and which part of a long answer it wants.</summary>
internal static class Asked
{
    public static Outcome<AsOf> Of(HttpRequest request)
    {
        var refusals = new List<Refusal>();
        DayOrMinute? on = null;
        Instant? knownAt = null;
        if (request.Query["on"].ToString() is { Length: > 0 } day)
        {
            on = DayOrMinute.Parse(day);
            if (on is null)
                refusals.Add(new Refusal(RefusalCodes.BadDate, $"'on' is {DayOrMinute.Reads}.", "on"));
        }

        if (request.Query["knownAt"].ToString() is { Length: > 0 } known)
        {
            if (InstantPattern.ExtendedIso.Parse(known) is { Success: true } instant)
                knownAt = instant.Value;
            else if (
                OffsetDateTimePattern.ExtendedIso.Parse(known.Replace(' ', '+')) is { Success: true } offset
                && offset.Value.Year is >= 1900 and <= 2200
            )
                knownAt = offset.Value.ToInstant();
            if (knownAt is null || knownAt.Value.InUtc().Year is < 1900 or > 2200)
                refusals.Add(
                    new Refusal(
                        RefusalCodes.BadInstant,
                        "'knownAt' is an instant between 1900 and 2200: write it in UTC as 2025-04-01T09:00:00Z.",
                        "knownAt"
                    )
                );
        }

        return refusals.Count > 0 ? refusals : AsOf.Of(on, knownAt);
    }

    /// <summary>From which of many on, and how many of them, by <c>skip</c> and <c>take</c>; what cannot be read is as if it was not said.
    /// </summary>
    /// <param name="most">How many at most.</param>
    public static (int Skip, int Take) Part(HttpRequest request, int most) =>
        (
            int.TryParse(request.Query["skip"], out var from) && from > 0 ? from : 0,
            int.TryParse(request.Query["take"], out var wanted) && wanted >= 0 && wanted <= most ? wanted : most
        );
}

internal static class AskedMetadata
{
    /// <summary>
    /// Says in the API's description that an address answers for a day and, where <paramref name="knownAt"/>, as known at an instant.
    /// </summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder endpoint, bool knownAt = true) =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(
                    Query(
                        "on",
                        null,
                        "A London date, or a minute of it as 2025-04-01T16:01; now where not given. A past day is read at its last minute."
                    )
                );
                if (knownAt)
                    operation.Parameters.Add(KnownAt());
                return Task.CompletedTask;
            }
        );

    /// <summary>The same of an address that answers as known at an instant and for no day.</summary>
    public static RouteHandlerBuilder AsksKnownAt(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(KnownAt());
                return Task.CompletedTask;
            }
        );

    private static OpenApiParameter KnownAt() => Query("knownAt", "date-time", "Leaves out what was recorded later than this instant.");

    private static OpenApiParameter Query(string name, string? format, string description) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format },
        };
}
