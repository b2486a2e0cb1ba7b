using System.Text;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>Who may what, as a page: <c>docs/access.md</c>.</summary>
internal static class AccessDocument
{
    private static readonly (string Heading, Func<RouteLine, bool> IsOf)[] Parts =
    [
        ("Pages", line => line.Route.Split(' ')[1] is var path && !path.StartsWith("/api/", StringComparison.Ordinal) && !IsHub(line)),
        ("Calls", line => line.Route.Split(' ')[1].StartsWith("/api/", StringComparison.Ordinal)),
        ("Methods of hubs", IsHub),
    ];

    private static bool IsHub(RouteLine line) => line.Route.StartsWith("HUB ", StringComparison.Ordinal);

    public static string Markdown(PolicyLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        // The national acts, which every council's stand on.
        var acts = library.For(library.Authorities[0].Id)!.Versions[^1].Reference.Acts with
        {
            Narrowed = [],
        };
        var page = new StringBuilder(
            """
            # Who may see, say and do what

            Written by `permanence access` from `src/Api/Access/Routes.cs` and `config/england/acts.yaml`: change it there. A test asks
            every route, over HTTP, of every role of the own council and another, of the own agency and another, of whoever runs the
            platform and of nobody, and compares the answers with this page. Who may not is answered the same whether or not what they
            ask for exists.

            ## Who is meant


            """.ReplaceLineEndings("\n")
        );
        page.Append(
            "| where this page says | of the own council | of the own agency | runs the platform | anybody else signed in | nobody |\n"
        );
        page.Append("|---|---|---|---|---|---|\n");
        foreach (var may in Enum.GetValues<May>())
            page.Append($"| {Audience.Words(may)} | {Roles(may, acts)} | {Yes(may, Relation.OwnAgency)} | ")
                .Append($"{Yes(may, Relation.Platform, Caller.PlatformAdministrator)} | {Yes(may, Relation.OtherCouncil)} | ")
                .Append($"{Yes(may, Relation.NotSignedIn)} |\n");
        foreach (var (heading, isOf) in Parts)
        {
            page.Append($"\n## {heading}\n\n| route | who may | in the log of views |\n|---|---|---|\n");
            foreach (var line in Routes.All.Values.Where(isOf))
                page.Append($"| `{Named(line)}` | {Audience.Words(line.May)} | {Logged(line.Shows)} |\n");
        }

        page.Append(
            """

            ## Whose act an entry is

            The record refuses an entry to every other role, whatever route it comes by. With several lines for a type the first that an
            entry is answers for it, by its words or by who says so. A council may name fewer roles (`acts.yaml` of its version).

            | entries | roles | lane | by nobody else for them |
            |---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var act in acts.All)
            page.Append($"| {string.Join(", ", act.Of.Select(of => $"`{of.TypeName}`").Distinct())} | {string.Join(", ", act.By)} | ")
                .Append($"{act.Lane} | {(act.InPerson ? "yes" : "")} |\n");
        return page.ToString();

        string Yes(May may, Relation relation, string role = "social-worker") => Audience.Includes(may, role, relation, acts) ? "yes" : "";
    }

    private static string Named(RouteLine line) => line.Route.Replace("HUB ", "", StringComparison.Ordinal);

    private static string Roles(May may, Acts acts)
    {
        var roles = EventVocabulary.EveryRole.Where(role => Audience.Includes(may, role, Relation.OwnCouncil, acts)).ToList();
        return roles.Count == EventVocabulary.EveryRole.Count ? "every role" : string.Join(", ", roles);
    }

    private static string Logged(Shows shows) =>
        shows switch
        {
            Shows.Child => "the child",
            Shows.Children => "the list, and of how many children",
            _ => "",
        };
}
