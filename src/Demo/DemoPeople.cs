namespace Permanence.Demo;

/// <summary>An invented person who can sign in where nothing real is kept.</summary>
/// <param name="Id"><c>authority-role</c>, <c>agency-adoption-coordinator</c> or <c>platform-administrator</c>.</param>
/// <param name="Role">A role of the contract, or <c>platform-administrator</c>.</param>
/// <param name="Authority">The council they work for; null for an agency's or the platform's people.</param>
/// <param name="Agency">The adoption agency they work for; null for a council's or the platform's people.</param>
/// <param name="Team">The team they work in, where their role has one.</param>
public sealed record DemoPerson(string Id, string Name, string Role, string? Authority, string? Agency, string? Team);

/// <summary>One council of the invented region.</summary>
public sealed record DemoAuthority(
    string Id,
    string Prefix,
    int Children,
    DemoPractice Practice,
    IReadOnlyList<DemoTeam> Teams,
    IReadOnlyList<string> ReviewingOfficers
)
{
    /// <summary>What the lists that the council keeps are filled with.</summary>
    public IReadOnlyList<DemoList> Lists { get; init; } = [];
}

/// <param name="Id">The id of the list in the council's policy.</param>
/// <param name="Blank">Columns in which nothing stands.</param>
/// <param name="Words">Texts to draw from, by column; <c>{woman}</c>, <c>{man}</c> and <c>{surname}</c> stand for invented names.</param>
public sealed record DemoList(string Id, int Rows, IReadOnlyList<string> Blank, IReadOnlyDictionary<string, IReadOnlyList<string>> Words);
