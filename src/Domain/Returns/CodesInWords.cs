using System.Text.RegularExpressions;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns;

/// <summary>Puts beside a finding what the codes mean that it names: nobody has to know them by heart.</summary>
public static partial class CodesInWords
{
    private const int MostCodes = 8;
    private static readonly string[] Choices = ["use one of", "give one of"];
    private static readonly HashSet<string> Columns = ReturnColumns.Kinds.SelectMany(ReturnColumns.Of).ToHashSet(StringComparer.Ordinal);

    /// <summary>The finding with the words of its codes. What would be right instead, a whole code set, is not spelt out.</summary>
    public static ReturnFinding Beside(CodeSets codes, ReturnFinding finding)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(finding);
        var fields = Fields(finding).ToList();
        var named = Said(finding)
            .Distinct(StringComparer.Ordinal)
            .Select(code => fields.Select(field => codes.Find(field, code)).FirstOrDefault(known => known is not null))
            .OfType<ReturnCode>()
            .Take(MostCodes)
            .Select(code => $"{code.Code}: {code.InWords}")
            .ToList();
        return named.Count == 0 ? finding : finding with { Codes = string.Join("; ", named) };
    }

    private static IEnumerable<string> Said(ReturnFinding finding)
    {
        yield return finding.Value;
        var choice = Choices.Max(words => finding.Message.IndexOf(words, StringComparison.Ordinal));
        var said = choice < 0 ? finding.Message : finding.Message[..choice];
        // A column is called like a reason for a move, and a sentence begins with an article.
        foreach (var word in Code().Matches(said).Select(match => match.Value))
        {
            if (word != "A" && !Columns.Contains(word))
                yield return word;
        }
    }

    /// <summary>The fields that the codes of a finding can be of, its own first.</summary>
    private static IEnumerable<string> Fields(ReturnFinding finding)
    {
        if (finding.Field.Length == 0)
            return OfEvent(finding.Message) ?? ReturnColumns.Of(ReturnKind.Episodes);
        if (finding.Field == "UPN")
            return [CodeSets.NoPupilNumber];
        var kinds = ReturnColumns.Kinds.Where(kind => ReturnColumns.Index(kind, finding.Field) >= 0).ToList();
        // A column of many files says nothing of which file it is, and the files' codes mean different things.
        return kinds is not [var kind] ? [finding.Field]
            : kind == ReturnKind.PlacedAdoption ? [.. ReturnColumns.Of(kind), .. ReturnColumns.Of(ReturnKind.Episodes)]
            : [finding.Field, .. ReturnColumns.Of(kind)];
    }

    // What a person recorded otherwise is named by the kind of event it is.
    private static IEnumerable<string>? OfEvent(string message) =>
        EventVocabulary
            .Types.FirstOrDefault(type => message.StartsWith($"{type.Label}:", StringComparison.Ordinal))
            ?.Fields.Select(field => field.CodeSet)
            .OfType<string>();

    [GeneratedRegex(@"(?<![\w/-])[A-Z][A-Z0-9]{0,5}(?![\w/])", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
