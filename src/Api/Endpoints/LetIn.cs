using System.Security.Claims;
using Permanence.Api.Access;
using Permanence.Api.Http;

namespace Permanence.Api.Endpoints;

/// <summary>Whom calls of a council let in, before anything of them is read.</summary>
internal static class LetIn
{
    /// <summary>Those whose role in the council of the address it is; others of its people are told that it is not theirs.</summary>
    public static T ForThose<T>(this T calls, Func<IAccess, ClaimsPrincipal, string, bool> may)
        where T : IEndpointConventionBuilder => calls.ForThose(may, Problems.NotYourRole);

    /// <param name="otherwise">What anybody else is answered.</param>
    public static T ForThose<T>(this T calls, Func<IAccess, ClaimsPrincipal, string, bool> may, IResult otherwise)
        where T : IEndpointConventionBuilder =>
        calls.AddEndpointFilter(
            (context, next) =>
            {
                var asked = context.HttpContext;
                var access = asked.RequestServices.GetRequiredService<IAccess>();
                return may(access, asked.User, asked.Request.RouteValues["authority"] as string ?? "")
                    ? next(context)
                    : ValueTask.FromResult<object?>(otherwise);
            }
        );

    /// <summary>Those who record something: what changes a council's records is for them.</summary>
    public static T ForRecorders<T>(this T calls)
        where T : IEndpointConventionBuilder => calls.ForThose(static (access, user, authority) => access.MayRecord(user, authority));
}
