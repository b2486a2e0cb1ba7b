using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Selectors;

/// <summary>
/// A field holds one of these values, or a number of at least or at most so much, or holds none, or one of several or none.
/// </summary>
/// <param name="Field">Its name in a record.</param>
/// <param name="Values">Strings, booleans or whole numbers as the vocabulary types the field; empty for “is present”.</param>
/// <param name="Absent">Whether it may hold none; without values it has to.</param>
/// <param name="AtLeast">The least number that will do; null where any value will.</param>
/// <param name="AtMost">The greatest number that will do; null where any value will.</param>
public sealed record FieldTest(string Field, IReadOnlyList<object> Values, bool Absent, int? AtLeast = null, int? AtMost = null)
{
    // Asked of every event of every child on a board: an array is looked through without asking an interface for each value.
    private readonly object[] wanted = [.. Values];

    // What is a day, or words, or yes or no, is present where it was done: "not approached" is no approach.
    private readonly bool isOfWhatWasDone = EventVocabulary.Types.Any(type => type.Field(Field) is { Kind: FieldKind.DayOrWords });

    private static readonly Keys Range = new(
        new Key("at-least", Schemas.Schema.Whole(1, 999).Saying("This number or more.")),
        new Key("at-most", Schemas.Schema.Whole(1, 999).Saying("This number or less."))
    );

    /// <summary>What one field has to hold.</summary>
    internal static Schema Schema { get; } =
        Schemas.Schema.OneOf(
            Schemas.Schema.Text.Saying("A value, or present, or absent."),
            Schemas.Schema.List(Schemas.Schema.Text.Saying("A value; absent among them where none will do too.")),
            Range
        );

    /// <summary>What fields of an event have to hold, by their names.</summary>
    internal static Schema AnyFields { get; } = Schemas.Schema.MapOf(Schema);

    /// <summary>
    /// Whether an event holds all that is asked. What people write freely is compared as it is meant, not letter by letter.
    /// </summary>
    internal static bool AllHold(ImmutableArray<FieldTest> tests, CareEvent happened)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(happened))
                return false;
        }

        return true;
    }

    /// <summary>Whether no value of the field is good for both. A list may hold what either asks for.</summary>
    internal bool Excludes(FieldTest other)
    {
        if (Absent && other.Absent)
            return false;
        if (HasToBeAbsent || other.HasToBeAbsent)
            return true;
        if (Values.Count == 0 || other.Values.Count == 0 || IsOfAList)
            return false;
        return !Values.Any(value => other.IsAmongValues(value));
    }

    private static readonly FrozenSet<string> OfALists = EventVocabulary
        .Types.SelectMany(type => type.Fields)
        .Where(field => field.Kind is FieldKind.Ids or FieldKind.Roles or FieldKind.People)
        .Select(field => field.Name)
        .ToFrozenSet(StringComparer.Ordinal);

    private bool IsOfAList => OfALists.Contains(Field);

    private bool HasToBeAbsent => Absent && wanted.Length == 0;

    /// <summary>Whether an event holds what is asked.</summary>
    internal bool Holds(CareEvent happened)
    {
        var value = happened.Fields[Field];
        if (HasToBeAbsent || value is null)
            return Absent && value is null;
        if (isOfWhatWasDone && wanted.Length == 0 && IsNo(value))
            return false;
        return (wanted.Length == 0 || IsAmongValues(value)) && IsInRange(value);
    }

    private static bool IsNo(object value) =>
        value is false || (value is string text && text.Equals("no", StringComparison.OrdinalIgnoreCase));

    private bool IsInRange(object value)
    {
        if ((AtLeast is null && AtMost is null) || value is not (int or decimal))
            return true;
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return !(number < AtLeast) && !(number > AtMost);
    }

    private bool IsAmongValues(object value)
    {
        if (value is string text)
            return IsAmongWords(text);
        return value is FieldList<string> list ? Names(list) : Array.IndexOf(wanted, value) >= 0;
    }

    private bool IsAmongWords(string text)
    {
        var said = text.AsSpan().Trim();
        foreach (var value in wanted)
        {
            if (value is string word && Spelling.AreAlike(said, word))
                return true;
        }

        return false;
    }

    // A list holds where it has one of the values. Who speaks of both parents has spoken of each, and of both who names each.
    private bool Names(FieldList<string> list)
    {
        for (var index = 0; index < Values.Count; index++)
        {
            var word = Values[index] as string;
            if (
                list.Contains(word!, StringComparer.OrdinalIgnoreCase)
                || (word is "mother" or "father" && list.Contains("parents"))
                || (word == "parents" && list.Contains("mother") && list.Contains("father"))
            )
                return true;
        }

        return false;
    }

    /// <param name="type">The type of the event; empty where any event may hold the field.</param>
    public string InWords(ISpeech speech, string type)
    {
        ArgumentNullException.ThrowIfNull(speech);
        var field =
            type.Length == 0
                ? EventVocabulary.Types.Select(one => one.Field(Field)).FirstOrDefault(known => known is not null)
                : EventVocabulary.Find(type)?.Field(Field);
        var label = speech.InSentence(field?.Label ?? Field);
        if (HasToBeAbsent)
            return $"no {label}";
        if (AtLeast is not null || AtMost is not null)
            return $"{label}: {(AtLeast, AtMost) switch
            {
                ({ } least, { } most) => $"{least} to {most}",
                ({ } least, null) => $"{least} or more",
                _ => $"{AtMost} or less",
            }}";
        var values = Values.Select(value => speech.InSentence(speech.Value(type, Field, value)));
        return Values.Count == 0
            ? $"with {label}"
            : $"{label}: {Domain.InWords.Or([.. values.Distinct(StringComparer.OrdinalIgnoreCase), .. Absent ? ["none"] : (string[])[]])}";
    }

    /// <summary>What a mapping asks of the fields of an event.</summary>
    internal static ImmutableArray<FieldTest> ReadAll(PolicyNode? node, EventTypeSpecification type, Definitions definitions)
    {
        var tests = new List<FieldTest>();
        foreach (var (written, wanted) in node?.Pairs() ?? [])
        {
            if (FieldNames.Need(type, written, wanted) is { } field)
                tests.Add(Read(field, wanted, definitions));
        }

        return [.. tests];
    }

    internal static FieldTest Read(FieldSpecification field, PolicyNode wanted, Definitions definitions)
    {
        var written = FieldNames.Written(field.Name);
        if (wanted.IsMap)
        {
            wanted.RefuseUnknown(Range);
            var (least, most) = (wanted.Get("at-least"), wanted.Get("at-most"));
            if (field.Kind is not (FieldKind.Number or FieldKind.Miles))
                wanted.Fault($"'{written}' is not a number: 'at-least' and 'at-most' have no meaning with it.");
            if (least is null && most is null)
                wanted.Fault("Say 'at-least' or 'at-most' with a number.");
            return new FieldTest(field.Name, [], false, least?.Whole(1, 999), most?.Whole(1, 999));
        }

        var words = wanted.Texts();
        if (words is ["present"])
            return new FieldTest(field.Name, [], false);
        if (words is ["absent"])
            return new FieldTest(field.Name, [], true);
        var named = wanted.Items().Where(item => item.Text() != "absent");
        var values = named.Select(item => Value(field, written, item, definitions)).OfType<object>();
        return new FieldTest(field.Name, [.. values], words.Contains("absent"));
    }

    private static object? Value(FieldSpecification field, string written, PolicyNode node, Definitions definitions)
    {
        switch (field.Kind)
        {
            case FieldKind.Flag:
                return node.Flag();
            case FieldKind.Number:
                return node.Whole(1, 999);
            case FieldKind.Choice:
                return node.Word($"a value of {written}", field.Choices);
            case FieldKind.Text when field.Name == "clause":
                return definitions.Known(node)?.Id;
            case FieldKind.Ids:
                return definitions.Known(node)?.Id;
            case FieldKind.Roles:
                return node.Word($"a value of {written}", [.. field.Choices, .. EventVocabulary.Roles]);
            case FieldKind.Code:
                return Code(field, node, definitions.Codes);
            case FieldKind.Text or FieldKind.Name or FieldKind.Role:
                return node.Text();
            default:
                node.Fault($"'{written}' can only be tested for 'present' or 'absent'.");
                return null;
        }
    }

    /// <summary>A code that the field may hold, in any collection year; null with the fault noted.</summary>
    private static string? Code(FieldSpecification field, PolicyNode node, CodeSets sets)
    {
        if (node.Name() is not { } code)
            return null;
        if (field.CodeSet is not { } set || sets.Find(set, code) is not null)
            return code;
        node.Fault(
            $"'{Spelling.Shortened(code)}' is no code of {set}.{Spelling.Nearest(code, sets.Of(set).Select(known => known.Code))} "
                + $"The codes stand in {PolicyFolder.Codes}."
        );
        return null;
    }
}
