namespace Permanence.Api.Pages.Practice;

/// <summary>Where a clause of a council's policy is shown.</summary>
public static class ClauseLinks
{
    public static string Url(string authority, string clause) => $"/{authority}/policy/clauses/{Uri.EscapeDataString(clause)}";
}
