namespace Permanence.Grains.Authorities;

/// <summary>What the store keeps of one council.</summary>
public sealed record AuthorityRegister
{
    /// <summary>The ids of its children, in the order they became known.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>
    /// Those of <see cref="Children"/> of whom it was not known yet, when this was written, that they have a record; null where there are
    /// none.
    /// </summary>
    public IReadOnlyList<string>? Opening { get; init; }

    /// <summary>The ids of its imports, the latest first.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
}
