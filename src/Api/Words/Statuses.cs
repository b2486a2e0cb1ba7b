using Permanence.Domain.Boards;

namespace Permanence.Api.Words;

/// <summary>What a board says of a child first: its word, its tone, and its name in an address.</summary>
public static class Statuses
{
    /// <summary>The most pressing first.</summary>
    public static readonly IReadOnlyList<RowStatus> All = [.. Enum.GetValues<RowStatus>().OrderDescending()];

    public static string Words(RowStatus status) =>
        status switch
        {
            RowStatus.Critical => "Critical",
            RowStatus.Overdue => "Overdue",
            RowStatus.NotKnown => "Not known",
            RowStatus.DueSoon => "Due soon",
            RowStatus.OnTrack => "On track",
            _ => "Nothing due",
        };

    /// <summary>Why a child stands there, in a few words.</summary>
    public static string Means(RowStatus status) =>
        status switch
        {
            RowStatus.Critical => "a must missed, or a wait too long",
            RowStatus.Overdue => "something is late",
            RowStatus.NotKnown => "a date cannot be said",
            RowStatus.DueSoon => "something is due soon",
            RowStatus.OnTrack => "in care, all in time",
            _ => "not in care, nothing late",
        };

    public static string Tone(RowStatus status) =>
        status switch
        {
            RowStatus.Critical => "critical",
            RowStatus.Overdue => "late",
            RowStatus.NotKnown => "unknown",
            RowStatus.DueSoon => "soon",
            RowStatus.OnTrack => "well",
            _ => "quiet",
        };

    public static string ToWord(RowStatus status) => Words(status).ToLowerInvariant().Replace(' ', '-');

    /// <summary>Null where it is none; an address kept from before still shows what it meant.</summary>
    public static RowStatus? FromWord(string? word) =>
        word == "not-in-care" ? RowStatus.NotInCare
        : All.Any(status => ToWord(status) == word) ? All.First(status => ToWord(status) == word)
        : null;
}
