using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reading;

/// <summary>What the lines of a pack may name: clauses of its registers, and the moments and groups of events defined above.</summary>
internal sealed class Definitions
{
    public Definitions(IReadOnlyDictionary<string, Clause> clauses, CodeSets codes)
    {
        (Clauses, Codes) = (clauses, codes);
        Moments = Policies
            .Moments.Moment.BuiltIn.Select((moment, ordinal) => moment with { Ordinal = ordinal })
            .ToDictionary(moment => moment.Name, StringComparer.Ordinal);
        Groups = new(StringComparer.Ordinal);
    }

    /// <summary>All that the layer below defines, for more to be added.</summary>
    public Definitions(IReadOnlyDictionary<string, Clause> clauses, Definitions below) =>
        (Clauses, Codes, Moments, Groups, Settings) = (
            clauses,
            below.Codes,
            new(below.Moments, StringComparer.Ordinal),
            new(below.Groups, StringComparer.Ordinal),
            below.Settings
        );

    public CodeSets Codes { get; }

    public IReadOnlyDictionary<string, Clause> Clauses { get; }

    public Dictionary<string, Moment> Moments { get; }

    public Dictionary<string, IReadOnlyList<Selector>> Groups { get; }

    /// <summary>The lists of events that this layer names itself.</summary>
    public HashSet<string> OwnGroups { get; } = new(StringComparer.Ordinal);

    public void Add(Moment moment) => Moments[moment.Name] = moment with { Ordinal = Moments.Count };

    /// <summary>What the policy leaves to the council.</summary>
    public IReadOnlyList<PackSetting> Settings { get; set; } = [];

    /// <summary>The clause that a line cites.</summary>
    public Clause? Clause(PolicyNode node) =>
        node.Need("clause", "every clock cites the clause it comes from") is { } cited ? Known(cited) : null;

    /// <summary>The clause whose id this is.</summary>
    public Clause? Known(PolicyNode node)
    {
        var id = node.Name();
        if (id is null)
            return null;
        if (Clauses.TryGetValue(id, out var clause))
            return clause;
        node.Misses($"clause {id}", $"There is no clause '{id}' in the registers of this pack.{Spelling.Nearest(id, Clauses.Keys)}");
        return null;
    }

    /// <summary>The events of a list that a line names; none, with the fault noted, where no list has the name.</summary>
    public IReadOnlyList<Selector> Group(PolicyNode node)
    {
        var name = node.Name();
        if (name is null)
            return [];
        if (Groups.TryGetValue(name, out var group))
            return group;
        node.Misses(
            $"events {name}",
            $"'{name}' is not a group of events.{Spelling.Nearest(name, Groups.Keys)} Known: {string.Join(", ", Groups.Keys)}."
        );
        return [];
    }

    /// <summary>The moment that a line names.</summary>
    public Moment? Moment(PolicyNode node)
    {
        var name = node.Name();
        if (name is null)
            return null;
        if (Moments.TryGetValue(name, out var moment))
            return moment;
        node.Misses($"moment {name}", $"There is no moment '{name}' above this line.{Spelling.Nearest(name, Moments.Keys)}");
        return null;
    }
}
