using Permanence.Domain.Policies;

namespace Permanence.Api.CommandLine;

/// <summary>The policies of all councils, or of the one that a command asks for.</summary>
internal sealed record AskedCouncils(PolicyLibrary Library, IReadOnlyList<PolicyPacks> Policies)
{
    /// <summary>Null, with the reason written and the code to end with, where the packs have a fault or there is no such council.</summary>
    public static AskedCouncils? Read(string config, string? authority, TextWriter error, out int exit)
    {
        var (library, faults) = PolicyLibrary.Load(config);
        if (library is null)
        {
            foreach (var fault in faults)
                error.WriteLine(fault);
            exit = Exit.Refused;
            return null;
        }

        if (authority is not null && library.For(authority) is null)
        {
            error.WriteLine(
                $"authority: There is no council '{authority}'. Known: {string.Join(", ", library.Authorities.Select(known => known.Id))}."
            );
            exit = Exit.NotUnderstood;
            return null;
        }

        exit = Exit.Done;
        return new(
            library,
            [.. library.Authorities.Where(known => authority is null || known.Id == authority).Select(known => library.For(known.Id)!)]
        );
    }
}
