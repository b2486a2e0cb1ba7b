using System.Text.Json.Serialization;
using Permanence.Domain.Records;

namespace Permanence.Grains.Access;

/// <summary>Who is asking. Travels with every call and is checked again by the grain that answers.</summary>
/// <param name="Id">The id of the person or program, never a name: it is stored with what they record.</param>
/// <param name="Role">Their role, in the words of the event vocabulary.</param>
/// <param name="Authorities">The authorities whose own records they work with.</param>
/// <param name="Agencies">The agencies they work for.</param>
public sealed record Caller(string Id, string Role, IReadOnlyList<string> Authorities, IReadOnlyList<string> Agencies)
{
    private const string Key = "caller";
    private const string Everywhere = "*";
    private const string PlatformRole = "platform";

    /// <summary>The screen or system they ask through, stored with what they record.</summary>
    public string Source { get; init; } = "unknown";

    /// <summary>Who took what this caller records for them; null where they record what is theirs.</summary>
    public OnBehalfOf? OnBehalfOf { get; init; }

    /// <summary>Runs the platform for every council: records nothing, and reads no child's record.</summary>
    public const string PlatformAdministrator = "platform-administrator";

    /// <summary>What they are beside <see cref="Role"/>. A release that knows of one role only goes by that one.</summary>
    public IReadOnlyList<string> OtherRoles { get; init; } = [];

    /// <summary>All they are, in the order in which it is tried whose act something is.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Roles => OtherRoles.Count == 0 ? [Role] : [Role, .. OtherRoles.Where(role => role != Role)];

    /// <summary>The teams they are in.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The ids of colleagues whose work is theirs too for now.</summary>
    public IReadOnlyList<string> StandsInFor { get; init; } = [];

    public bool Is(string role) => Role == role || OtherRoles.Contains(role);

    public bool ReadsRecords => !Is(PlatformAdministrator);

    /// <summary>
    /// The platform itself, where nobody asked: loading the invented region, the command line on this machine's own store.
    /// Works with every authority's records.
    /// </summary>
    public static Caller Platform(string id, string source) => new(id, PlatformRole, [Everywhere], [Everywhere]) { Source = source };

    /// <summary>Whether nobody asks but the platform itself.</summary>
    public bool IsPlatform => Role == PlatformRole && Authorities.Contains(Everywhere);

    /// <summary>Who is asking now; null where nobody has said.</summary>
    public static Caller? Current => RequestContext.Get(Key) as Caller;

    public bool MayWorkWith(string authority) => Authorities.Contains(authority) || Authorities.Contains(Everywhere);

    public bool WorksFor(string agency) => Agencies.Contains(agency) || Agencies.Contains(Everywhere);

    /// <summary>
    /// Grain calls from here on, in this flow of control, are asked by this caller. Dispose to go back to whoever it was before.
    /// </summary>
    public Asking Ask()
    {
        var before = Current;
        RequestContext.Set(Key, this);
        return new Asking(before);
    }

    private static void Restore(Caller? before)
    {
        if (before is null)
            RequestContext.Remove(Key);
        else
            RequestContext.Set(Key, before);
    }

    /// <summary>While this is not disposed, calls are asked by its caller.</summary>
    public readonly struct Asking : IDisposable, IEquatable<Asking>
    {
        private readonly Caller? before;

        internal Asking(Caller? before) => this.before = before;

        public void Dispose() => Restore(before);

        public bool Equals(Asking other) => before == other.before;

        public override bool Equals(object? obj) => obj is Asking other && Equals(other);

        public override int GetHashCode() => before?.GetHashCode() ?? 0;

        public static bool operator ==(Asking left, Asking right) => left.Equals(right);

        public static bool operator !=(Asking left, Asking right) => !left.Equals(right);
    }
}
