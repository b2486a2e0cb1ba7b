using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Finds the clauses that items cite and notes each use, so that coverage can say where a clause is served.</summary>
/// <param name="below">The uses that the layer below has noted.</param>
internal sealed class Citations(IReadOnlyDictionary<string, Clause> clauses, IEnumerable<ClauseUse> below)
{
    private static readonly Schemas.Keys Point = new(Key.Needed("clause", Schema.Clause), new("says", Schema.Text));

    private static readonly Schema Ids = Schema.OneOrMany(Schema.Clause);

    /// <summary>The keys under which an item cites, one of them at a time.</summary>
    public static IReadOnlyList<Key> Keys { get; } = [new("clause", Ids), new("clauses", Ids)];

    /// <summary>Points that cite, as a list.</summary>
    public static Schema PointList { get; } = Schema.OneOrMany(Schema.OneOf(Schema.Clause, Point));

    public List<ClauseUse> Uses { get; } = [.. below];

    /// <summary>The clauses a list of ids names, each noted as used.</summary>
    public IReadOnlyList<Clause> All(PolicyNode? node, ServedBy way, string what)
    {
        var found = new List<Clause>();
        foreach (var item in node?.Items() ?? [])
        {
            if (Known(item) is not { } clause)
                continue;
            found.Add(clause);
            Uses.Add(new(clause.Id, way, $"{item.File}:{item.Line}", what));
        }

        return found;
    }

    /// <summary>The clause or clauses under the key <c>clause</c> or <c>clauses</c> of an item.</summary>
    public IReadOnlyList<Clause> Of(PolicyNode item, ServedBy way, string what)
    {
        if (item.Get("clause") is not null && item.Get("clauses") is { } both)
            both.Fault("Cite with 'clause' or with 'clauses', not with both: one of them would be left out.");
        return All(item.Get("clause") ?? item.Get("clauses"), way, what);
    }

    /// <summary>Whether an item says what it cites, known or not.</summary>
    public static bool IsIn(PolicyNode item) => (item.Get("clause") ?? item.Get("clauses")) is not null;

    /// <summary>Points that cite: each an id, or <c>{ clause, says }</c> for one point of a clause that makes several.</summary>
    public IReadOnlyList<PolicyPoint> Points(PolicyNode? node, ServedBy way, string what)
    {
        var points = new List<PolicyPoint>();
        foreach (var item in node?.Items() ?? [])
        {
            if (item.IsMap)
                item.RefuseUnknown(Point);
            var cited = item.IsMap ? item.Need("clause", "every point cites a clause") : item;
            if (cited is null || Known(cited) is not { } clause)
                continue;
            points.Add(new(clause, (item.IsMap ? item.Text("says") : null) ?? PointOf(clause.Title)));
            Uses.Add(new(clause.Id, way, $"{item.File}:{item.Line}", what));
        }

        return points;
    }

    // Under the heading Adoption, "Adoption: no review process" is read as "No review process".
    private static string PointOf(string title) =>
        title.Split(": ", 2) is [_, { Length: > 0 } point] ? char.ToUpperInvariant(point[0]) + point[1..] : title;

    /// <summary>The clause whose id this is, or null with the fault noted.</summary>
    public Clause? Known(PolicyNode node)
    {
        if (node.Name() is not { } id)
            return null;
        if (clauses.TryGetValue(id, out var clause))
            return clause;
        node.Misses($"clause {id}", $"There is no clause '{id}' in the registers.{Spelling.Nearest(id, [.. clauses.Keys])}");
        return null;
    }
}
