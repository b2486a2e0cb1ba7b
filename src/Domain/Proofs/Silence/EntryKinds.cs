using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>Which entries a policy tells apart: by their type, and by what its rules ask of their fields and of who said so.</summary>
internal sealed class EntryKinds
{
    private readonly Dictionary<string, IReadOnlyList<Selector>> byType;
    private readonly Dictionary<string, IReadOnlyList<FieldTest>> tests;
    private readonly Dictionary<string, IReadOnlyList<Selector>> signed;

    public EntryKinds(PolicyPacks policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        byType = policy
            .Versions.SelectMany(TestedValues.Selectors)
            .GroupBy(selector => selector.TypeName, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => (IReadOnlyList<Selector>)[.. same], StringComparer.Ordinal);
        tests = byType.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<FieldTest>)[.. pair.Value.SelectMany(selector => selector.Where).DistinctBy(Shape.Of)],
            StringComparer.Ordinal
        );
        signed = byType.ToDictionary(
            pair => pair.Key,
            pair =>
                (IReadOnlyList<Selector>)
                    [.. pair.Value.Where(selector => selector.SaidBy.Length > 0).DistinctBy(selector => Shape.Of(selector.SaidBy))],
            StringComparer.Ordinal
        );
    }

    /// <summary>Whether the policy speaks of such an entry anywhere.</summary>
    public bool IsSpokenOf(CareEvent entry) =>
        byType.TryGetValue(entry.Type, out var selectors) && selectors.Any(selector => selector.Describes(entry));

    /// <summary>The same for two entries exactly where no rule of the policy tells them apart.</summary>
    public string Of(CareEvent entry) =>
        tests.TryGetValue(entry.Type, out var asked)
            ? string.Concat(
                asked
                    .Select(test => test.Holds(entry) ? '1' : '0')
                    .Concat(signed[entry.Type].Select(one => one.IsSaidByRole(entry) ? '1' : '0'))
            )
            : "";

    /// <summary>An entry as its kind is written in a pack: <c>meeting-held { meeting: learning }</c>.</summary>
    public string Written(CareEvent entry)
    {
        var asked = tests.GetValueOrDefault(entry.Type) ?? [];
        var fields = asked
            .Where(test => test.Holds(entry) && !test.Absent)
            .Select(test => test.Field)
            .Distinct(StringComparer.Ordinal)
            .Select(field => $"{FieldNames.Written(field)}: {Value(entry.Fields[field]!)}")
            .ToList();
        return fields.Count == 0 ? entry.Type : $"{entry.Type} {{ {string.Join(", ", fields)} }}";
    }

    private static string Value(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            FieldList<string> words => $"[{string.Join(", ", words)}]",
            string or int => value.ToString()!,
            _ => "present",
        };
}
