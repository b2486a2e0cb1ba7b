using Permanence.Domain.Records;

namespace Permanence.Domain.Returns;

/// <summary>
/// Holds what people and programs record to the return's codes. A code that the record has already may be said again: an entry that holds
/// one nobody knows can always be put right in its other fields.
/// </summary>
public static class CodeChecks
{
    /// <param name="coming">What is to be recorded.</param>
    /// <param name="record">The record as it is; null where there is none yet.</param>
    public static IReadOnlyList<Refusal> Of(CodeSets codes, IReadOnlyList<CareEvent> coming, CaseFile? record)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(coming);
        List<Refusal>? refusals = null;
        for (var index = 0; index < coming.Count; index++)
        {
            var happened = coming[index].Replacement ?? coming[index];
            var path = coming[index].Replacement is null ? $"events[{index}]" : $"events[{index}].with";
            foreach (var (name, value) in happened.Fields)
            {
                if (
                    value is string code
                    && EventVocabulary.Find(happened.Type)?.Field(name) is { Kind: FieldKind.Code, CodeSet: { } set }
                    && codes.Of(set).Count > 0
                    && codes.Find(set, code) is null
                    && code != "not-known"
                    && !IsThere(record, happened.Type, name, code)
                )
                    (refusals ??= []).Add(
                        new Refusal(
                            RefusalCodes.BadCode,
                            $"'{Characters.Quoted(code)}' in '{name}' is not a code of {set} in the SSDA903 return: use one of "
                                + $"{Known(codes, set)}.",
                            $"{path}.{name}"
                        )
                    );
            }
        }

        return refusals ?? (IReadOnlyList<Refusal>)[];
    }

    private static string Known(CodeSets codes, string set) =>
        string.Join(", ", codes.Of(set).Where(known => known.Words is not null).Select(known => known.Code));

    private static bool IsThere(CaseFile? record, string type, string field, string code) =>
        record?.Events.Any(entry => (entry.Replacement ?? entry) is var said && said.Type == type && said.Text(field) == code) == true;
}
