using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Permanence.Api.Access;

namespace Permanence.Api.Live;

/// <summary>Tells an open page that its board changed.</summary>
[Authorize]
public sealed class BoardHub(BoardWatch watch, IAccess access) : Hub
{
    /// <summary>
    /// From here on this connection hears every <c>changed</c> of one council's board. Gives the board's version now: a page that shows an
    /// older one asks for the board again.
    /// </summary>
    public async Task<long> Watch(string authority)
    {
        // The same answer whether or not there is such a council.
        if (Context.User is not { } user || !access.MayRead(user, authority))
            throw new HubException("not-yours");
        // First the group, then the version: a change in between is heard, not missed.
        await Groups.AddToGroupAsync(Context.ConnectionId, BoardWatch.Group(authority), Context.ConnectionAborted);
        try
        {
            return await watch.Version(authority);
        }
        catch (Exception fault) when (Http.Away.Is(fault))
        {
            throw new HubException("unavailable");
        }
    }

    public Task Unwatch(string authority) => Groups.RemoveFromGroupAsync(Context.ConnectionId, BoardWatch.Group(authority), Context.ConnectionAborted);
}
