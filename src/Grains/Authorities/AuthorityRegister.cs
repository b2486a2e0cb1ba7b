namespace Permanence.Grains.Authorities;

/// <summary>What the store keeps of one council.</summary>
public sealed record AuthorityRegister
{
    /// <summary>The ids of its children, in the order they became known.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];
}
