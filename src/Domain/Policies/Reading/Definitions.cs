using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reading;

/// <summary>What the lines of a pack may name: clauses of its registers, and the moments and groups of events defined above.</summary>
internal sealed class Definitions
{
    private readonly Recollection before;
    private List<NamedThing>? naming;

    /// <param name="before">What the items of this layer came to when they were last read.</param>
    public Definitions(CodeSets codes, Recollection before)
    {
        (Codes, this.before) = (codes, before);
        Moments = Policies.Moments.Moment.BuiltIn.ToDictionary(moment => moment.Name, StringComparer.Ordinal);
        (Clauses, Groups, Duties) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        entryKinds = new(before.EntryKinds, StringComparer.Ordinal);
        Read = new(entryKinds);
    }

    /// <summary>All that the layer below defines, for more to be added.</summary>
    public Definitions(Definitions below, Recollection before)
    {
        (Codes, this.before, Settings) = (below.Codes, before, below.Settings);
        Clauses = new(below.Clauses, StringComparer.Ordinal);
        Moments = new(below.Moments, StringComparer.Ordinal);
        Groups = new(below.Groups, StringComparer.Ordinal);
        Duties = new(below.Duties, StringComparer.Ordinal);
        // What is taken as it was read asks for the kinds of then.
        entryKinds = new(before.EntryKinds, StringComparer.Ordinal);
        foreach (var (asked, kind) in below.entryKinds)
            entryKinds[asked] = kind;
        Read = new(entryKinds);
    }

    public CodeSets Codes { get; }

    public Dictionary<string, Clause> Clauses { get; }

    /// <summary>What the items of this layer came to.</summary>
    public Recollection Read { get; }

    /// <summary>The duties read so far, those of the layer below first.</summary>
    public Dictionary<string, Duty> Duties { get; }

    public Dictionary<string, Moment> Moments { get; }

    public Dictionary<string, IReadOnlyList<Selector>> Groups { get; }

    private readonly Dictionary<string, EntryKind> entryKinds;

    /// <summary>How many kinds of entry selectors ask for.</summary>
    public int EntryKinds => entryKinds.Count;

    /// <summary>What a selector asks of an entry alone: the same for all that ask the same.</summary>
    public EntryKind KindOf(Selector selector)
    {
        var asked = Shape.Of((object[])[selector.TypeName, selector.Where, selector.SaidBy]);
        if (!entryKinds.TryGetValue(asked, out var kind))
            entryKinds[asked] = kind = new EntryKind(asked, entryKinds.Count);
        return kind;
    }

    /// <summary>The lists of events that this layer names itself.</summary>
    public HashSet<string> OwnGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>A moment in its place after all that are defined.</summary>
    public Moment Placed(Moment moment)
    {
        Named(NamedKind.Place, "");
        return moment with { Ordinal = Moments.Count };
    }

    /// <summary>
    /// What an item comes to. It is read again only where it is written otherwise than before, where it had a fault, or where something
    /// that it names is another thing now.
    /// </summary>
    /// <param name="what">What kind of item it is, and all that its reading takes from where it stands.</param>
    public T? Once<T>(string what, PolicyNode item, Func<PolicyNode, T?> read)
        where T : class => Once(what, item.Written, item.Faults, () => read(item));

    /// <param name="written">Equal only where it would be read the same.</param>
    public T? Once<T>(string what, object written, List<PolicyFault> faults, Func<T?> read)
        where T : class
    {
        if (before.Find(what, written) is { } known && known.Named.All(thing => Equals(Find(thing.Kind, thing.Name), thing.Found)))
        {
            Read.Keep(what, written, known);
            return (T)known.Result;
        }

        var (faultless, settings) = (faults.Count, Settings);
        naming = [];
        var result = read();
        // A setting that it defined itself hangs on nothing but how it is written.
        if (!ReferenceEquals(settings, Settings))
            naming.RemoveAll(thing => thing.Kind == NamedKind.Setting);
        if (result is not null && faults.Count == faultless)
            Read.Keep(what, written, new ReadItem(result, naming));
        naming = null;
        return result;
    }

    /// <summary>What has a name now. It is noted that the item being read has named it.</summary>
    private object? Named(NamedKind kind, string name)
    {
        var found = Find(kind, name);
        naming?.Add(new(kind, name, found));
        return found;
    }

    private object? Find(NamedKind kind, string name) =>
        kind switch
        {
            NamedKind.Clause => Clauses.GetValueOrDefault(name),
            NamedKind.Events => Groups.GetValueOrDefault(name),
            NamedKind.Moment => Moments.GetValueOrDefault(name),
            NamedKind.Setting => Settings.FirstOrDefault(setting => setting.Id == name),
            NamedKind.Duty => Duties.GetValueOrDefault(name),
            _ => Moments.Count,
        };

    public Moment? MomentNamed(string name) => (Moment?)Named(NamedKind.Moment, name);

    public Duty? DutyNamed(string id) => (Duty?)Named(NamedKind.Duty, id);

    public PackSetting? SettingNamed(string id) => (PackSetting?)Named(NamedKind.Setting, id);

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
        if (Named(NamedKind.Clause, id) is Clause clause)
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
        if (Named(NamedKind.Events, name) is IReadOnlyList<Selector> group)
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
        if (MomentNamed(name) is { } moment)
            return moment;
        node.Misses($"moment {name}", $"There is no moment '{name}' above this line.{Spelling.Nearest(name, Moments.Keys)}");
        return null;
    }
}
