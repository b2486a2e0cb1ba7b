using System.Collections;

namespace Permanence.Domain.Records;

/// <summary>Somebody who was at a meeting, or was not.</summary>
/// <param name="Role">A role of the platform or of the council's own <c>roles.yaml</c>.</param>
/// <param name="Who">Who it was, as the council names people.</param>
/// <param name="Part">How they took part, where not in person: <see cref="Information"/>.</param>
/// <param name="Reason">Why they were not there.</param>
public sealed record Attendance(string Role, string? Who, string? Part, string? Reason)
{
    /// <summary>Sent information instead of coming.</summary>
    public const string Information = "information";

    internal static readonly IReadOnlyList<string> Fields = ["role", "who", "part", "reason"];
}

/// <summary>A list in a field of an event, compared by what is in it.</summary>
public sealed class FieldList<T>(IEnumerable<T> items) : IReadOnlyList<T>, IEquatable<FieldList<T>>
{
    public static readonly FieldList<T> None = new([]);

    private readonly T[] items = [.. items];

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(FieldList<T>? other) => other is not null && items.SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as FieldList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
