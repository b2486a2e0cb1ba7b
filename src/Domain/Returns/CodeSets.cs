using System.Collections.Frozen;
using System.Globalization;
using Sylvan.Data.Csv;

namespace Permanence.Domain.Returns;

/// <summary>One code of the SSDA903 return and the collection years in which it may be used.</summary>
public sealed record ReturnCode(string Field, string Code, string Meaning, CollectionYear? From, CollectionYear? To)
{
    /// <summary>What a page calls it. Null for a code that nobody enters: an episode that goes on under another code.</summary>
    public string? Words { get; init; }

    /// <summary>The groups it belongs to, by the names that policies use: <c>fostering</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The same of any code: what a page calls it, or else what it means.</summary>
    public string InWords => Words ?? Meaning;

    public bool IsValidIn(CollectionYear year) => (From is not { } from || year >= from) && (To is not { } to || year <= to);
}

/// <summary>
/// The return's codes with their words and groups, as <c>config/returns/ssda903-code-sets.csv</c> has them: a council's analysts may read
/// and change it. Policies, pages and imports all take them from here.
/// </summary>
public sealed class CodeSets
{
    public const string LegalStatuses = "LS";

    public const string Placements = "PLACE";

    public const string CeasedReasons = "REC";

    public const string Participations = "REVIEW_CODE";

    public const string EarlierPermanence = "PREV_PERM";

    public const string Ethnicities = "ETHNIC";

    public const string Sexes = "SEX";

    /// <summary>Why there is no pupil number, where the column of pupil numbers says that.</summary>
    public const string NoPupilNumber = "UPN unknown";

    /// <summary>A group of placements that the program itself asks about: a stay with one foster family.</summary>
    public const string Fostering = "fostering";

    private static readonly string[] NeededFields =
    [
        "RNE",
        LegalStatuses,
        "CIN",
        Placements,
        "PLACE_PROVIDER",
        CeasedReasons,
        "REASON_PLACE_CHANGE",
        "SEX",
        "ETHNIC",
        Participations,
    ];

    /// <summary>No codes at all: every code is said as it stands.</summary>
    public static readonly CodeSets None = new([]);

    private readonly FrozenDictionary<(string Field, string Code), ReturnCode> codes;
    private readonly FrozenDictionary<string, ReturnCode[]> fields;
    private readonly FrozenDictionary<string, FrozenSet<string>> placementGroups;

    private CodeSets(List<ReturnCode> codes)
    {
        this.codes = codes.ToFrozenDictionary(code => (code.Field, code.Code));
        fields = codes.GroupBy(code => code.Field).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        PlacementGroups = [.. Of(Placements).SelectMany(code => code.Groups).Distinct(StringComparer.Ordinal)];
        placementGroups = Of(Placements)
            .SelectMany(code => code.Groups.Select(group => (group, code.Code)))
            .GroupBy(pair => pair.group)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Code).ToFrozenSet());
    }

    /// <summary>The codes of a field in the order of the file.</summary>
    public IReadOnlyList<ReturnCode> Of(string field) => fields.TryGetValue(field, out var all) ? all : [];

    /// <summary>The names of the groups of placements, in the order of the file.</summary>
    public IReadOnlyList<string> PlacementGroups { get; }

    /// <summary>The placements of a group; empty where there is no such group.</summary>
    public IReadOnlySet<string> PlacementsIn(string group) =>
        placementGroups.TryGetValue(group, out var members) ? members : FrozenSet<string>.Empty;

    public ReturnCode? Find(string field, string code) => codes.GetValueOrDefault((field, code));

    /// <summary><c>Foster placement (U6)</c>; the code alone where it is not known.</summary>
    public string Said(string field, string code) => Find(field, code) is { } known ? $"{known.InWords} ({code})" : code;

    public bool IsValid(string field, string code, CollectionYear year) => Find(field, code)?.IsValidIn(year) == true;

    /// <summary>The codes a field may have in a year, for a sentence that says what would be right.</summary>
    public IEnumerable<string> ValidIn(string field, CollectionYear year) =>
        fields.TryGetValue(field, out var all) ? all.Where(code => code.IsValidIn(year)).Select(code => code.Code) : [];

    /// <summary>
    /// Reads columns field, code, meaning and valid, and words and groups where they stand there. Valid is <c>all years</c>, <c>from
    /// 2024/25</c>, <c>to 2023/24</c> or <c>retired from 2018/19</c>, with any remark after it; groups are names with a space between them.
    /// Refuses a field without codes, a code twice, and words it cannot read. A refusal's field is the line.
    /// </summary>
    public static Outcome<CodeSets> Read(Stream content)
    {
        var read = new List<ReturnCode>();
        var faults = new List<Refusal>();
        try
        {
            using var text = new StreamReader(content, leaveOpen: true);
            using var csv = CsvDataReader.Create(text);
            int Column(string name) => Enumerable.Range(0, csv.FieldCount).FirstOrDefault(i => csv.GetName(i) == name, -1);
            var (field, code, meaning, valid, words, groups) = (
                Column("field"),
                Column("code"),
                Column("meaning"),
                Column("valid"),
                Column("words"),
                Column("groups")
            );
            var seen = new HashSet<(string, string)>();
            if (field < 0 || code < 0 || meaning < 0 || valid < 0)
                return new Refusal(RefusalCodes.BadCodeSets, "The code sets need the columns field, code, meaning and valid.");
            while (csv.Read())
            {
                var line = (csv.RowNumber + 1).ToString(CultureInfo.InvariantCulture);
                var entry = new ReturnCode(
                    csv.GetString(field).Trim(),
                    csv.GetString(code).Trim(),
                    csv.GetString(meaning).Trim(),
                    null,
                    null
                )
                {
                    Words =
                        words >= 0 && csv.GetString(words).Trim() is { Length: > 0 } said ? said
                        : words < 0 ? csv.GetString(meaning).Trim()
                        : null,
                    Groups = groups < 0 ? [] : csv.GetString(groups).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                };
                if (!Years(csv.GetString(valid).Trim(), out var from, out var to))
                    faults.Add(
                        new(
                            RefusalCodes.BadCodeSets,
                            $"Code {entry.Field} {entry.Code}: '{csv.GetString(valid)}' is not 'all years', 'from 2024/25' or 'to "
                                + "2023/24'.",
                            line
                        )
                    );
                else if (!seen.Add((entry.Field, entry.Code)))
                    faults.Add(new(RefusalCodes.BadCodeSets, $"Code {entry.Field} {entry.Code} is there twice.", line));
                else
                    read.Add(entry with { From = from, To = to });
            }
        }
        catch (Exception fault) when (fault is CsvFormatException or InvalidDataException or ArgumentException)
        {
            return new Refusal(RefusalCodes.BadCodeSets, "The code sets are not a CSV file with one line of column names.");
        }

        foreach (var needed in NeededFields)
        {
            if (!read.Any(code => code.Field == needed))
                faults.Add(new(RefusalCodes.BadCodeSets, $"The code sets have no codes for {needed}."));
        }

        return faults.Count > 0 ? faults : new CodeSets(read);
    }

    private static bool Years(string valid, out CollectionYear? from, out CollectionYear? to)
    {
        (from, to) = (null, null);
        if (valid.StartsWith("all years", StringComparison.Ordinal) || valid.StartsWith("historic", StringComparison.Ordinal))
            return true;
        var words = valid.Split(' ', '(', ';');
        if (words is ["from", var first, ..] && CollectionYear.Parse(first) is { Succeeded: true } starts)
            from = starts.Value;
        else if (words is ["to", var last, ..] && CollectionYear.Parse(last) is { Succeeded: true } ends)
            to = ends.Value;
        else if (words is ["retired", "from", var gone, ..] && CollectionYear.Parse(gone) is { Succeeded: true } retired)
            to = new CollectionYear(retired.Value.Starts - 1);
        else
            return false;
        return true;
    }
}
