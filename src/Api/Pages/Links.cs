using Permanence.Domain.Records;

namespace Permanence.Api.Pages;

/// <summary>Where the pages are: the one place that knows their addresses. Ids only: no address holds a name.</summary>
public static class Links
{
    public const string Home = "/";

    public const string About = "/about";

    public const string SignIn = "/sign-in";

    /// <summary>To the identity provider's own page, and back to one of ours.</summary>
    public static string SignInWithProvider(string returnUrl) => $"{SignIn}/provider?returnUrl={Uri.EscapeDataString(returnUrl)}";

    public const string SignOut = "/sign-out";

    public static string Board(string authority) => $"/{authority}/board";

    /// <param name="on">A past London day, or a minute of one; null for now.</param>
    public static string Child(string authority, string child, DayOrMinute? on = null) =>
        $"/{authority}/children/{Uri.EscapeDataString(child)}{(on is { } day ? $"?on={Uri.EscapeDataString(day.Iso)}" : "")}";

    /// <summary>A duty on its child's page.</summary>
    public static string Duty(string authority, string child, string duty, DayOrMinute? on = null) =>
        $"{Child(authority, child, on)}#duty-{Uri.EscapeDataString(duty)}";

    /// <summary>Where somebody decides between what a return says and what was recorded of a child.</summary>
    public static string Held(string authority, string child) => $"{Child(authority, child)}/held";

    /// <summary>The form of one type of event.</summary>
    public static string Record(string authority, string child, string type) => $"{Child(authority, child)}/record/{type}";

    /// <summary>Who looked at a child's record.</summary>
    public static string ChildSeen(string authority, string child) => $"{Child(authority, child)}/views";

    /// <summary>Who looked at any child or list of a council.</summary>
    public static string Seen(string authority) => $"/{authority}/views";

    public static string Imports(string authority) => $"/{authority}/imports";

    public static string ImportedChildren(string authority, string import) => $"{Import(authority, import)}/children";

    public static string ImportedNames(string authority, string import) => $"{Import(authority, import)}/names";

    public static string Import(string authority, string import) => $"/{authority}/imports/{Uri.EscapeDataString(import)}";

    /// <summary>The council's directory.</summary>
    public static string People(string authority) => $"/{authority}/people";

    public static string Person(string authority, string person) => $"{People(authority)}/{Uri.EscapeDataString(person)}";

    /// <summary>Indicators and lists, those that count and those that the council keeps.</summary>
    public static string Indicators(string authority) => $"/{authority}/indicators";

    /// <summary>The children whom an indicator or list counts.</summary>
    public static string Indicator(string authority, string list) => $"/{authority}/indicators/{Uri.EscapeDataString(list)}";

    /// <summary>A list that the council keeps itself.</summary>
    public static string KeptList(string authority, string form) => $"/{authority}/lists/{Uri.EscapeDataString(form)}";

    /// <summary>Forms, meetings, roles and options of the council's practice.</summary>
    public static string Practice(string authority, string? page = null) => $"/{authority}/practice{(page is null ? "" : $"/{page}")}";

    public static string Form(string authority, string form) => Practice(authority, $"forms/{Uri.EscapeDataString(form)}");

    public static string Policy(string authority) => $"/{authority}/policy";

    public static string Clause(string authority, string clause, string? version = null) =>
        $"{Policy(authority)}/clauses/{Uri.EscapeDataString(clause)}{(version is null ? "" : $"?version={Uri.EscapeDataString(version)}")}";

    /// <summary>Two versions of a policy side by side.</summary>
    public static string Compare(string authority) => $"{Policy(authority)}/compare";

    /// <summary>The last edit of a version's files beside what was there before it.</summary>
    public static string Edit(string authority, string version) => $"{Compare(authority)}?edit={Uri.EscapeDataString(version)}";

    public static string Eligibility(string authority, string? question = null) =>
        $"/{authority}/eligibility{(question is null ? "" : $"/{Uri.EscapeDataString(question)}")}";

    public static string Agency(string agency) => $"/agencies/{agency}";
}
