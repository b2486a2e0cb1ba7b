using NodaTime;

namespace Permanence.Grains.Access;

/// <summary>Who is signed in at the web nodes. Kept in the store, so that what ends here has ended on every node within seconds.</summary>
public interface ISessions
{
    Task Begin(Session session);

    /// <summary>Those of these that are known; one that is not was never begun, or is long over.</summary>
    Task<IReadOnlyList<Session>> Read(IReadOnlyList<string> ids, CancellationToken cancelled = default);

    /// <summary>Somebody did something in this session now.</summary>
    Task Seen(string id);

    /// <param name="reason">Why, for whoever looks into it later: <c>signed-out</c>.</param>
    Task End(string id, string reason);

    /// <summary>Everything that a person has open: their role was taken away, or they left.</summary>
    Task EndAll(string person, string reason);

    /// <summary>What was begun with one session at the identity provider, which has ended there.</summary>
    Task EndOfProvider(string providerSession, string reason);
}

/// <summary>One sign-in of one person. What ended once stays ended.</summary>
/// <param name="Person">Their id.</param>
/// <param name="ProviderSession">The identity provider's own name of it (<c>sid</c>); null where there is none.</param>
/// <param name="SeenAt">When somebody last did something in it, to a minute.</param>
/// <param name="EndsAt">It ends then, whatever is done in it.</param>
public sealed record Session(string Id, string Person, string? ProviderSession, Instant BegunAt, Instant SeenAt, Instant EndsAt)
{
    public Instant? EndedAt { get; init; }

    public string? EndedBecause { get; init; }

    /// <param name="idle">For how long nothing may be done in it.</param>
    public bool Lives(Instant now, Duration idle) => EndedAt is null && now < EndsAt && now < SeenAt + idle;
}
