using static Permanence.Api.Access.May;
using static Permanence.Api.Access.Shows;

namespace Permanence.Api.Access;

/// <summary>
/// Every page, call and hub method: who may, and whether it shows children. What it shows is logged by this list, and the tests ask each
/// line of everybody; a route without a line fails them. A new route gets its line here.
/// </summary>
internal static class Routes
{
    /// <summary>
    /// By method and route, with the page's handler where one has a line of its own; of a hub, <c>HUB</c>, its address and its method.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, RouteLine> All = new RouteLine[]
    {
        // For everybody, and for whoever is signed in.
        new("GET /sign-in", Everybody),
        new("GET /about", Everybody),
        new("GET /refused/{status:int}", Everybody),
        new("POST /refused/{status:int}", Everybody),
        new("GET /sign-out", Everybody),
        new("POST /sign-out", Everybody),
        new("POST /demo/sign-in", Everybody),
        new("GET /sign-in/provider", Everybody) { NeedsProvider = true },
        new("GET /sign-out/front-channel", Everybody) { NeedsProvider = true },
        new("POST /sign-out/back-channel", Everybody) { NeedsProvider = true },
        new("GET /health/live", Everybody),
        new("GET /health/ready", Everybody),
        new("GET /health/records", Everybody),
        new("GET /health/policies", Everybody),
        new("GET /openapi/v1.json", Everybody),
        new("GET /", SignedIn),
        new("GET /api/authorities", SignedIn),
        new("GET /api/me", SignedIn),
        new("ANY /operations/dashboard", Operations),
        // A council's policy and practice.
        new("GET /{authority}/policy", Colleagues),
        new("GET /{authority}/policy/compare", Colleagues, Children),
        new("GET /{authority}/policy/clauses/{id}", Colleagues, Children),
        new("GET /{authority}/practice", Colleagues),
        new("GET /{authority}/practice/meetings", Colleagues),
        new("GET /{authority}/practice/roles", Colleagues),
        new("GET /{authority}/practice/options", Colleagues),
        new("GET /{authority}/practice/forms/{form}", Colleagues),
        new("GET /{authority}/eligibility", Colleagues),
        new("GET /{authority}/eligibility/{question}", Colleagues),
        new("POST /{authority}/eligibility/{question}", Colleagues),
        // Its boards, lists and files.
        new("GET /{authority}/board", Colleagues, Children),
        new("POST /{authority}/board", Colleagues),
        new("GET /{authority}/indicators", Colleagues),
        new("GET /{authority}/indicators/{list}", Colleagues, Children),
        // Lists that the council keeps are of families, carers and work, and not of children.
        new("GET /{authority}/lists/{list}", Colleagues),
        new("GET /{authority}/lists/{list}/rows/{row}", Colleagues),
        new("GET /{authority}/lists/{list}/add", Recorders),
        new("POST /{authority}/lists/{list}/add", Recorders),
        new("GET /{authority}/lists/{list}/rows/{row}/change", Recorders),
        new("POST /{authority}/lists/{list}/rows/{row}/change", Recorders),
        new("GET /{authority}/lists/{list}/rows/{row}/remove", Recorders),
        new("POST /{authority}/lists/{list}/rows/{row}/remove", Recorders),
        new("GET /api/authorities/{authority}/board", Colleagues, Children),
        new("GET /api/authorities/{authority}/indicators", Colleagues, Children),
        new("GET /api/authorities/{authority}/summaries", Colleagues, Children),
        new("GET /api/authorities/{authority}/duties", Colleagues, Children),
        new("GET /api/authorities/{authority}/duties.csv", Colleagues, Children),
        new("GET /api/authorities/{authority}/duties.xlsx", Colleagues, Children),
        new("GET /api/authorities/{authority}/lists", Colleagues),
        new("GET /api/authorities/{authority}/lists/{list}", Colleagues),
        new("GET /api/authorities/{authority}/lists/{list}/rows/{row}", Colleagues),
        new("POST /api/authorities/{authority}/lists/{list}/rows", Recorders),
        new("POST /api/authorities/{authority}/lists/{list}/rows/{row}", Recorders),
        new("POST /api/authorities/{authority}/lists/{list}/rows/{row}/remove", Recorders),
        new("HUB /hubs/boards Watch", Colleagues, Children),
        new("HUB /hubs/boards Unwatch", SignedIn),
        new("HUB /hubs/boards Show", Colleagues, Children),
        // Who works for it.
        new("GET /{authority}/people", KeepersOfPeople),
        new("GET /{authority}/people/{person}", KeepersOfPeople),
        new("POST /{authority}/people/{person}", KeepersOfPeople),
        new("GET /api/authorities/{authority}/people", Colleagues),
        new("PUT /api/authorities/{authority}/people/{id}", KeepersOfPeople),
        // One child.
        new("GET /{authority}/children/{child}", Records, Child),
        new("GET /{authority}/children/{child}/forms", Records, Child),
        new("GET /{authority}/children/{child}/forms/{form}", Records, Child),
        new("POST /{authority}/children/{child}/forms/{form}", Recorders, Child),
        new("POST /{authority}/children/{child}/forms/{form}?handler=Tally", Records, Child),
        new("GET /{authority}/children/{child}/eligibility", Records, Child),
        new("GET /{authority}/children/{child}/eligibility/{question}", Records, Child),
        new("POST /{authority}/children/{child}/eligibility/{question}", Records, Child),
        new("GET /{authority}/children/{child}/record", Recorders, Child),
        new("GET /{authority}/children/{child}/record/{type}", Recorders, Child),
        new("POST /{authority}/children/{child}/record/{type}", Recorders, Child),
        new("GET /{authority}/children/{child}/entries/{entry}/correct", Recorders, Child),
        new("POST /{authority}/children/{child}/entries/{entry}/correct", Recorders, Child),
        new("GET /{authority}/children/{child}/entries/{entry}/withdraw", Recorders, Child),
        new("POST /{authority}/children/{child}/entries/{entry}/withdraw", Recorders, Child),
        new("GET /{authority}/children/{child}/held", Recorders, Child),
        new("POST /{authority}/children/{child}/held", Recorders, Child),
        new("GET /api/authorities/{authority}/children", Records, Children),
        new("GET /api/authorities/{authority}/children/{child}", Records, Child),
        new("GET /api/authorities/{authority}/children/{child}/obligations", Records, Child),
        new("GET /api/authorities/{authority}/children/{child}/held", Records, Child),
        // What these answer is what the caller sent; that they sent it stands on the record.
        new("POST /api/authorities/{authority}/children", Recorders),
        new("POST /api/authorities/{authority}/children/{child}/events", Recorders),
        new("POST /api/authorities/{authority}/children/{child}/held", Recorders),
        // Who looked.
        new("GET /{authority}/children/{child}/views", Managers, Child),
        new("GET /{authority}/views", Governance, Children),
        new("GET /api/authorities/{authority}/children/{child}/views", Managers, Child),
        new("GET /api/authorities/{authority}/views", Governance, Children),
        // Returns.
        new("GET /{authority}/imports", Importers),
        new("POST /{authority}/imports", Importers),
        new("GET /{authority}/imports/{import}", Importers, Children),
        new("GET /{authority}/imports/{import}?handler=Progress", Importers),
        new("POST /{authority}/imports/{import}", Importers),
        new("GET /{authority}/imports/{import}/children", Importers, Children),
        new("GET /{authority}/imports/{import}/names", NamingImporters, Children),
        new("POST /{authority}/imports/{import}/names", NamingImporters, Children),
        new("GET /api/authorities/{authority}/imports", Importers),
        new("POST /api/authorities/{authority}/imports", Importers),
        new("GET /api/authorities/{authority}/imports/{import}", Importers, Children),
        new("GET /api/authorities/{authority}/imports/{import}/children", Importers, Children),
        new("POST /api/authorities/{authority}/imports/{import}/confirm", Importers),
        new("POST /api/authorities/{authority}/imports/{import}/discard", Importers),
        new("POST /api/authorities/{authority}/imports/{import}/undo", Importers),
        // Agencies.
        new("GET /agencies/{agency}", Agency, Children),
        new("POST /agencies/{agency}", Agency),
        new("GET /api/agencies/{agency}/board", Agency, Children),
        new("HUB /hubs/boards WatchAgency", Agency, Children),
        new("HUB /hubs/boards UnwatchAgency", SignedIn),
        new("HUB /hubs/boards ShowAgency", Agency, Children),
    }.ToDictionary(line => line.Route, StringComparer.Ordinal);

    /// <summary>The line of what a request is answered by; null where there is none.</summary>
    public static RouteLine? Of(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            ? Of(context.Request.Method, route, context.Request.Query["handler"])
            : null;

    /// <param name="handler">Of a page that has several; null or empty for the one without a name.</param>
    public static RouteLine? Of(string method, string route, string? handler)
    {
        var line = $"{(HttpMethods.IsHead(method) ? HttpMethods.Get : method)} /{route.Trim('/')}";
        return Named.GetValueOrDefault($"{line}?handler={handler}") ?? All.GetValueOrDefault(line);
    }

    public static RouteLine? OfHub(string address, string method) => All.GetValueOrDefault($"HUB {address} {method}");

    // Handlers are named in any case.
    private static readonly Dictionary<string, RouteLine> Named = All
        .Values.Where(line => line.Route.Contains('?', StringComparison.Ordinal))
        .ToDictionary(line => line.Route, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Who may.</summary>
internal enum May
{
    /// <summary>Also who is not signed in.</summary>
    Everybody,
    SignedIn,

    /// <summary>The council's own people, and whoever runs the platform.</summary>
    Colleagues,

    /// <summary>The council's own people: whoever runs the platform reads no child's record.</summary>
    Records,

    /// <summary>Those of them whose role records something; whose act each entry is, the record decides.</summary>
    Recorders,

    /// <summary>Those of them who keep the directory of people.</summary>
    KeepersOfPeople,

    /// <summary>Those of them whose role brings returns.</summary>
    Importers,

    /// <summary>Those of these who may also record who a child is and who works with them.</summary>
    NamingImporters,

    /// <summary>The council's managers, and information governance.</summary>
    Managers,

    /// <summary>Information governance of the council.</summary>
    Governance,

    /// <summary>The agency's own people.</summary>
    Agency,

    /// <summary>Whoever runs the platform.</summary>
    Operations,
}

/// <summary>Whether children are seen.</summary>
internal enum Shows
{
    /// <summary>None: what is the council's own, or numbers.</summary>
    Nothing,

    /// <summary>The one whose id is in the address.</summary>
    Child,

    /// <summary>Several: a board, a list, a file.</summary>
    Children,
}

/// <param name="Route">The method and the route.</param>
internal sealed record RouteLine(string Route, May May, Shows Shows = Nothing)
{
    /// <summary>Whether it is there only where people sign in with an identity provider.</summary>
    public bool NeedsProvider { get; init; }
}
