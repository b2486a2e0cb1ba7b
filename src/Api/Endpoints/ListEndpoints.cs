using System.Text.Json;
using NodaTime;
using Permanence.Api.Http;
using Permanence.Domain;
using Permanence.Domain.Lists;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains;
using Permanence.Grains.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Api.Endpoints;

/// <summary>The lists that a council keeps, as its policy names them: read, and their rows added, changed and removed.</summary>
internal static class ListEndpoints
{
    private static readonly string[] AddFields = [JsonBody.CommandIdField, "values"];
    private static readonly string[] ChangeFields = [JsonBody.CommandIdField, "version", "values"];
    private static readonly string[] RemoveFields = [JsonBody.CommandIdField, "reason"];

    public static void MapLists(this IEndpointRouteBuilder authority)
    {
        var lists = authority.MapGroup("/lists").WithTags("Lists").Refuses(404);
        lists
            .MapGet("", List)
            .WithSummary("The lists that the council keeps, as its policy names them today, with their columns.")
            .Produces<IReadOnlyList<Listed>>();
        lists
            .MapGet("/{list}", Read)
            .WithSummary("The rows that stand on a list now, or as it was known at an instant (knownAt).")
            .Produces<Whole>()
            .AsksKnownAt();
        lists
            .MapGet("/{list}/rows/{row}", Row)
            .WithSummary("One row with its history, also after it was removed.")
            .Produces<RowWithHistory>();
        lists
            .MapPost("/{list}/rows", Add)
            .ForRecorders()
            .WithMetadata(JsonBody.Limit)
            .WithSummary(
                "Adds a row. Every value is text: a date as 2026-03-27, yes or no, a number as 12.5. The same commandId again gives the "
                    + "same answer and changes nothing."
            )
            .Accepts<AddRowCommand>("application/json")
            .Produces<Done>();
        lists
            .MapPost("/{list}/rows/{row}", Change)
            .ForRecorders()
            .WithMetadata(JsonBody.Limit)
            .WithSummary(
                "Puts other values in a row, all of them: a column left out becomes blank. Refused where it is not at the version named."
            )
            .Accepts<ChangeRowCommand>("application/json")
            .Produces<Done>()
            .Refuses(409);
        lists
            .MapPost("/{list}/rows/{row}/remove", Remove)
            .ForRecorders()
            .WithMetadata(JsonBody.Limit)
            .WithSummary("Takes a row off the list, with a reason. Its history stays.")
            .Accepts<RemoveRowCommand>("application/json")
            .Produces<Done>()
            .Refuses(409);
    }

    private static IResult List(string authority, PolicySource policies, IClock clock) =>
        Json(
            policies
                .Library.For(authority)
                ?.InForceOn(clock.Today())
                .Reference.Forms.Where(form => form.Kind == FormKind.List)
                .Select(form => Listed.Of(authority, form))
                .ToList()
                ?? []
        );

    private static async Task<IResult> Read(
        string authority,
        string list,
        HttpContext context,
        PolicySource policies,
        IClock clock,
        IGrainFactory grains
    )
    {
        var asked = Asked.Of(context.Request);
        if (!asked.Succeeded)
            return Problems.Refused(asked.Refusals);
        if (Form(policies, authority, list, clock) is not { } form)
            return NoSuchList;
        var rows = (await Grain(grains, authority, list).Read(context.RequestAborted))
            .Rows(asked.Value.KnownAt)
            .Where(row => !row.Removed)
            .ToList();
        return Json(
            new Whole(
                Listed.Of(authority, form),
                [
                    .. ListSheet
                        .Of(form, rows)
                        .Select(sheet => new Sheet(sheet.Value, [.. sheet.Clauses.Select(clause => clause.Id)], sheet.Rows.Count)),
                ],
                [.. rows.Select(RowNow.Of)]
            )
        );
    }

    private static async Task<IResult> Row(
        string authority,
        string list,
        string row,
        PolicySource policies,
        IClock clock,
        IGrainFactory grains,
        CancellationToken cancelled
    )
    {
        if (Form(policies, authority, list, clock) is null)
            return NoSuchList;
        return (await Grain(grains, authority, list).Read(cancelled)).Row(row) is { } found
            ? Json(new RowWithHistory(found.Id, found.Version, found.Removed, found.Values, found.Entries))
            : Problems.NotFound("no-such-row", "There is no row with this id on the list.");
    }

    private static Task<IResult> Add(
        string authority,
        string list,
        HttpContext context,
        PolicySource policies,
        IClock clock,
        IGrainFactory grains
    ) =>
        Do(
            authority,
            list,
            context,
            policies,
            clock,
            AddFields,
            "An addition",
            (body, command, refusals) =>
            {
                var values = Values(body, refusals);
                return () => Grain(grains, authority, list).Add(command, values);
            }
        );

    private static Task<IResult> Change(
        string authority,
        string list,
        string row,
        HttpContext context,
        PolicySource policies,
        IClock clock,
        IGrainFactory grains
    ) =>
        Do(
            authority,
            list,
            context,
            policies,
            clock,
            ChangeFields,
            "A change",
            (body, command, refusals) =>
            {
                var version = 0;
                if (
                    !body.TryGetProperty("version", out var given)
                    || given.ValueKind != JsonValueKind.Number
                    || !given.TryGetInt32(out version)
                    || version < 1
                )
                    refusals.Add(
                        new Refusal(
                            RefusalCodes.MissingField,
                            "'version' is the whole number that you read with the row: send it so that nobody else's change is lost.",
                            "version"
                        )
                    );
                var values = Values(body, refusals);
                return () => Grain(grains, authority, list).Change(command, row, version, values);
            }
        );

    private static Task<IResult> Remove(
        string authority,
        string list,
        string row,
        HttpContext context,
        PolicySource policies,
        IClock clock,
        IGrainFactory grains
    ) =>
        Do(
            authority,
            list,
            context,
            policies,
            clock,
            RemoveFields,
            "A removal",
            (body, command, refusals) =>
            {
                var reason = JsonBody.Text(body, "reason", "why the row comes off the list, in up to 1,000 characters", refusals);
                return () => Grain(grains, authority, list).Remove(command, row, reason);
            }
        );

    private static Task<IResult> Do(
        string authority,
        string list,
        HttpContext context,
        PolicySource policies,
        IClock clock,
        string[] fields,
        string what,
        Func<JsonElement, Guid, List<Refusal>, Func<Task<ListRuling>>> read
    ) =>
        JsonBody.Command(
            context,
            what,
            fields,
            async (body, command, refusals) =>
            {
                if (Form(policies, authority, list, clock) is null)
                    return NoSuchList;
                var act = read(body, command, refusals);
                if (refusals.Count > 0)
                    return Problems.Refused(refusals);
                var ruling = await act();
                return ruling.Entry is { } entry
                    ? Json(new Done(command, entry.Row, ruling.Version, entry))
                    : Problems.Refused(ruling.Refusals);
            }
        );

    private static Dictionary<string, string> Values(JsonElement body, List<Refusal> refusals)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!body.TryGetProperty("values", out var given) || given.ValueKind != JsonValueKind.Object)
        {
            refusals.Add(
                new Refusal(RefusalCodes.MissingField, "'values' is missing: it is an object with a text for each column.", "values")
            );
            return values;
        }

        foreach (var value in given.EnumerateObject())
        {
            if (value.Value.ValueKind == JsonValueKind.String)
                values[value.Name] = value.Value.GetString()!;
            else if (value.Value.ValueKind != JsonValueKind.Null)
                refusals.Add(
                    new Refusal(
                        RefusalCodes.NotText,
                        $"'{value.Name}' is written as text: a date as \"2026-03-27\", \"yes\" or \"no\", a number as \"12.5\".",
                        $"values.{value.Name}"
                    )
                );
        }

        return values;
    }

    private static PolicyForm? Form(PolicySource policies, string authority, string list, IClock clock) =>
        policies.Library.For(authority)?.InForceOn(clock.Today()).Reference.List(list);

    private static IKeptListGrain Grain(IGrainFactory grains, string authority, string list) =>
        grains.GetGrain<IKeptListGrain>(new ListKey(authority, list));

    private static readonly IResult NoSuchList = Problems.NotFound("no-such-list", "The council's policy names no list with this id.");

    private static IResult Json<T>(T answer) => TypedResults.Json(answer, ApiJson.Options);

    private sealed record AddRowCommand(Guid CommandId, IReadOnlyDictionary<string, string> Values);

    private sealed record ChangeRowCommand(Guid CommandId, int Version, IReadOnlyDictionary<string, string> Values);

    private sealed record RemoveRowCommand(Guid CommandId, string Reason);

    /// <param name="Version">The row's version with this entry.</param>
    private sealed record Done(Guid CommandId, string Row, int Version, ListEntry Recorded);

    private sealed record Column(
        string Field,
        string Label,
        FieldType Type,
        bool Required,
        IReadOnlyList<string> Values,
        IReadOnlyList<string> Clauses
    );

    /// <param name="GroupedBy">The column that divides it into sheets.</param>
    private sealed record Listed(
        string Id,
        string Title,
        string? GroupedBy,
        IReadOnlyList<string> Clauses,
        IReadOnlyList<Column> Columns,
        string Url
    )
    {
        public static Listed Of(string authority, PolicyForm form) =>
            new(
                form.Id,
                form.Title,
                form.GroupedBy,
                [.. form.Clauses.Select(clause => clause.Id)],
                [
                    .. form.Fields.Select(field => new Column(
                        field.Id,
                        field.Label,
                        field.Type,
                        field.Required,
                        field.Values,
                        [.. field.Clauses.Select(clause => clause.Id)]
                    )),
                ],
                $"/api/authorities/{authority}/lists/{form.Id}"
            );
    }

    /// <param name="Value">Empty for rows that say nothing in the column.</param>
    /// <param name="Rows">How many.</param>
    private sealed record Sheet(string Value, IReadOnlyList<string> Clauses, int Rows);

    /// <param name="Sheets">None where the list is not divided.</param>
    private sealed record Whole(Listed List, IReadOnlyList<Sheet> Sheets, IReadOnlyList<RowNow> Rows);

    /// <param name="Version">To be sent with a change.</param>
    /// <param name="Changed">When it was last added to or changed.</param>
    /// <param name="By">The id of who did.</param>
    private sealed record RowNow(string Id, int Version, IReadOnlyDictionary<string, string> Values, Instant Changed, string By)
    {
        public static RowNow Of(ListRow row) =>
            new(row.Id, row.Version, row.Values, row.Entries[^1].Recorded.At, row.Entries[^1].Recorded.By);
    }

    private sealed record RowWithHistory(
        string Id,
        int Version,
        bool Removed,
        IReadOnlyDictionary<string, string> Values,
        IReadOnlyList<ListEntry> History
    );
}
