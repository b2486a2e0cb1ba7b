using NodaTime;

namespace Permanence.Domain.Views;

/// <summary>Somebody saw something of children: what the log of views keeps of it. Ids only, never a name.</summary>
/// <param name="At">When; kept to the millisecond.</param>
/// <param name="By">The id of the person or program.</param>
/// <param name="Role">Their role, in the words of the event vocabulary.</param>
/// <param name="Where">Through what: <see cref="Page"/>, <see cref="Api"/>, <see cref="Hub"/> or <see cref="CommandLine"/>.</param>
/// <param name="What">What was shown: the path of a page or call, the method of a hub, the words of a command.</param>
public sealed record Viewing(Instant At, string By, string Role, string Where, string What)
{
    public const string Page = "page";
    public const string Api = "api";
    public const string Hub = "hub";
    public const string CommandLine = "command-line";

    /// <summary>The council whose child or children it was.</summary>
    public string? Authority { get; init; }

    /// <summary>The agency through whose board they were seen; null where it was the council's own.</summary>
    public string? Agency { get; init; }

    /// <summary>The one child; null where it was a list.</summary>
    public string? Child { get; init; }

    /// <summary>How many children stood on the list; null where it was one child.</summary>
    public int? Children { get; init; }

    /// <summary>As of which day, and by what it was narrowed; values only where they are days or codes.</summary>
    public string? Asked { get; init; }

    /// <summary>Why, where a reason was asked for.</summary>
    public string? Reason { get; init; }
}
