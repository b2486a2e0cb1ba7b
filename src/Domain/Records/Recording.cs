using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>How an event became known: the platform's stamp, never what somebody says of themselves.</summary>
/// <param name="At">The instant it was recorded here.</param>
/// <param name="By">The id of the person or program that said so.</param>
/// <param name="Source">The screen, the system, or the import row: <c>ssda903/2024-25/episodes.csv:17</c>.</param>
public sealed record Recording(Instant At, string By, string Source)
{
    /// <summary>The role of whoever said so, in the words of the vocabulary. Null in what was stored before stamps had it.</summary>
    public string? Role { get; init; }

    /// <summary>
    /// What a case file that somebody opened said of when and by whom the event was recorded elsewhere. It never passes for a stamp.
    /// </summary>
    public Recording? Given { get; init; }

    /// <summary>
    /// Whether it came with the case file that opened the record: the stamp then says who brought it, and not who said it. It counts as
    /// said by whom the file names in <c>by</c>, else by whom its act belongs to.
    /// </summary>
    public bool Brought { get; init; }

    /// <summary>Who took the decision, where an administrator recorded it for them; null where who said so took it.</summary>
    public OnBehalfOf? OnBehalfOf { get; init; }

    /// <summary>How the sources of what an SSDA903 return says begin.</summary>
    public const string OfReturns = "ssda903/";

    internal bool IsOfReturn => Source.StartsWith(OfReturns, StringComparison.Ordinal);
}

/// <summary>The person who took a decision that somebody else recorded.</summary>
/// <param name="By">Their id, never a name.</param>
/// <param name="Role">The role in which they took it.</param>
public sealed record OnBehalfOf(string By, string Role);
