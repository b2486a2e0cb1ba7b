using Permanence.Api.Words;
using Permanence.Domain.People;
using Permanence.Domain.Returns;

namespace Permanence.Api.Access;

/// <summary>A council as pages name it.</summary>
/// <param name="Agency">The id of the regional adoption agency that serves it.</param>
/// <param name="Words">The council's own words for things, by the platform's terms: <c>review</c>.</param>
public sealed record Council(string Id, string Name, string? Agency, IReadOnlyDictionary<string, string> Words)
{
    public string? AgencyName { get; init; }

    /// <summary>For how many months it keeps the rows of an import as they were sent; null where it has set no time.</summary>
    public int? ImportRowsMonths { get; init; }

    /// <summary>Titles of the clauses of its policy, by id.</summary>
    public IReadOnlyDictionary<string, string> Clauses { get; init; } = new Dictionary<string, string>();

    /// <summary>The return's codes and their words.</summary>
    public CodeSets Codes { get; init; } = CodeSets.None;

    /// <summary>How this council says things.</summary>
    public EventWords Speech => new(Words, Clauses, Codes);
}

/// <summary>The councils this program serves, from the policy packs it runs.</summary>
public interface ICouncils
{
    IReadOnlyList<Council> All { get; }

    Council? Find(string id);
}

/// <summary>The people whose ids stand in records, from their councils' directories. An id that nobody knows is shown as it is.</summary>
public interface IPeople
{
    string Name(string id);

    /// <summary>A council's directory as this node read it last; empty where it has not yet.</summary>
    StaffList Staff(string authority);

    /// <summary>The same, read again where that was longer ago than seconds.</summary>
    ValueTask<StaffList> Read(string authority);

    /// <summary>The same, read now: somebody has just changed it.</summary>
    Task<StaffList> ReadAgain(string authority);
}
