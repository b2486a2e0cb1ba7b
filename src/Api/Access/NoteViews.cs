using Microsoft.AspNetCore.SignalR;
using NodaTime;
using Permanence.Api.Http;
using Permanence.Domain.Views;
using Permanence.Grains.Views;

namespace Permanence.Api.Access;

/// <summary>
/// What shows children leaves a line in the log of views before its first byte leaves, and shows nothing where the log takes no more. A
/// form that comes back with its faults shows the child all the same; what is not theirs or not there shows nobody.
/// </summary>
internal sealed class NoteViews(RequestDelegate next, IViewLog log, IClock clock)
{
    // Filters whose values are days, codes or ids. Others may hold a name: that somebody narrowed by them is kept, and by what is not.
    private static readonly HashSet<string> KeptValues = new(StringComparer.Ordinal)
    {
        "on",
        "on-day",
        "on-month",
        "on-year",
        "known-day",
        "known-month",
        "known-year",
        "knownAt",
        "handler",
        "status",
        "clause",
        "due-within",
        "child",
        "version",
        "page",
        "show",
        "children",
        "history",
        "edit",
        "skip",
        "take",
    };

    private const int LongestValue = 64;

    public Task Invoke(HttpContext context)
    {
        if (Routes.Of(context) is not { Shows: not Shows.Nothing } line || Scope.Id(context.User) is not { Length: > 0 } by)
            return next(context);
        if (log.IsFull)
            throw new ViewLogException("The log of views takes no more: what waits for it could not be written.");
        context.Response.OnStarting(() =>
        {
            if (
                context.Response.StatusCode
                is (>= 200 and < 300)
                    or StatusCodes.Status409Conflict
                    or StatusCodes.Status422UnprocessableEntity
            )
            {
                foreach (var viewing in Seen(context, line, by))
                    log.Note(viewing);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private IEnumerable<Viewing> Seen(HttpContext context, RouteLine line, string by)
    {
        var viewing = new Viewing(
            clock.GetCurrentInstant(),
            by,
            Scope.Role(context.User),
            ForPrograms.Is(context) ? Viewing.Api : Viewing.Page,
            context.Request.Path
        )
        {
            Authority = context.Request.RouteValues["authority"] as string,
            Agency = context.Request.RouteValues["agency"] as string,
            Child = line.Shows == Shows.Child ? context.Request.RouteValues["child"] as string : null,
            Asked = Asked(context.Request.Query),
        };
        if (line.Shows == Shows.Child)
            return [viewing];
        if (context.Items[SeenChildren.Key] is not SeenChildren seen)
            return [viewing];
        // A page of policy on which no child stands is none of children; a list that was looked through in vain is.
        return seen
            .ByAuthority.Where(one => one.Children > 0 || viewing.Asked is not null)
            .Select(one => viewing with { Authority = one.Authority ?? viewing.Authority, Children = one.Children });
    }

    /// <summary>Names of filters, and values where they are no names.</summary>
    internal static string? Asked(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> query)
    {
        var asked = string.Join(
            '&',
            query
                .Where(part => part.Value.ToString().Length > 0 && part.Key.Length <= LongestValue && part.Key.All(IsOfCodes))
                .OrderBy(part => part.Key, StringComparer.Ordinal)
                .Select(part =>
                    KeptValues.Contains(part.Key) && part.Value.ToString() is { Length: <= LongestValue } value && value.All(IsOfCodes)
                        ? $"{part.Key}={value}"
                        : part.Key
                )
        );
        return asked.Length == 0 ? null : asked;
    }

    private static bool IsOfCodes(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or ':' or '.' or ',';
}

/// <summary>How many children an answer shows, said by what makes it.</summary>
internal sealed record SeenChildren(IReadOnlyList<(string? Authority, int Children)> ByAuthority)
{
    public const string Key = "seen-children";
}

public static class SeenHttpContext
{
    /// <summary>This answer shows so many children of the council in its address.</summary>
    public static void Saw(this HttpContext context, int children)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[SeenChildren.Key] = new SeenChildren([(null, children)]);
    }

    /// <summary>This answer shows these children, each by its council.</summary>
    public static void Saw(this HttpContext context, IEnumerable<string> authorities)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[SeenChildren.Key] = new SeenChildren([
            .. authorities.GroupBy(authority => authority, StringComparer.Ordinal).Select(one => ((string?)one.Key, one.Count())),
        ]);
    }
}

/// <summary>The same for what a hub's connection begins to watch: from then on it is sent what changes.</summary>
internal sealed class NoteHubViews(IViewLog log, ICouncils councils, IClock clock) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        var context = invocationContext.Context;
        var address = context.GetHttpContext()?.Request.Path.Value ?? "";
        if (Routes.OfHub(address, invocationContext.HubMethodName) is not { Shows: not Shows.Nothing } line || context.User is not { } user)
            return await next(invocationContext);
        if (log.IsFull)
            throw new HubException("unavailable");
        var answer = await next(invocationContext);
        var asked = invocationContext.HubMethodArguments[0] as string;
        var viewing = new Viewing(
            clock.GetCurrentInstant(),
            Scope.Id(user),
            Scope.Role(user),
            Viewing.Hub,
            $"{address} {invocationContext.HubMethodName}"
        );
        if (line.May == May.Agency)
        {
            foreach (var served in councils.All.Where(council => council.Agency == asked))
                log.Note(viewing with { Authority = served.Id, Agency = asked });
        }
        else
            log.Note(viewing with { Authority = asked });
        return answer;
    }
}
