using Permanence.Domain.Records;

namespace Permanence.Api.Pages;

/// <summary>Where the pages of a council and a child are. Ids only: no address holds a name.</summary>
public static class Links
{
    public static string Board(string authority) => $"/{authority}/board";

    /// <param name="on">A past London day, or a minute of one; null for now.</param>
    public static string Child(string authority, string child, DayOrMinute? on = null) =>
        $"/{authority}/children/{Uri.EscapeDataString(child)}{(on is { } day ? $"?on={Uri.EscapeDataString(day.Iso)}" : "")}";

    public static string Import(string authority, string import) => $"/{authority}/imports/{Uri.EscapeDataString(import)}";

    public static string Agency(string agency) => $"/agencies/{agency}";
}
