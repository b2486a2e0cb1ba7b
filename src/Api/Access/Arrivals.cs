using System.Security.Claims;
using Permanence.Domain.People;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.People;

namespace Permanence.Api.Access;

/// <summary>Who signs in enters the directory of their council, which also says whether they still work there.</summary>
internal sealed class Arrivals(IGrainFactory grains, IPeople people)
{
    /// <summary>Why the sign-in page does not let in who has left, in its address.</summary>
    public const string Left = "left";

    private static readonly Caller SigningIn = Caller.Platform("sign-in", "sign-in");

    /// <summary>Before their session begins; false where they have left.</summary>
    public async Task<bool> Enter(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(Visitor.AuthorityClaim) is not { } authority)
            return true;
        using var _ = SigningIn.Ask();
        var person = await grains
            .GetGrain<IDirectoryGrain>(new DirectoryKey(authority))
            .SignedIn(new Arrival(Scope.Id(user), Visitor.From(user)!.Name, Scope.Roles(user), Scope.Teams(user)));
        if (people.Staff(authority).Find(person.Id) != person)
            await people.ReadAgain(authority);
        return person.Active;
    }
}
