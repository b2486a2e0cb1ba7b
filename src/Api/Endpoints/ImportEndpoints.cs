using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Permanence.Api.Access;
using Permanence.Api.Http;
using Permanence.Domain;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Authorities;
using Permanence.Grains.Imports;

namespace Permanence.Api.Endpoints;

/// <summary>SSDA903 imports: files in, a dry run to look at, confirmed, undone.</summary>
internal static class ImportEndpoints
{
    private const int Listed = 50;
    private const long Largest = ImportUpload.BytesInAll + (1024 * 1024);

    // Files beyond a few kilobytes wait on disk, not in memory, until the import has them.
    private static readonly FormOptions Form = new()
    {
        MultipartBodyLengthLimit = Largest,
        ValueCountLimit = 100,
        KeyLengthLimit = 200,
        ValueLengthLimit = 1024,
    };

    public static void MapImports(this IEndpointRouteBuilder authority)
    {
        var imports = authority
            .MapGroup("/imports")
            .ForThose(static (access, user, council) => access.MayImport(user, council))
            .WithTags("Imports");
        imports
            .MapPost("", Start)
            .RequireRateLimiting(Limits.Import)
            .WithMetadata(new RequestSizeLimitAttribute(Largest))
            .WithSummary("Sends the files of one collection year (multipart: year, files). Starts with a dry run.")
            .Accepts<ImportForm>("multipart/form-data")
            .Produces<ImportReport>(202)
            .Refuses(413, 415, 429);
        imports
            .MapGet("", List)
            .WithSummary("The latest imports, newest first, without their findings.")
            .Produces<IReadOnlyList<ImportReport>>();
        imports
            .MapGet("/{import}", Read)
            .WithSummary(
                "Where the import stands, what it would do or did, and what was wrong with which row. Findings come by skip and take; "
                    + "all of them where neither is given."
            )
            .Produces<ImportReport>()
            .Refuses(404);
        imports
            .MapGet("/{import}/children", Children)
            .WithSummary("Its children as the dry run found them, by id: whose record it opens and whose was matched. By skip and take.")
            .Produces<IReadOnlyList<ChildInReturn>>()
            .Refuses(404);
        imports
            .MapPost("/{import}/confirm", Confirm)
            .WithSummary("Applies what the dry run showed.")
            .Produces<ImportReport>(202)
            .Refuses(404, 409);
        imports
            .MapPost("/{import}/discard", Discard)
            .WithSummary("Lets a dry run go, with its files.")
            .Produces<ImportReport>(202)
            .Refuses(404, 409);
        imports
            .MapPost("/{import}/undo", Undo)
            .WithSummary("Takes the import back out of every record.")
            .Produces<ImportReport>(202)
            .Refuses(404, 409);
    }

    private static async Task<IResult> Start(string authority, HttpContext context, IGrainFactory grains)
    {
        if (
            !context.Request.HasFormContentType
            || context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true
        )
            return Problems.WrongType("a multipart form with 'year' and the files");
        if (context.Request.ContentLength > Largest)
            return Problems.TooLarge(ImportUpload.BytesInAll);
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, Form));
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException beyond)
        {
            return beyond.Message.Contains("limit", StringComparison.OrdinalIgnoreCase)
                ? Problems.TooLarge(ImportUpload.BytesInAll)
                : Problems.OfStatus(400);
        }
        catch (IOException)
        {
            // The form ends before its last part does.
            return Problems.OfStatus(400);
        }

        var refusals = form
            .Keys.Where(name => name != "year")
            .Select(name => new Refusal(RefusalCodes.UnknownField, $"An import has no field '{name}': it has year, and files.", name))
            .ToList();
        var year = CollectionYear.Parse(form["year"]);
        refusals.AddRange(year.Refusals);
        if (form.Files.Count == 0)
            refusals.Add(
                new Refusal(RefusalCodes.NoFiles, "There are no files: send the council's SSDA903 files of one collection year.", "files")
            );
        if (refusals.Count > 0)
            return Problems.Refused(refusals);

        var import = Guid.NewGuid().ToString();
        var sent = await ImportUpload.Send(grains, authority, import, year.Value, Opened(form.Files), context.RequestAborted);
        return sent.Succeeded ? Accepted(context, authority, sent.Value) : Problems.Refused(sent.Refusals);
    }

    // Opened one after another as they are read; the form closes them with the request.
    private static IEnumerable<(string Name, Stream Content)> Opened(IFormFileCollection files) =>
        files.Select(file => (Path.GetFileName(file.FileName.Replace('\\', '/')), file.OpenReadStream()));

    private static async Task<IResult> List(string authority, IGrainFactory grains, CancellationToken cancelled)
    {
        var ids = await grains.GetGrain<IAuthorityGrain>(new AuthorityKey(authority)).Imports(cancelled);
        var jobs = await Task.WhenAll(ids.Take(Listed).Select(id => Grain(grains, authority, id).Read(cancelled)));
        return TypedResults.Json(
            jobs.OfType<ImportJob>().OrderByDescending(job => job.Began).Select(ImportReport.WithoutFindings).ToList(),
            ApiJson.Options
        );
    }

    private static async Task<IResult> Read(string authority, string import, HttpContext context, IGrainFactory grains)
    {
        var grain = Grain(grains, authority, import);
        if (await grain.Read(context.RequestAborted) is not { } job)
            return NoSuchImport;
        context.Saw(job.Children);
        var (skip, take) = Asked.Part(context.Request, int.MaxValue);
        return TypedResults.Json(await ImportReport.Of(job, grain, skip, take, context.RequestAborted), ApiJson.Options);
    }

    private static async Task<IResult> Children(string authority, string import, HttpContext context, IGrainFactory grains)
    {
        var grain = Grain(grains, authority, import);
        if (await grain.Read(context.RequestAborted) is null)
            return NoSuchImport;
        var (skip, take) = Asked.Part(context.Request, int.MaxValue);
        var children = await grain.Children(skip, take, context.RequestAborted);
        context.Saw(children.Count);
        return TypedResults.Json(children, ApiJson.Options);
    }

    private static Task<IResult> Confirm(string authority, string import, HttpContext context, IGrainFactory grains) =>
        Ask(authority, import, context, grains, grain => grain.Confirm());

    private static Task<IResult> Discard(string authority, string import, HttpContext context, IGrainFactory grains) =>
        Ask(authority, import, context, grains, grain => grain.Discard());

    private static Task<IResult> Undo(string authority, string import, HttpContext context, IGrainFactory grains) =>
        Ask(authority, import, context, grains, grain => grain.Undo());

    private static async Task<IResult> Ask(
        string authority,
        string import,
        HttpContext context,
        IGrainFactory grains,
        Func<IImportGrain, Task<ImportAnswer>> ask
    )
    {
        var grain = Grain(grains, authority, import);
        if (await grain.Read(context.RequestAborted) is null)
            return NoSuchImport;
        var answer = await ask(grain);
        return answer.Allowed ? Accepted(context, authority, answer.Job!) : Problems.Refused(answer.Refusals);
    }

    private static IResult Accepted(HttpContext context, string authority, ImportJob job)
    {
        context.Response.Headers.Location = $"/api/authorities/{authority}/imports/{job.Id}";
        return TypedResults.Json(ImportReport.WithoutFindings(job), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult NoSuchImport => Problems.NotFound("no-such-import", "This council has no import with this id.");

    private static IImportGrain Grain(IGrainFactory grains, string authority, string import) =>
        grains.GetGrain<IImportGrain>(new ImportKey(authority, import));

    private sealed record ImportForm(string Year, IFormFileCollection Files);
}
