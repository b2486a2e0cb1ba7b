using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>Whose JSON is read.</summary>
internal enum Origin
{
    /// <summary>Somebody sends it: what is unknown, too long or malformed is refused by name.</summary>
    Caller,

    /// <summary>
    /// A file somebody has, perhaps exported: an entry with an id and a stamp is read as stored, any other as a caller's.
    /// </summary>
    File,

    /// <summary>A store or another node has it: what this program does not know, or would not take any more, is kept as it is.</summary>
    Stored,
}

/// <summary>Reads JSON into a case file, noting what is wrong where.</summary>
internal sealed class CaseFileReader(Refusals faults, Origin origin)
{
    private static readonly string[] FileFields = ["authority", "child", "events"];

    private static readonly string[] ChildFields =
    [
        "id",
        "born",
        "expected",
        "sex",
        "siblings",
        "name",
        "team",
        "socialWorker",
        "ethnicity",
        "pupilNumber",
        "unaccompanied",
        "restricted",
    ];

    private static readonly string[] CommonFields = ["type", "on", "note", "id", "recorded"];

    private readonly FieldReader fields = new(faults, origin == Origin.Stored);

    private bool Stored => origin == Origin.Stored;

    public CaseFile? CaseFile(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(RefusalCodes.NotAnObject, "A case file is an object with authority, child and events.", null);
            return null;
        }

        var kept = Stored || (origin == Origin.File && IsExported(root));
        var more = Unknown(root, FileFields, "", "A case file", kept);
        var authority = fields.Text(root, "authority", "", true, RecordLimits.LongestName, isName: true);
        var child = root.TryGetProperty("child", out var who) && who.ValueKind == JsonValueKind.Object ? Child(who, kept) : null;
        if (who.ValueKind != JsonValueKind.Object)
            faults.Add(RefusalCodes.MissingField, "The case file has no child: give at least an id and a date of birth.", "child");
        var events = root.TryGetProperty("events", out var list) ? Events(list, "events", RecordLimits.MostEventsInFile) : [];
        if (list.ValueKind == JsonValueKind.Undefined)
            faults.Add(RefusalCodes.MissingField, "The case file has no events: give an empty list where nothing has happened.", "events");
        return authority is null || child is null ? null : new CaseFile(authority, child, events) { More = more };
    }

    /// <param name="most">How many a caller may send. Counted before any of them is read.</param>
    public IReadOnlyList<CareEvent> Events(JsonElement list, string path, int most)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(RefusalCodes.NotAList, "The events are a list.", path);
            return [];
        }

        var count = list.GetArrayLength();
        if (origin == Origin.Caller && count > most)
        {
            faults.Add(RefusalCodes.TooMany, TooMany(count, most), path);
            return [];
        }

        var events = new List<CareEvent>(count);
        foreach (var item in list.EnumerateArray())
        {
            if (faults.Enough)
                break;
            if (Event(item, $"{path}[{events.Count}]") is { } happened)
                events.Add(happened);
            else
                events.Add(Unreadable);
        }

        return events;
    }

    internal static string TooMany(int count, int most)
    {
        var (has, may) = (count.ToString("N0", CultureInfo.InvariantCulture), most.ToString("N0", CultureInfo.InvariantCulture));
        return $"There may be {may} events at once; this has {has}. Send the rest afterwards, in parts.";
    }

    // Keeps later paths right; never leaves the reader, because a fault was noted with it.
    private static readonly CareEvent Unreadable = new() { Type = "", On = default };

    public CareEvent? Event(JsonElement item, string path)
    {
        if (origin == Origin.File && IsStamped(item))
            return new CaseFileReader(faults, Origin.Stored).Event(item, path);
        if (item.ValueKind != JsonValueKind.Object)
        {
            faults.Add(RefusalCodes.NotAnObject, "An event is an object with type and on.", path);
            return null;
        }

        var name = fields.Text(item, "type", path, true, RecordLimits.LongestId, isName: true);
        if (name is null)
            return null;
        var type = EventVocabulary.Find(name);
        if (type is null && !Stored)
        {
            faults.Add(
                RefusalCodes.UnknownEventType,
                $"There is no event type '{Characters.Quoted(name)}'."
                    + $"{Spelling.Nearest(name, EventVocabulary.Types.Select(known => known.Name))}",
                $"{path}.type"
            );
            return null;
        }

        var on = fields.Date(item, "on", path, true);
        var note = fields.Text(item, "note", path, false, RecordLimits.LongestNote);
        var id = fields.Id(item, "id", path);
        var recorded =
            item.TryGetProperty("recorded", out var known) && known.ValueKind != JsonValueKind.Null
                ? Recorded(known, $"{path}.recorded", 1)
                : null;
        var values = new List<KeyValuePair<string, object>>();
        foreach (var field in type?.Fields ?? [])
        {
            if (Value(item, field, path) is { } value)
                values.Add(new(field.Name, value));
        }

        foreach (var property in item.EnumerateObject())
        {
            if (faults.Enough)
                break;
            if (CommonFields.Contains(property.Name) || type?.Field(property.Name) is not null)
                continue;
            if (Stored)
                values.Add(new(property.Name, Raw(property.Value)));
            else
                RefuseUnknown(type!, property.Name, path);
        }

        if (on is null)
            return null;
        var happened = new CareEvent
        {
            Type = name,
            On = on.Value,
            Fields = EventFields.Of(values),
            Note = note,
            Id = id,
            Recorded = recorded,
        };
        return Stored ? happened.WrittenAs(JsonMarshal.GetRawUtf8Value(item).ToArray()) : happened;
    }

    private void RefuseUnknown(EventTypeSpecification type, string field, string path)
    {
        var known = type.Fields.Where(one => !one.StandsForStamp).Select(one => one.Name).Append("note").Append("id");
        faults.Add(
            RefusalCodes.UnknownField,
            $"A {type.Name} event has no field '{Characters.Quoted(field)}': it may have {string.Join(", ", known)}.",
            $"{path}.{Characters.Quoted(field)}"
        );
    }

    // What is stored and does not read as this program would read it is kept as it stands there.
    private object? Value(JsonElement item, FieldSpecification field, string path)
    {
        if (!item.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (field.Required && !Stored)
                faults.Add(
                    RefusalCodes.MissingField,
                    $"The event needs '{field.Name}'{FieldReader.Choices(field)}.",
                    $"{path}.{field.Name}"
                );
            return null;
        }

        var before = faults.Count;
        var read = field.Kind == FieldKind.Event ? Event(value, $"{path}.{field.Name}") : fields.Value(item, value, field, path);
        if (!Stored || faults.Count == before)
            return read;
        faults.ForgetAfter(before);
        return Raw(value);
    }

    private Child? Child(JsonElement who, bool kept)
    {
        var more = Unknown(who, ChildFields, "child", "A child", kept);
        var id = fields.Text(who, "id", "child", true, 50, isName: true);
        if (id is not null && !Stored && !IsChildId(id))
            faults.Add(
                RefusalCodes.BadId,
                "A child's id begins with a letter or digit and has only letters, digits, '-', '_' and '.'.",
                "child.id"
            );
        var sex = fields.Text(who, "sex", "child", false, 1);
        if (!Stored && sex is not (null or "F" or "M" or "U"))
            faults.Add(RefusalCodes.UnknownValue, $"'{Characters.Quoted(sex)}' is not a value of 'sex': F, M or U.", "child.sex");
        var (born, expected) = (fields.Date(who, "born", "child", false), fields.Date(who, "expected", "child", false));
        return id is null
            ? null
            : new Child
            {
                Id = id,
                Born = born,
                Expected = expected,
                Sex = sex,
                Siblings = Siblings(who),
                Name = fields.Text(who, "name", "child", false, RecordLimits.LongestName, isName: true),
                Team = fields.Text(who, "team", "child", false, RecordLimits.LongestName, isName: true),
                SocialWorker = fields.Text(who, "socialWorker", "child", false, RecordLimits.LongestName, isName: true),
                Ethnicity = fields.Text(who, "ethnicity", "child", false, 20, isName: true),
                PupilNumber = fields.Text(who, "pupilNumber", "child", false, 20, isName: true),
                Unaccompanied = fields.Flag(who, "unaccompanied", "child"),
                Restricted = fields.Flag(who, "restricted", "child"),
                More = more,
            };
    }

    private IReadOnlyList<string> Siblings(JsonElement who)
    {
        if (!who.TryGetProperty("siblings", out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            faults.Add(RefusalCodes.NotAList, "The siblings are a list of ids.", "child.siblings");
            return [];
        }

        var count = list.GetArrayLength();
        if (!Stored && count > RecordLimits.MostSiblings)
        {
            var given = count.ToString("N0", CultureInfo.InvariantCulture);
            faults.Add(RefusalCodes.TooMany, $"A child may have {RecordLimits.MostSiblings} siblings; this has {given}.", "child.siblings");
            return [];
        }

        var siblings = list.EnumerateArray().Select(item => item.GetString()!).ToList();
        if (!Stored && siblings.FindIndex(sibling => !IsChildId(sibling)) is >= 0 and var bad)
            faults.Add(RefusalCodes.BadId, $"'{Characters.Quoted(siblings[bad])}' is not the id of a child.", $"child.siblings[{bad}]");
        return siblings;
    }

    private static bool IsChildId(string id) => id.Length <= 50 && Characters.IsId(id) && !id.Contains(':', StringComparison.Ordinal);

    private Recording? Recorded(JsonElement known, string path, int depth)
    {
        if (known.ValueKind != JsonValueKind.Object)
        {
            faults.Add(RefusalCodes.NotAnObject, "'recorded' is an object with at, by, role and source.", path);
            return null;
        }

        if (depth > CaseFileJson.DeepestGiven)
        {
            faults.Add(
                RefusalCodes.TooDeep,
                $"What was given of an earlier stamp is {CaseFileJson.DeepestGiven} deep at most: leave the oldest out.",
                path
            );
            return null;
        }

        Unknown(known, ["at", "by", "role", "source", "brought", "onBehalfOf", "given"], path, "'recorded'", Stored);
        var at = fields.Text(known, "at", path, true, 40);
        var by = fields.Text(known, "by", path, !Stored, RecordLimits.LongestName, isName: true);
        var role = fields.Text(known, "role", path, false, RecordLimits.LongestName, isName: true);
        var source = fields.Text(known, "source", path, !Stored, 300, isName: true);
        var given =
            known.TryGetProperty("given", out var earlier) && earlier.ValueKind != JsonValueKind.Null
                ? Recorded(earlier, $"{path}.given", depth + 1)
                : null;
        var other =
            known.TryGetProperty("onBehalfOf", out var taker) && taker.ValueKind != JsonValueKind.Null
                ? Taker(taker, $"{path}.onBehalfOf")
                : null;
        if (at is null || !Stored && (by is null || source is null))
            return null;
        var instant = InstantPattern.ExtendedIso.Parse(at);
        if (instant.Success && (Stored || instant.Value.InUtc().Year is >= 1900 and <= 2200))
            return new Recording(instant.Value, by ?? "", source ?? "")
            {
                Role = role,
                Brought = known.TryGetProperty("brought", out var brought) && brought.ValueKind == JsonValueKind.True,
                OnBehalfOf = other,
                Given = given,
            };
        faults.Add(RefusalCodes.BadInstant, $"'{Characters.Quoted(at)}' is not a UTC instant such as 2026-04-02T15:00:00Z.", $"{path}.at");
        return null;
    }

    private OnBehalfOf? Taker(JsonElement taker, string path)
    {
        if (taker.ValueKind != JsonValueKind.Object)
        {
            faults.Add(RefusalCodes.NotAnObject, "'onBehalfOf' is an object with by and role.", path);
            return null;
        }

        Unknown(taker, ["by", "role"], path, "'onBehalfOf'", Stored);
        var by = fields.Text(taker, "by", path, !Stored, RecordLimits.LongestName, isName: true);
        var role = fields.Text(taker, "role", path, !Stored, RecordLimits.LongestName, isName: true);
        return by is null || role is null ? null : new OnBehalfOf(by, role);
    }

    private EventFields Unknown(JsonElement parent, string[] known, string path, string what, bool kept)
    {
        var more = new List<KeyValuePair<string, object>>();
        foreach (var property in parent.EnumerateObject())
        {
            if (faults.Enough)
                break;
            if (known.Contains(property.Name))
                continue;
            if (kept)
                more.Add(new(property.Name, Raw(property.Value)));
            else
                faults.Add(
                    RefusalCodes.UnknownField,
                    $"{what} has no field '{Characters.Quoted(property.Name)}': it may have {string.Join(", ", known)}.",
                    path.Length == 0 ? Characters.Quoted(property.Name) : $"{path}.{Characters.Quoted(property.Name)}"
                );
        }

        return EventFields.Of(more);
    }

    private static JsonText Raw(JsonElement value) => new(value.GetRawText());

    private static bool IsStamped(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("id", out var id)
        && id.ValueKind == JsonValueKind.String
        && item.TryGetProperty("recorded", out var recorded)
        && recorded.ValueKind == JsonValueKind.Object
        && recorded.TryGetProperty("at", out var at)
        && at.ValueKind == JsonValueKind.String;

    private static bool IsExported(JsonElement root) =>
        root.TryGetProperty("events", out var events)
        && events.ValueKind == JsonValueKind.Array
        && events.GetArrayLength() > 0
        && events.EnumerateArray().All(IsStamped);
}
