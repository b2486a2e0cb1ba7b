using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>Reads single values of a case file, noting what is wrong where.</summary>
/// <param name="stored">What is stored may be longer, and of other words, than what is taken at the door.</param>
internal sealed class FieldReader(Refusals faults, bool stored)
{
    private const int LongestCode = 20;
    private const int LongestRole = 60;
    private const int LongestAnswers = 256 * 1024;

    private static readonly JsonSerializerOptions CompactJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="parent">What holds the value.</param>
    /// <param name="path">Where the parent stands.</param>
    public object? Value(JsonElement parent, JsonElement value, FieldSpecification field, string path)
    {
        var at = $"{path}.{field.Name}";
        return field.Kind switch
        {
            FieldKind.Text => Text(parent, field.Name, path, true),
            FieldKind.Name => Text(parent, field.Name, path, true, RecordLimits.LongestName, isName: true),
            FieldKind.EventId => Id(parent, field.Name, path),
            FieldKind.Code => Shaped(parent, field.Name, path, LongestCode, IsCode, "a code of the return: letters and digits"),
            FieldKind.Role => Shaped(parent, field.Name, path, LongestRole, IsRole, "a role, such as social-worker"),
            FieldKind.Choice => Choice(Text(parent, field.Name, path, true), field, at),
            FieldKind.Date => Date(parent, field.Name, path, true),
            FieldKind.DateTime => Time(parent, field.Name, path),
            FieldKind.Flag => Flag(parent, field.Name, path),
            FieldKind.Number => Number(value, field.Name, at),
            FieldKind.Miles => Miles(value, field.Name, at),
            FieldKind.Json => Answers(value, field.Name, at),
            FieldKind.Ids or FieldKind.Roles => Words(value, field, at),
            FieldKind.People => People(value, field.Name, at),
            FieldKind.DayOrWords => DayOrWords(parent, value, field.Name, path),
            _ => throw new InvalidOperationException($"No reading of {field.Kind}."),
        };
    }

    public string? Text(
        JsonElement parent,
        string name,
        string path,
        bool required,
        int longest = RecordLimits.LongestText,
        bool isName = false
    )
    {
        var at = At(path, name);
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                faults.Add(RefusalCodes.MissingField, $"'{name}' is missing.", at);
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
            return Checked(value.GetString()!, name, at, required, longest, isName);
        faults.Add(RefusalCodes.NotText, $"'{name}' is text.", at);
        return null;
    }

    public string? Id(JsonElement parent, string name, string path)
    {
        var id = Text(
            parent,
            name,
            path,
            parent.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String,
            RecordLimits.LongestId,
            isName: true
        );
        if (id is { Length: > 0 } && !stored && !Characters.IsId(id))
            faults.Add(
                RefusalCodes.BadId,
                $"'{Characters.Quoted(id)}' is not an id: it begins with a letter or digit and has only letters, digits, '-', '_', "
                    + "'.' and ':'.",
                At(path, name)
            );
        return id;
    }

    public LocalDate? Date(JsonElement parent, string name, string path, bool required)
    {
        var text = Text(parent, name, path, required);
        if (text is null)
            return null;
        var date = LocalDatePattern.Iso.Parse(text);
        if (date.Success && (stored || date.Value.Year is >= 1900 and <= 2200))
            return date.Value;
        faults.Add(
            RefusalCodes.BadDate,
            $"'{Characters.Quoted(text)}' is not a date such as 2026-04-02, from 1900 to 2200.",
            At(path, name)
        );
        return null;
    }

    public bool? Flag(JsonElement parent, string name, string path)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        faults.Add(RefusalCodes.BadFlag, $"'{name}' is true or false.", At(path, name));
        return null;
    }

    /// <summary>What a choice may be, for a sentence that names the field: <c>: one of a, b</c>.</summary>
    public static string Choices(FieldSpecification field) =>
        field.Choices.Count == 0 ? "" : $": one of {string.Join(", ", field.Choices)}";

    private string Checked(string text, string name, string at, bool required, int longest, bool isName)
    {
        if (stored)
            return text;
        if (text.Length > longest)
        {
            var (has, may) = (
                text.Length.ToString("N0", CultureInfo.InvariantCulture),
                longest.ToString("N0", CultureInfo.InvariantCulture)
            );
            faults.Add(RefusalCodes.TooLong, $"'{name}' has {has} characters; it may have {may}.", at);
        }
        else if ((required || isName) && Characters.ShowNothing(text))
        {
            faults.Add(RefusalCodes.MissingField, $"'{name}' is empty.", at);
        }
        else if (Characters.Fault(text, isName) is { } fault)
        {
            faults.Add(RefusalCodes.BadCharacter, $"'{name}' {fault}: leave it out.", at);
        }

        return text;
    }

    private string? Shaped(JsonElement parent, string name, string path, int longest, Func<char, bool> allowed, string wanted)
    {
        var text = Text(parent, name, path, true, longest, isName: true);
        if (text is { Length: > 0 } && !stored && !text.All(allowed))
            faults.Add(RefusalCodes.BadCode, $"'{Characters.Quoted(text)}' is not {wanted}.", At(path, name));
        return text;
    }

    private static bool IsCode(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private static bool IsRole(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';

    private string? Choice(string? word, FieldSpecification field, string at)
    {
        if (word is null || stored || field.Choices.Contains(word))
            return word;
        faults.Add(RefusalCodes.UnknownValue, $"'{Characters.Quoted(word)}' is not a value of '{field.Name}'{Choices(field)}.", at);
        return null;
    }

    private object? Time(JsonElement parent, string name, string path)
    {
        var text = Text(parent, name, path, true);
        if (text is null)
            return null;
        if (CaseFileJson.Minutes.Parse(text) is { Success: true } minutes && (stored || minutes.Value.Year is >= 1900 and <= 2200))
            return minutes.Value;
        if (CaseFileJson.Seconds.Parse(text) is { Success: true } seconds && (stored || seconds.Value.Year is >= 1900 and <= 2200))
            return seconds.Value;
        faults.Add(
            RefusalCodes.BadTime,
            $"'{Characters.Quoted(text)}' is not a London date and time such as 2026-04-02T16:00.",
            At(path, name)
        );
        return null;
    }

    private object? Number(JsonElement value, string name, string at)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && (stored || number is > 0 and < 1000))
            return number;
        faults.Add(RefusalCodes.BadNumber, $"'{name}' is a whole number from 1 to 999.", at);
        return null;
    }

    private object? Miles(JsonElement value, string name, string at)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var miles) && (stored || miles is >= 0 and < 10_000))
            return miles;
        faults.Add(RefusalCodes.BadNumber, $"'{name}' is a number of miles, 0 or more.", at);
        return null;
    }

    private object? Answers(JsonElement value, string name, string at)
    {
        if (stored)
            return new JsonText(value.GetRawText());
        var text = JsonSerializer.Serialize(value, CompactJson);
        if (text.Length > LongestAnswers)
        {
            faults.Add(RefusalCodes.TooLong, $"'{name}' is longer than {LongestAnswers / 1024} kB of JSON.", at);
            return null;
        }

        if (Strings(value).Select(one => Characters.Fault(one, isName: false)).FirstOrDefault(fault => fault is not null) is { } wrong)
            faults.Add(RefusalCodes.BadCharacter, $"A text in '{name}' {wrong}: leave it out.", at);
        return new JsonText(text);
    }

    private static IEnumerable<string> Strings(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Strings(property.Value).Prepend(property.Name)),
            _ => [],
        };

    private object? Words(JsonElement value, FieldSpecification field, string at)
    {
        if (!IsList(value, field.Name, at, "a list of " + (field.Kind == FieldKind.Ids ? "ids" : "words")))
            return null;
        var words = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var here = $"{at}[{words.Count}]";
            if (item.ValueKind != JsonValueKind.String)
            {
                faults.Add(RefusalCodes.NotText, $"'{field.Name}' holds texts.", here);
                return null;
            }

            var word = Checked(item.GetString()!, field.Name, here, true, RecordLimits.LongestId, isName: true);
            if (!stored && field.Kind == FieldKind.Roles && !field.Choices.Contains(word) && !word.All(IsRole))
                faults.Add(
                    RefusalCodes.UnknownValue,
                    $"'{Characters.Quoted(word)}' is not a value of '{field.Name}': a role, or one of {string.Join(", ", field.Choices)}.",
                    here
                );
            if (!stored && words.Contains(word))
                faults.Add(RefusalCodes.Twice, $"'{Characters.Quoted(word)}' stands twice in '{field.Name}'.", here);
            words.Add(word);
        }

        return new FieldList<string>(words);
    }

    private object? People(JsonElement value, string name, string at)
    {
        if (!IsList(value, name, at, "a list of { role, who, part, reason }"))
            return null;
        var people = new List<Attendance>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var here = $"{at}[{people.Count}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                faults.Add(RefusalCodes.NotAnObject, $"'{name}' holds objects with role, who, part and reason.", here);
                return null;
            }

            foreach (var property in item.EnumerateObject().Where(property => !Attendance.Fields.Contains(property.Name)))
                faults.Add(
                    RefusalCodes.UnknownField,
                    $"'{name}' has no field '{Characters.Quoted(property.Name)}': it may have {string.Join(", ", Attendance.Fields)}.",
                    $"{here}.{Characters.Quoted(property.Name)}"
                );
            var role = Shaped(item, "role", here, LongestRole, IsRole, "a role, such as social-worker");
            var part = Text(item, "part", here, false, RecordLimits.LongestId, isName: true);
            if (!stored && part is not (null or Attendance.Information))
                faults.Add(
                    RefusalCodes.UnknownValue,
                    $"'{Characters.Quoted(part)}' is not a value of 'part': {Attendance.Information}, or left out.",
                    $"{here}.part"
                );
            if (faults.Enough)
                return null;
            people.Add(
                new Attendance(
                    role ?? "",
                    Text(item, "who", here, false, RecordLimits.LongestName, isName: true),
                    part,
                    Text(item, "reason", here, false)
                )
            );
        }

        return new FieldList<Attendance>(people);
    }

    private bool IsList(JsonElement value, string name, string at, string wanted)
    {
        if (value.ValueKind != JsonValueKind.Array)
            faults.Add(RefusalCodes.NotAList, $"'{name}' is {wanted}.", at);
        else if (!stored && value.GetArrayLength() is > RecordLimits.MostInList and var count)
            faults.Add(
                RefusalCodes.TooMany,
                $"'{name}' may have {RecordLimits.MostInList} entries; this has {count.ToString("N0", CultureInfo.InvariantCulture)}.",
                at
            );
        else
            return true;
        return false;
    }

    private object? DayOrWords(JsonElement parent, JsonElement value, string name, string path)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        var text = Text(parent, name, path, true);
        if (text is null)
            return null;
        return LocalDatePattern.Iso.Parse(text) is { Success: true } day && (stored || day.Value.Year is >= 1900 and <= 2200)
            ? day.Value
            : text;
    }

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
