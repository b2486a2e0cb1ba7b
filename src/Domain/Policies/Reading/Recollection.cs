using Permanence.Domain.Policies.Selectors;
using YamlDotNet.RepresentationModel;

namespace Permanence.Domain.Policies.Reading;

/// <summary>What an item of a pack came to when it was read.</summary>
/// <param name="Named">All that it named, with what each name stood for.</param>
internal sealed record ReadItem(object Result, IReadOnlyList<NamedThing> Named);

/// <param name="Found">Null where nothing had the name.</param>
internal readonly record struct NamedThing(NamedKind Kind, string Name, object? Found);

internal enum NamedKind
{
    Clause,
    Events,
    Moment,
    Setting,
    Duty,

    /// <summary>How many moments stand before it.</summary>
    Place,
}

/// <summary>
/// What the items of one layer came to when they were last read, each by how it is written. One with a fault is not among them: it is read,
/// and its fault said, each time.
/// </summary>
internal sealed class Recollection
{
    public static readonly Recollection None = new(new Dictionary<string, EntryKind>());

    // Of a file that is still the same every item is found by itself; only those of another are compared word for word.
    private readonly Dictionary<object, (string What, ReadItem Read)> items = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<Dictionary<(string What, object Written), ReadItem>> asWritten;

    /// <param name="entryKinds">What the selectors among them ask of an entry alone, each by what it asks.</param>
    public Recollection(IReadOnlyDictionary<string, EntryKind> entryKinds)
    {
        EntryKinds = entryKinds;
        asWritten = new(() =>
        {
            var all = new Dictionary<(string What, object Written), ReadItem>(new AsWritten());
            foreach (var (written, item) in items)
                all[(item.What, written)] = item.Read;
            return all;
        });
    }

    public IReadOnlyDictionary<string, EntryKind> EntryKinds { get; }

    public ReadItem? Find(string what, object written) =>
        items.TryGetValue(written, out var item) && item.What == what ? item.Read : asWritten.Value.GetValueOrDefault((what, written));

    public void Keep(string what, object written, ReadItem read) => items[written] = (what, read);

    /// <summary>Two items are the same where they are written the same, wherever they stand.</summary>
    private sealed class AsWritten : IEqualityComparer<(string What, object Written)>, IEqualityComparer<YamlNode>
    {
        public bool Equals((string What, object Written) one, (string What, object Written) other) =>
            one.What == other.What
            && (
                one.Written is YamlNode node && other.Written is YamlNode another
                    ? Equals(node, another)
                    : one.Written.Equals(other.Written)
            );

        public int GetHashCode((string What, object Written) item) =>
            HashCode.Combine(item.What, item.Written is YamlNode node ? GetHashCode(node) : item.Written.GetHashCode());

        // In the order of its keys too: explanations give what an item asks in the order in which it is written.
        public bool Equals(YamlNode? one, YamlNode? other) =>
            ReferenceEquals(one, other)
            || (one, other) switch
            {
                (YamlScalarNode { Value: var word }, YamlScalarNode { Value: var another }) => word == another,
                (YamlSequenceNode list, YamlSequenceNode another) => list.Children.SequenceEqual(another.Children, this),
                (YamlMappingNode map, YamlMappingNode another) => map.Children.Keys.SequenceEqual(another.Children.Keys, this)
                    && map.Children.Values.SequenceEqual(another.Children.Values, this),
                _ => false,
            };

        // An item begins with its name. The parser's own hash is of where a node is, not of what it says.
        public int GetHashCode(YamlNode node) =>
            node switch
            {
                YamlScalarNode { Value: { } word } => word.GetHashCode(StringComparison.Ordinal),
                YamlSequenceNode { Children: [var first, ..] } list => HashCode.Combine(list.Children.Count, GetHashCode(first)),
                YamlMappingNode { Children: [var first, ..] } map => HashCode.Combine(map.Children.Count, GetHashCode(first.Value)),
                _ => 0,
            };
    }
}

/// <summary>Files that are read together: the same only where each of them is the same.</summary>
internal sealed class ReadTogether(IReadOnlyList<object?> parts)
{
    private readonly IReadOnlyList<object?> parts = parts;

    public override bool Equals(object? other) => other is ReadTogether together && parts.SequenceEqual(together.parts);

    public override int GetHashCode() => parts.Count;
}
