using System.Collections;

namespace Permanence.Domain.Records;

/// <summary>
/// The fields of one event in the vocabulary's order, compared by value. A value is a <see cref="string"/>, <see cref="bool"/>,
/// <see cref="int"/>, <see cref="decimal"/>, <c>LocalDate</c>, <c>LocalDateTime</c>, <see cref="CareEvent"/>, <see cref="JsonText"/> or a
/// <see cref="FieldList{T}"/>.
/// </summary>
public sealed class EventFields : IReadOnlyCollection<KeyValuePair<string, object>>, IEquatable<EventFields>
{
    public static readonly EventFields None = new([]);

    private readonly KeyValuePair<string, object>[] fields;

    private EventFields(KeyValuePair<string, object>[] fields) => this.fields = fields;

    public static EventFields Of(IEnumerable<KeyValuePair<string, object>> fields)
    {
        var list = fields.ToArray();
        return list.Length == 0 ? None : new EventFields(list);
    }

    public int Count => fields.Length;

    // An event has a handful of fields: walking them beats hashing.
    public object? this[string name]
    {
        get
        {
            foreach (var field in fields)
            {
                if (string.Equals(field.Key, name, StringComparison.Ordinal))
                    return field.Value;
            }

            return null;
        }
    }

    public bool Equals(EventFields? other) => other is not null && fields.SequenceEqual(other.fields);

    public override bool Equals(object? obj) => Equals(obj as EventFields);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var field in fields)
            hash.Add(field);
        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object>>)fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>
/// JSON kept as its text: answers to a council’s own checklists, and what a newer program stored that this one does not know.
/// </summary>
public readonly record struct JsonText(string Json);
