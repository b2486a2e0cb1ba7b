using Permanence.Domain;

namespace Permanence.Api.Http;

/// <summary>Why a call was refused, as <c>application/problem+json</c>.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">For people: what is wrong and what would be right.</param>
/// <param name="Errors">What is wrong where, when more than the whole is.</param>
public sealed record Problem(string Title, int Status, string Code, string Detail, IReadOnlyList<ProblemError> Errors)
{
    public const string ContentType = "application/problem+json";

    /// <summary>Among a request's items: the code of why it was refused, for who looks after the node.</summary>
    public const string CodeItem = "refused-code";

    public string Type => "about:blank";
}

/// <param name="Field">A path into what was sent: <c>events[2].for</c>. Null when it is the whole.</param>
/// <param name="Clause">The policy clause or regulation that refuses, where one does.</param>
public sealed record ProblemError(string? Field, string Code, string Message, string? Clause);

/// <summary>Every refusal that the API gives. None says whether something is there that the caller may not see.</summary>
internal static class Problems
{
    public static readonly IResult SignInFirst = Of(StatusCodes.Status401Unauthorized, "Not signed in", "not-signed-in", "Sign in first.");

    public static readonly IResult NotYours = Of(
        StatusCodes.Status403Forbidden,
        "Not yours",
        "not-yours",
        "This does not exist, or it is not yours to see or change."
    );

    public static readonly IResult HasLeft = Of(
        StatusCodes.Status403Forbidden,
        "Not signed in",
        "has-left",
        "By the council's directory this person has left. An administrator or a manager can put that right."
    );

    public static readonly IResult NotYourRole = Of(
        StatusCodes.Status403Forbidden,
        "Not yours",
        "not-your-role",
        "Your role may read this council's records and not do this."
    );

    public static readonly IResult NotInScope = Of(
        StatusCodes.Status403Forbidden,
        "Not in scope",
        "not-in-scope",
        "The token of this program does not let it do this: its scopes are read, record and import."
    );

    public static readonly IResult HttpsOnly = Of(
        StatusCodes.Status400BadRequest,
        "Not secure",
        "https-only",
        "This is answered over https alone. Who runs it: where a proxy ends TLS, name it in PERMANENCE__PROXIES."
    );

    public static readonly IResult ForeignOrigin = Of(
        StatusCodes.Status403Forbidden,
        "Refused",
        "foreign-origin",
        "This came from a page of another site."
    );

    public static readonly IResult TooOften = Of(
        StatusCodes.Status429TooManyRequests,
        "Too often",
        "too-often",
        "Too many of these in a minute. Try again after the time in Retry-After."
    );

    public static readonly IResult Fault = Of(
        StatusCodes.Status500InternalServerError,
        "A fault of ours",
        "fault",
        "Something went wrong here. Nothing half done was kept; it has been logged."
    );

    public static IResult NotFound(string code, string sentence) => Of(StatusCodes.Status404NotFound, "Not found", code, sentence);

    public static readonly IResult NoSuchChild = NotFound("no-such-child", "This council has no record of a child with this id.");

    public static IResult WrongType(string wanted) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "Not of this type", "wrong-type", $"Send {wanted}.");

    public static IResult TooLarge(long bytes) =>
        Of(StatusCodes.Status413PayloadTooLarge, "Too large", RefusalCodes.TooLarge, $"Send at most {bytes / 1024 / 1024} MB.");

    public static IResult Unavailable =>
        new RetryLater(
            Of(
                StatusCodes.Status503ServiceUnavailable,
                "Not available just now",
                "unavailable",
                "The records cannot be reached just now. Send the same again: a command is recorded once."
            )
        );

    /// <summary>What a status says by itself, for answers that nothing else explained.</summary>
    public static IResult OfStatus(int status) =>
        status switch
        {
            400 => Of(status, "Not understood", "not-understood", "The request could not be read."),
            401 => SignInFirst,
            403 => NotYours,
            404 => NotFound(RefusalCodes.NotFound, "There is nothing at this address."),
            405 => Of(status, "Not allowed", "method-not-allowed", "This address does not answer this method."),
            413 => Of(status, "Too large", RefusalCodes.TooLarge, "The request is larger than this address takes."),
            415 => WrongType("what this address takes: JSON for records, a multipart form with year and files for an import"),
            429 => TooOften,
            503 => Unavailable,
            < 500 => Of(status, "Refused", "refused", "The request was refused."),
            _ => Fault,
        };

    /// <summary>What a command or a reading was refused for. The status follows from the kind of the first refusal.</summary>
    public static IResult Refused(IReadOnlyList<Refusal> refusals)
    {
        var first = refusals[0];
        if (first.Kind == RefusalKind.Unavailable)
            return Unavailable;
        var (status, title) = first.Kind switch
        {
            RefusalKind.NotYours => (StatusCodes.Status403Forbidden, "Not yours"),
            RefusalKind.NotFound => (StatusCodes.Status404NotFound, "Not found"),
            RefusalKind.Conflict => (StatusCodes.Status409Conflict, "Not in this state"),
            RefusalKind.TooLarge => (StatusCodes.Status413PayloadTooLarge, "Too large"),
            _ => (StatusCodes.Status422UnprocessableEntity, "Refused"),
        };
        var detail = refusals.Count == 1 ? first.Sentence : $"{first.Sentence} And {refusals.Count - 1} more: see errors.";
        return Of(
            status,
            title,
            first.Code,
            detail,
            [.. refusals.Select(refusal => new ProblemError(refusal.Field, refusal.Code, refusal.Sentence, refusal.Clause))]
        );
    }

    /// <summary>What a command to a child's record was refused for: where there is no record, as for any other call about it.</summary>
    public static IResult OfRecord(IReadOnlyList<Refusal> refusals) =>
        refusals[0].Kind == RefusalKind.NotFound ? NoSuchChild : Refused(refusals);

    private static IResult Of(int status, string title, string code, string detail, params IReadOnlyList<ProblemError> errors) =>
        new Coded(code, TypedResults.Json(new Problem(title, status, code, detail, errors), ApiJson.Options, Problem.ContentType, status));

    private sealed class Coded(string code, IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Items[Problem.CodeItem] = code;
            return problem.ExecuteAsync(httpContext);
        }
    }

    private sealed class RetryLater(IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "5";
            return problem.ExecuteAsync(httpContext);
        }
    }
}

internal static class ProblemMetadata
{
    /// <summary>Says in the API's description which refusals an address gives.</summary>
    public static T Refuses<T>(this T endpoints, params int[] statuses)
        where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            endpoints.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
        return endpoints;
    }
}
