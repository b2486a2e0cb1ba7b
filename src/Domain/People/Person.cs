using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.People;

/// <summary>Somebody who works for a council, as its directory knows them. Never taken out: what they recorded keeps their name.</summary>
/// <param name="Id">As they sign in. Stands in records, logs and addresses; the name never does.</param>
/// <param name="Roles">Roles of the vocabulary, the one they act in first before the others.</param>
public sealed record Person(string Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams)
{
    /// <summary>False for who has left: they no longer sign in.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The id of a colleague of the same role who is away; null for nobody.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>The last London day of it.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Who last changed what stands here, and when. A sign-in that changed it counts.</summary>
    public Recording? Changed { get; init; }

    /// <summary>For whom they stand in on a London day; null for nobody.</summary>
    public string? StandInOn(LocalDate day) => Active && Until >= day ? StandsInFor : null;

    public bool Equals(Person? other) =>
        other is not null
        && Id == other.Id
        && Name == other.Name
        && Roles.SequenceEqual(other.Roles)
        && Teams.SequenceEqual(other.Teams)
        && Active == other.Active
        && StandsInFor == other.StandsInFor
        && Until == other.Until
        && Equals(Changed, other.Changed);

    public override int GetHashCode() => HashCode.Combine(Id, Name, Active, StandsInFor, Until);
}

/// <summary>What a person's entry should be from now on.</summary>
public sealed record PersonChange(string Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams, bool Active)
{
    public string? StandsInFor { get; init; }

    public LocalDate? Until { get; init; }
}

/// <summary>Somebody who signs in, as the identity provider says.</summary>
public sealed record Arrival(string Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams);
