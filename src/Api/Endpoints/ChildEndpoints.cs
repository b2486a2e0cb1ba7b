using System.Text.Json;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Domain;
using Permanence.Domain.Obligations;
using Permanence.Domain.People;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Api.Endpoints;

/// <summary>One child's record: opened, read, added to, and what is due in it.</summary>
internal static class ChildEndpoints
{
    private static readonly string[] CommandFields = [JsonBody.CommandIdField, "events", "onBehalfOf"];

    public static void MapChildren(this IEndpointRouteBuilder authority)
    {
        var children = authority
            .MapGroup("/children")
            // Whoever runs the platform for every council sees boards and policies, and reads no child's record.
            .ForThose(static (access, user, council) => access.MayReadRecords(user, council), Problems.NotYours)
            .WithTags("Children")
            .Refuses(404);
        children
            .MapPost("", Open)
            .ForRecorders()
            .WithMetadata(JsonBody.Limit)
            .WithSummary("Opens a record with a case file. A commandId beside its fields, sent again, gives the same answer.")
            .Accepts<CaseFile>("application/json")
            .Produces<CaseFile>(201)
            .Refuses(409);
        children.MapGet("", List).WithSummary("The ids of the council's children.").Produces<IReadOnlyList<string>>();
        children
            .MapGet("/{child}", Read)
            .WithSummary("The case file: the child and every event, with who recorded it and when.")
            .Produces<CaseFile>();
        children
            .MapPost("/{child}/events", Record)
            .ForRecorders()
            .WithMetadata(JsonBody.Limit)
            .WithSummary("Records events, all or none. The same commandId again gives the same answer and changes nothing.")
            .Accepts<RecordEventsCommand>("application/json")
            .Produces<EventsRecorded>();
        children
            .MapGet("/{child}/obligations", Obligations)
            .WithSummary("What the council's policy asks for the child, and why.")
            .Produces<Answered>()
            .Asks();
        children.MapHeldFacts();
    }

    private static async Task<IResult> List(string authority, HttpContext context, IGrainFactory grains)
    {
        var children = await grains.GetGrain<IAuthorityGrain>(new AuthorityKey(authority)).Children(context.RequestAborted);
        context.Saw(children.Count);
        return TypedResults.Json(children.Order(StringComparer.Ordinal), ApiJson.Options);
    }

    private static async Task<IResult> Open(string authority, HttpContext context, IGrainFactory grains)
    {
        var (json, unreadable) = await JsonBody.Read(context);
        if (unreadable is not null)
            return unreadable;
        var (commandId, caseFile, refused) = JsonBody.WithoutCommandId(json);
        if (refused is not null)
            return Problems.Refused([refused]);
        var read = CaseFileJson.ReadCaseFile(caseFile);
        if (!read.Succeeded)
            return Problems.Refused(read.Refusals);
        var file = read.Value;
        if (file.Authority != authority)
            return Problems.Refused([
                new Refusal(
                    RefusalCodes.AnotherAuthority,
                    $"The case file is of '{file.Authority}' and was sent to '{authority}'.",
                    "authority"
                ),
            ]);

        var grain = Child(grains, authority, file.Child.Id);
        var ruling = await grain.Open(commandId ?? Guid.NewGuid(), file);
        if (!ruling.Allowed)
            return Problems.Refused(ruling.Refusals);
        context.Response.Headers.Location = $"/api/authorities/{authority}/children/{Uri.EscapeDataString(file.Child.Id)}";
        context.Response.StatusCode = StatusCodes.Status201Created;
        return new Bytes(CaseFileJson.Write(file with { Events = ruling.Recorded }));
    }

    private static async Task<IResult> Read(string authority, string child, IGrainFactory grains, CancellationToken cancelled) =>
        await Child(grains, authority, child).Read(cancelled) is { } file ? new Bytes(CaseFileJson.Write(file)) : Problems.NoSuchChild;

    private static Task<IResult> Record(
        string authority,
        string child,
        HttpContext context,
        IGrainFactory grains,
        IPeople people,
        PolicySource policies,
        IClock clock
    ) =>
        JsonBody.Command(
            context,
            "A command",
            CommandFields,
            async (body, commandId, refusals) =>
            {
                IReadOnlyList<CareEvent> events = [];
                if (!body.TryGetProperty("events", out var list))
                {
                    refusals.Add(
                        new Refusal(RefusalCodes.MissingField, "'events' is missing: a command carries at least one event.", "events")
                    );
                }
                else
                {
                    var read = CaseFileJson.ReadEvents(list);
                    refusals.AddRange(read.Refusals);
                    events = read.Value ?? [];
                }

                var acts = policies.Library.For(authority)?.InForceOn(clock.Today()).Reference.Acts ?? Acts.None;
                var other = TakenBy(body, await people.Read(authority), acts, events, refusals);
                if (refusals.Count > 0)
                    return Problems.Refused(refusals);
                using var _ = (Caller.Current! with { OnBehalfOf = other }).Ask();
                var ruling = await Child(grains, authority, child).Record(commandId, events);
                return ruling.Allowed
                    ? new Bytes(Written(new EventsRecorded(commandId, ruling.Version, ruling.Recorded)))
                    : Problems.OfRecord(ruling.Refusals);
            }
        );

    // Who took the decision, by their id; in which role is the directory's to say: of several the first whose acts these are.
    private static OnBehalfOf? TakenBy(
        JsonElement body,
        StaffList staff,
        Acts acts,
        IReadOnlyList<CareEvent> events,
        List<Refusal> refusals
    )
    {
        if (!body.TryGetProperty("onBehalfOf", out var given) || given.ValueKind == JsonValueKind.Null)
            return null;
        if (
            given.ValueKind == JsonValueKind.String
            && staff.Find(given.GetString()) is { Active: true, Roles: [var first, ..] roles } person
        )
            return new OnBehalfOf(
                person.Id,
                roles.FirstOrDefault(role => events.All(happened => acts.MayRecordSome(role, happened.Type)), first)
            );
        refusals.Add(
            new Refusal(RefusalCodes.UnknownPerson, "'onBehalfOf' is the id of a person of this council's directory.", "onBehalfOf")
        );
        return null;
    }

    private static async Task<IResult> Obligations(string authority, string child, HttpContext context, IGrainFactory grains)
    {
        var asked = Asked.Of(context.Request);
        if (!asked.Succeeded)
            return Problems.Refused(asked.Refusals);
        return await Child(grains, authority, child).Obligations(asked.Value, context.RequestAborted) is { } evaluation
            ? new Bytes(EvaluationJson.Write(evaluation, minute: asked.Value.Minute))
            : Problems.NoSuchChild;
    }

    private static byte[] Written(EventsRecorded answer) => JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Options);

    private static IChildGrain Child(IGrainFactory grains, string authority, string child) =>
        grains.GetGrain<IChildGrain>(new ChildKey(authority, child));

    private sealed record PolicyAnswered(string Pack, string Version, string Hash, bool PastItsReviewDate);

    // As EvaluationJson writes it.
    private sealed record Answered(string Authority, string Child, LocalDate On, PolicyAnswered Policy, IReadOnlyList<Duty> Obligations);

    private sealed record Duty(
        string Id,
        string Title,
        string Subject,
        string Status,
        LocalDate? Due,
        string? DueAt,
        LocalDate? ActBy,
        LocalDate? MetOn,
        string Force,
        string Owner,
        IReadOnlyList<string> EscalatesTo,
        string? Reason,
        IReadOnlyList<DutyLimb> Limbs
    );

    private sealed record DutyLimb(string Clause, LocalDate? Due, string? DueAt, bool Binding, IReadOnlyList<string> Because);

    /// <param name="OnBehalfOf">The id of whoever took the decision, where an administrator records it for them.</param>
    private sealed record RecordEventsCommand(Guid CommandId, IReadOnlyList<CareEvent> Events, string? OnBehalfOf);

    /// <param name="Version">The number of events in the record.</param>
    private sealed record EventsRecorded(Guid CommandId, int Version, IReadOnlyList<CareEvent> Recorded);

    /// <summary>An answer that is written already: the same record is the same bytes everywhere.</summary>
    private sealed class Bytes(byte[] json) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";
            httpContext.Response.ContentLength = json.Length;
            await httpContext.Response.Body.WriteAsync(json, httpContext.RequestAborted);
        }
    }
}
