using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Permanence.Api.Access;
using Permanence.Domain;

namespace Permanence.Api.Live;

/// <summary>
/// Tells programs and open pages that a board changed. A program watches and hears the rows; a page looks, and is sent what differs in what
/// it shows. While a connection does either, this node keeps the board open.
/// </summary>
[Authorize]
internal sealed class BoardHub(BoardMirrors mirrors, LiveViews views, IAccess access) : Hub
{
    private const string LookedKey = "looked";

    /// <summary>
    /// From here on this connection hears every <c>changed</c> of one council's board. Gives the board's version now: who has an older one
    /// asks for the board again.
    /// </summary>
    public async Task<long> Watch(string authority)
    {
        AllowCouncil(authority);
        Keep(BoardMirrors.Group(authority), mirrors.Hold([authority]));
        // First the group, then the version: a change in between is heard, not missed.
        await Groups.AddToGroupAsync(Context.ConnectionId, BoardMirrors.Group(authority), Context.ConnectionAborted);
        return await Known(async () => (await mirrors.Read(authority, Context.ConnectionAborted)).Version);
    }

    public async Task Unwatch(string authority)
    {
        Release(BoardMirrors.Group(authority));
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, BoardMirrors.Group(authority), Context.ConnectionAborted);
    }

    /// <summary>The same of an agency's board.</summary>
    public async Task<long> WatchAgency(string agency)
    {
        AllowAgency(agency);
        Keep(BoardMirrors.AgencyGroup(agency), mirrors.Hold(mirrors.Serves(agency)));
        await Groups.AddToGroupAsync(Context.ConnectionId, BoardMirrors.AgencyGroup(agency), Context.ConnectionAborted);
        return await Known(async () => (await mirrors.ReadAgency(agency, Context.ConnectionAborted)).Version);
    }

    public async Task UnwatchAgency(string agency)
    {
        Release(BoardMirrors.AgencyGroup(agency));
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, BoardMirrors.AgencyGroup(agency), Context.ConnectionAborted);
    }

    /// <summary>
    /// From here on this connection is sent what differs in what its page shows, as <c>shown</c>, and whether the board is heard, as
    /// <c>standing</c>. It looks through one view at a time.
    /// </summary>
    /// <param name="query">What stands in the page's address after the question mark.</param>
    /// <param name="version">The version the page shows. Where that is not the one now, the answer carries all of the view.</param>
    public Task<Shown> Show(string authority, string? query, long version)
    {
        AllowCouncil(authority);
        return Look(
            LookedAt.From(authority, query),
            [authority],
            version,
            async looked => await views.Whole(looked, await mirrors.Read(authority, Context.ConnectionAborted))
        );
    }

    /// <summary>The same of an agency's board.</summary>
    public Task<Shown> ShowAgency(string agency, string? query, long version)
    {
        AllowAgency(agency);
        return Look(
            LookedAt.From(agency, query, isAgency: true),
            mirrors.Serves(agency),
            version,
            async looked => await views.Whole(looked, await mirrors.ReadAgency(agency, Context.ConnectionAborted))
        );
    }

    /// <param name="authorities">The councils of whose boards it is made.</param>
    private async Task<Shown> Look(LookedAt? asked, IReadOnlyList<string> authorities, long version, Func<LookedAt, Task<ShownChange>> read)
    {
        if (asked is not { } looked)
            throw new HubException(RefusalCodes.TooLong);
        if (Context.Items[LookedKey] is LookedAt before && before != looked)
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, LiveViews.Group(before.View), Context.ConnectionAborted);
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, BoardMirrors.StandingGroup(before), Context.ConnectionAborted);
        }

        Context.Items[LookedKey] = looked;
        Keep($"{LookedKey}/boards", mirrors.Hold(authorities));
        Keep(LookedKey, views.Look(looked));
        await Groups.AddToGroupAsync(Context.ConnectionId, LiveViews.Group(looked.View), Context.ConnectionAborted);
        await Groups.AddToGroupAsync(Context.ConnectionId, BoardMirrors.StandingGroup(looked), Context.ConnectionAborted);
        return await Known(async () =>
        {
            var whole = await read(looked);
            var shownAlready = whole.Version == version && mirrors.AreDrawnAlike(authorities);
            return new Shown(looked.View, mirrors.AreHeard(authorities), whole.AsAt, shownAlready ? null : whole);
        });
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var kept in Kept.Keys.ToList())
            Release(kept);
        return base.OnDisconnectedAsync(exception);
    }

    // What this connection keeps open; its calls come one after another.
    private Dictionary<string, IDisposable> Kept
    {
        get
        {
            if (Context.Items["kept"] is not Dictionary<string, IDisposable> kept)
                Context.Items["kept"] = kept = new Dictionary<string, IDisposable>(StringComparer.Ordinal);
            return kept;
        }
    }

    private void AllowCouncil(string authority)
    {
        // The same answer whether or not there is such a council.
        if (Context.User is not { } user || !access.MayRead(user, authority))
            throw new HubException("not-yours");
    }

    private void AllowAgency(string agency)
    {
        // The same answer whether or not there is such an agency.
        if (Context.User is not { } user || !access.MayReadAgency(user, agency))
            throw new HubException("not-yours");
    }

    // The new one first: what both keep open is not closed in between.
    private void Keep(string name, IDisposable held)
    {
        Kept.Remove(name, out var before);
        Kept[name] = held;
        before?.Dispose();
    }

    private void Release(string name)
    {
        if (Kept.Remove(name, out var held))
            held.Dispose();
    }

    private static async Task<T> Known<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (Http.Away.Is(fault))
        {
            throw new HubException("unavailable");
        }
    }
}

/// <summary>What a page that looks at a board is told first.</summary>
/// <param name="View">The name of what it looks through, which stands in every <c>shown</c> of it.</param>
/// <param name="Connected">Whether this node hears the board.</param>
/// <param name="AsAt">London time of the last good facts.</param>
/// <param name="Whole">All of the view, where the page does not show it already.</param>
internal sealed record Shown(string View, bool Connected, string AsAt, ShownChange? Whole);
