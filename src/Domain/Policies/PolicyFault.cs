namespace Permanence.Domain.Policies;

/// <summary>What is wrong in a pack, and where: of a file or a folder as a whole, its first line.</summary>
public sealed record PolicyFault(string File, int Line, string Message)
{
    /// <summary>What a line names that nothing defines, as <c>moment second-review</c>; null where something else is wrong.</summary>
    internal string? Misses { get; init; }

    /// <summary>What is not defined because of this: one thing, or <see cref="AllOfTheFile"/>.</summary>
    internal string? Loses { get; init; }

    internal const string AllOfTheFile = "*";

    /// <summary>How many other faults only follow from this one.</summary>
    public int Following { get; init; }

    public override string ToString() => $"{File}:{Line}: {Said}";

    /// <summary>What is wrong, and how much else comes right with it.</summary>
    public string Said => Following == 0 ? Message : $"{Message} And {Following} more that follow from it.";

    /// <summary>
    /// Faults without those that only follow from another of them, which are counted with it: that a name is missed once more, that it is
    /// missed because its definition has a fault, or because a file that may define it cannot be read.
    /// </summary>
    internal static IReadOnlyList<PolicyFault> Roots(IReadOnlyCollection<PolicyFault> faults)
    {
        var lost = faults
            .Where(fault => fault.Loses is not (null or AllOfTheFile))
            .GroupBy(fault => fault.Loses!, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var unread = faults.Where(fault => fault.Loses == AllOfTheFile).ToList();
        var missed = new Dictionary<string, PolicyFault>(StringComparer.Ordinal);
        var causes = new Dictionary<PolicyFault, PolicyFault>(ReferenceEqualityComparer.Instance);
        foreach (var fault in faults)
        {
            if (fault.Misses is not { } name)
                continue;
            missed.TryAdd(name, fault);
            var cause = lost.GetValueOrDefault(name) ?? unread.Find(file => Concerns(file.File, fault.File)) ?? missed[name];
            if (!ReferenceEquals(Root(cause), fault))
                causes[fault] = cause;
        }

        var following = new Dictionary<PolicyFault, int>(ReferenceEqualityComparer.Instance);
        foreach (var root in causes.Keys.Select(Root))
            following[root] = following.GetValueOrDefault(root) + 1;
        return
        [
            .. faults
                .Where(fault => !causes.ContainsKey(fault))
                .Select(fault => fault with { Following = fault.Following + following.GetValueOrDefault(fault) }),
        ];

        PolicyFault Root(PolicyFault fault) => causes.TryGetValue(fault, out var cause) ? Root(cause) : fault;
    }

    // What the national layer defines is named everywhere, what a version defines in its own folder.
    private static bool Concerns(string unread, string file) =>
        unread.StartsWith("england/", StringComparison.Ordinal)
        || file.StartsWith(unread[..(unread.LastIndexOf('/') + 1)], StringComparison.Ordinal);
}
