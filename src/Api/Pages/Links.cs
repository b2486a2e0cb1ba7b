using NodaTime;
using Permanence.Api.Pages.Words;

namespace Permanence.Api.Pages;

/// <summary>Where the pages of a council and a child are. Ids only: no address holds a name.</summary>
public static class Links
{
    public static string Board(string authority) => $"/{authority}/board";

    /// <param name="on">A past London day; null for today.</param>
    public static string Child(string authority, string child, LocalDate? on = null) =>
        $"/{authority}/children/{Uri.EscapeDataString(child)}{(on is { } day ? $"?on={Dates.Iso(day)}" : "")}";

    public static string Import(string authority, string import) => $"/{authority}/imports/{Uri.EscapeDataString(import)}";

    public static string Agency(string agency) => $"/agencies/{agency}";
}
