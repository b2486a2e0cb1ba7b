using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Permanence.Api.Access;

namespace Permanence.Api.Pages;

/// <summary>Why a page cannot be shown. Says nothing of what lies behind it.</summary>
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class RefusedModel(ICouncils councils, IAccess access) : PageModel
{
    /// <summary>Under this key a page that knows the reader leaves why it refused what they asked for.</summary>
    public const string Why = "why-refused";

    public string Heading { get; private set; } = "";

    public IReadOnlyList<string> Sentences { get; private set; } = [];

    /// <summary>Where to go on: the record that somebody may see and not change so, or where their work is.</summary>
    public (string Url, string Words) Onward { get; private set; } = (Links.Home, "Go to the start page");

    public void OnGet() => Say();

    // A refused form is shown again through this page with its own method.
    public void OnPost() => Say();

    // From the address and not by binding, which would read the form again that could not be read.
    private void Say()
    {
        var status = int.TryParse(RouteData.Values["status"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var said)
            ? said
            : 404;
        Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath.Split('/') ?? [];
        // Within their own council somebody keeps their bearings; of another they learn nothing.
        if (asked is ["", var authority, ..] && access.MayRead(User, authority) && councils.Find(authority) is { } council)
        {
            ViewData["Council"] = council;
            ViewData["MayImport"] = access.MayImport(User, authority);
            Onward = (Links.Board(authority), "Go to the board");
            if (HttpContext.Items.ContainsKey(Why) && asked is [_, _, "children", var child, ..])
                Onward = (Links.Child(authority, child), "Go back to the child");
        }

        (Heading, Sentences) = status switch
        {
            StatusCodes.Status403Forbidden when HttpContext.Items[Why] is string why => (
                "This is for somebody else to record",
                new[] { why }
            ),
            StatusCodes.Status403Forbidden => (
                "You cannot see this page",
                new[]
                {
                    "Either it does not exist or it belongs to a council, team or record you do not work with.",
                    "If you think you should see it, ask your manager to have your access changed.",
                }
            ),
            StatusCodes.Status400BadRequest => (
                "This form could not be read",
                ["It may have been open for too long. Go back, reload the page and send it again."]
            ),
            StatusCodes.Status413PayloadTooLarge => (
                "This is too large",
                [
                    "A form takes up to 2 MB of text. Nothing was recorded: go back and send less at once.",
                    "For an import, choose the files of one council and one collection year.",
                ]
            ),
            StatusCodes.Status429TooManyRequests => (
                "That was too much at once",
                ["More was asked for in a minute than anybody reads. Wait a minute and try again."]
            ),
            StatusCodes.Status503ServiceUnavailable => (
                "The service is not available just now",
                ["Nothing you had already sent was lost. Try again in a minute."]
            ),
            >= 500 => (
                "Something went wrong",
                ["Nothing half done was kept. Try again in a minute; what you typed is kept in your browser until you close it."]
            ),
            _ => ("Page not found", new[] { "Check the address, or find the child on a board." }),
        };
    }
}
