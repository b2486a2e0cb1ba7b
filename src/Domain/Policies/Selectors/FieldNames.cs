using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Selectors;

/// <summary>The fields of events as packs write them: <c>plan-agreed</c> for the <c>planAgreed</c> of a record.</summary>
internal static partial class FieldNames
{
    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Humps();

    // Looked for with every line of a pack that names a field.
    private static readonly FrozenDictionary<string, string> AsWritten = EventVocabulary
        .Types.SelectMany(type => type.Fields)
        .Select(field => field.Name)
        .Distinct(StringComparer.Ordinal)
        .ToFrozenDictionary(name => name, Written, StringComparer.Ordinal);

    public static string Written(string name) => Humps().Replace(name, hump => $"-{hump.Value.ToLowerInvariant()}");

    public static FieldSpecification? Find(EventTypeSpecification type, string written) =>
        type.Fields.FirstOrDefault(field => (AsWritten.GetValueOrDefault(field.Name) ?? Written(field.Name)) == written);

    /// <summary>A field of any event; null where none has it.</summary>
    public static FieldSpecification? FindInAny(string written) =>
        EventVocabulary.Types.Select(type => Find(type, written)).FirstOrDefault(field => field is not null);

    public static string NearestInAny(string written) =>
        Spelling.Nearest(
            Written(written),
            EventVocabulary.Types.SelectMany(type => type.Fields).Select(field => Written(field.Name)).Distinct()
        );

    /// <summary>A field of an event, or null with the fault noted.</summary>
    public static FieldSpecification? Need(EventTypeSpecification type, string written, PolicyNode at)
    {
        var found = Find(type, written);
        if (found is null)
            at.Fault(
                $"A {type.Name} event has no field '{written}'."
                    + Spelling.Nearest(Written(written), type.Fields.Select(field => Written(field.Name)))
            );
        return found;
    }
}
