namespace Permanence.Api.Pages;

/// <summary>A council as pages name it.</summary>
/// <param name="Words">The council's own words for things, by the name the program has for them: <c>case-review</c>.</param>
public sealed record Council(string Id, string Name, string? Agency, IReadOnlyDictionary<string, string> Words)
{
    public string Word(string name, string otherwise) => Words.TryGetValue(name, out var own) ? own : otherwise;
}

/// <summary>The councils this program serves, from the policy packs it runs.</summary>
public interface ICouncils
{
    IReadOnlyList<Council> All { get; }

    Council? Find(string id);
}
