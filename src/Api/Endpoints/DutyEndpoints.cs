using System.Globalization;
using Microsoft.OpenApi;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Endpoints;

/// <summary>What a council's policy asks, a duty a row: as answers to programs and as files with the same rows.</summary>
internal static class DutyEndpoints
{
    private delegate IResult Writes(Answer answer);

    private static readonly (string Label, double Width)[] Columns =
    [
        ("Child", 12),
        ("Name", 24),
        ("Id", 34),
        ("Title", 48),
        ("Clause", 14),
        ("Status", 13),
        ("Due", 12),
        ("Since", 12),
        ("Booked for", 12),
        ("Owner", 20),
        ("Person", 24),
        ("Team", 24),
        ("Force", 15),
        ("Standing", 14),
    ];

    public static void MapDuties(this IEndpointRouteBuilder authority)
    {
        Map(
                "/duties",
                "Every duty of the council's children, one a row; those still to be done first, by date.",
                answer => TypedResults.Json(answer.Duties.Rows, ApiJson.Options)
            )
            .Produces<IReadOnlyList<DutyRow>>();
        Map(
                "/duties.csv",
                "The same rows as a file of text, with what it is of in its first line.",
                answer => File(answer, Csv.File(Lines(answer)), "text/csv", "csv")
            )
            .Produces<string>(contentType: "text/csv");
        Map("/duties.xlsx", "The same rows as a workbook for Excel.", answer => File(answer, Sheet(answer), Workbook.ContentType, "xlsx"))
            .Produces<byte[]>(contentType: Workbook.ContentType);

        RouteHandlerBuilder Map(string path, string summary, Writes writes) =>
            authority
                .MapGet(
                    path,
                    (
                        string authority,
                        HttpContext context,
                        IGrainFactory grains,
                        PolicySource policies,
                        ICouncils councils,
                        CancellationToken cancelled
                    ) => Ask(authority, context, grains, policies, councils, writes, cancelled)
                )
                .WithTags("Duties")
                .WithSummary(summary)
                .Asks()
                .AddOpenApiOperationTransformer(
                    (operation, _, _) =>
                    {
                        operation.Parameters ??= [];
                        foreach (var (name, says) in DutyQuery.Names)
                            operation.Parameters.Add(
                                new OpenApiParameter
                                {
                                    Name = name,
                                    In = ParameterLocation.Query,
                                    Description = says,
                                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                                }
                            );
                        return Task.CompletedTask;
                    }
                );
    }

    private static async Task<IResult> Ask(
        string authority,
        HttpContext context,
        IGrainFactory grains,
        PolicySource policies,
        ICouncils councils,
        Writes writes,
        CancellationToken cancelled
    )
    {
        if (policies.Library.For(authority) is not { } policy || councils.Find(authority) is not { } council)
            return Problems.NotYours;
        var asked = DutyQuery.Read(context.Request, policy);
        if (!asked.Succeeded)
            return Problems.Refused(asked.Refusals);
        var (filter, asOf) = asked.Value;
        var duties = await grains.GetGrain<IClauseReachGrain>(new AuthorityKey(authority)).Duties(filter, asOf, cancelled);
        context.Response.Headers[AuthorityEndpoints.MissingRecords] = duties.Missing.ToString(CultureInfo.InvariantCulture);
        context.Saw(duties.Rows.Select(row => row.Child).Distinct().Count());
        return writes(new Answer(council, duties, asOf, DutyQuery.InWords(filter), policy.InForceOn(duties.On).Version));
    }

    private static IResult File(Answer answer, byte[] file, string type, string ending) =>
        TypedResults.File(file, type, $"duties-{answer.Council.Id}-{Dates.Iso(answer.Duties.On)}.{ending}");

    private static IEnumerable<string> Lines(Answer answer) =>
        [
            Csv.Line(answer.Head().SelectMany(pair => new[] { pair.Label, pair.Value })),
            Csv.Line(Columns.Select(column => column.Label)),
            .. answer.Duties.Rows.Select(row =>
                Csv.Line(Cells(row).Select(cell => cell is LocalDate day ? Dates.Iso(day) : (string?)cell ?? ""))
            ),
        ];

    private static byte[] Sheet(Answer answer) => Workbook.Of("Duties", answer.Head(), Columns, answer.Duties.Rows.Select(Cells));

    // Words as the answer to a program has them: what stands in a cell can be asked for.
    private static IReadOnlyList<object?> Cells(DutyRow row) =>
        [
            row.Child,
            row.Name,
            row.Id,
            row.Title,
            row.Clause,
            EvaluationJson.Name(row.Status),
            row.Due,
            row.Since,
            row.BookedFor,
            row.Owner,
            row.Person,
            row.Team,
            EvaluationJson.Name(row.Force),
            row.Standing.Name(),
        ];

    /// <summary>The duties with what they are of.</summary>
    private sealed record Answer(Council Council, AskedDuties Duties, AsOf AsOf, string Filters, string Policy)
    {
        public IReadOnlyList<(string Label, string Value)> Head() =>
            [
                ("Duties of", Council.Name),
                ("On", Dates.InWords(new DayOrMinute(Duties.On, AsOf.At))),
                ("As at", Dates.InWords(Duties.AsAt)),
                .. AsOf.KnownAt is { } known ? [("As known at", Dates.InWords(known))] : Array.Empty<(string, string)>(),
                ("Filters", Filters),
                ("Policy version", Policy),
                ("Records that cannot be read", Counting.Number(Duties.Missing)),
            ];
    }
}
