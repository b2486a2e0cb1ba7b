namespace Permanence.Grains.Authorities;

/// <summary>What the store keeps of one council.</summary>
public sealed record AuthorityRegister
{
    /// <summary>The ids of its children, in the order they became known.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>The ids of its imports, the latest first.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
}
