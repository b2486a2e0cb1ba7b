using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Domain;
using Permanence.Domain.People;
using Permanence.Grains;
using Permanence.Grains.People;

namespace Permanence.Api.Endpoints;

/// <summary>Who is asking, and who works for a council.</summary>
internal static class PeopleEndpoints
{
    private static readonly string[] Fields = [JsonBody.CommandIdField, "id", "name", "roles", "teams", "active", "standsInFor", "until"];

    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", Me)
            .WithTags("People")
            .WithSummary("Who is signed in: roles, council or agency, teams.")
            .Produces<Myself>()
            .Refuses(401);

    public static void MapPeople(this IEndpointRouteBuilder authority)
    {
        var people = authority.MapGroup("/people").WithTags("People");
        people
            .MapGet("", List)
            .WithSummary("The council's directory: with a role or a team only who works in it today, else everybody, who has left too.")
            .Produces<IReadOnlyList<Entry>>();
        people
            .MapPut("/{id}", Change)
            .ForThose(static (access, user, council) => access.KeepsPeople(user, council))
            .WithMetadata(JsonBody.Limit)
            .WithSummary(
                "Puts a person's entry as it should be, by an administrator or a manager, never one's own. Only roles that the council's "
                    + "mapping keeps here are given and taken away."
            )
            .Accepts<ChangeCommand>("application/json")
            .Produces<Entry>()
            .Refuses(409);
    }

    private static IResult Me(HttpContext context)
    {
        var user = context.User;
        return Json(
            new Myself(
                Scope.Id(user),
                Visitor.From(user)!.Name,
                Scope.Roles(user),
                user.FindFirst(Visitor.AuthorityClaim)?.Value,
                user.FindFirst(Scope.AgencyClaim)?.Value,
                Scope.Teams(user)
            )
        );
    }

    private static async Task<IResult> List(string authority, string? role, string? team, IGrainFactory grains, CancellationToken cancelled)
    {
        var staff = await grains.GetGrain<IDirectoryGrain>(new DirectoryKey(authority)).Read(cancelled);
        return Json((role is null && team is null ? staff.ByName() : staff.In(role, team)).Select(Entry.Of).ToList());
    }

    private static Task<IResult> Change(string authority, string id, HttpContext context, IGrainFactory grains, IPeople people) =>
        JsonBody.Command(
            context,
            "A person's entry",
            Fields,
            async (body, commandId, refusals) =>
            {
                // The same entry again is the same entry: whoever sends one may leave its id out.
                if (!body.TryGetProperty(JsonBody.CommandIdField, out _))
                {
                    refusals.RemoveAll(refusal => refusal.Field == JsonBody.CommandIdField);
                    commandId = Guid.NewGuid();
                }

                if (Text(body, "id") is { } named && named != id)
                    refusals.Add(new Refusal(RefusalCodes.BadId, "'id' is another than that of the address.", "id"));
                var change = new PersonChange(
                    id,
                    JsonBody.Text(body, "name", "how colleagues know them", refusals),
                    Texts(body, "roles", refusals),
                    Texts(body, "teams", refusals),
                    Flag(body, "active", refusals)
                )
                {
                    StandsInFor = Text(body, "standsInFor"),
                    Until = Day(body, "until", refusals),
                };
                if (refusals.Count > 0)
                    return Problems.Refused(refusals);
                var ruling = await grains.GetGrain<IDirectoryGrain>(new DirectoryKey(authority)).Change(commandId, change);
                if (ruling.Person is not { } person)
                    return Problems.Refused(ruling.Refusals);
                await people.ReadAgain(authority);
                return Json(Entry.Of(person));
            }
        );

    private static string? Text(JsonElement body, string field) =>
        body.TryGetProperty(field, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;

    private static List<string> Texts(JsonElement body, string field, List<Refusal> refusals)
    {
        if (
            body.TryGetProperty(field, out var given)
            && given.ValueKind == JsonValueKind.Array
            && given.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
        )
            return [.. given.EnumerateArray().Select(one => one.GetString()!)];
        refusals.Add(new Refusal(RefusalCodes.NotAList, $"'{field}' is a list of texts, perhaps empty.", field));
        return [];
    }

    private static bool Flag(JsonElement body, string field, List<Refusal> refusals)
    {
        if (!body.TryGetProperty(field, out var given) || given.ValueKind == JsonValueKind.True)
            return true;
        if (given.ValueKind != JsonValueKind.False)
            refusals.Add(new Refusal(RefusalCodes.BadFlag, $"'{field}' is true or false.", field));
        return false;
    }

    private static LocalDate? Day(JsonElement body, string field, List<Refusal> refusals)
    {
        if (!body.TryGetProperty(field, out var given) || given.ValueKind == JsonValueKind.Null)
            return null;
        if (given.ValueKind == JsonValueKind.String && LocalDatePattern.Iso.Parse(given.GetString()!) is { Success: true } day)
            return day.Value;
        refusals.Add(new Refusal(RefusalCodes.BadDate, $"'{field}' is a date such as 2026-12-31.", field));
        return null;
    }

    private static IResult Json<T>(T answer) => TypedResults.Json(answer, ApiJson.Options);

    /// <param name="Authority">The council they work for; null for who works for none.</param>
    /// <param name="Agency">The agency they work for; null for who works for none.</param>
    private sealed record Myself(
        string Id,
        string Name,
        IReadOnlyList<string> Roles,
        string? Authority,
        string? Agency,
        IReadOnlyList<string> Teams
    );

    private sealed record Entry(
        string Id,
        string Name,
        IReadOnlyList<string> Roles,
        IReadOnlyList<string> Teams,
        bool Active,
        string? StandsInFor,
        LocalDate? Until
    )
    {
        public static Entry Of(Person person) =>
            new(person.Id, person.Name, person.Roles, person.Teams, person.Active, person.StandsInFor, person.Until);
    }

    private sealed record ChangeCommand(
        Guid? CommandId,
        string? Id,
        string Name,
        IReadOnlyList<string> Roles,
        IReadOnlyList<string> Teams,
        bool? Active,
        string? StandsInFor,
        LocalDate? Until
    );
}
