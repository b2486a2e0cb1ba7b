using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads what must exist or be recorded, and checks that the place named for it exists.</summary>
internal sealed class RequirementReader(
    Citations citations,
    IReadOnlyCollection<string> roles,
    List<PolicyForm> forms,
    List<MeetingGuide> meetings
)
{
    private static readonly Dictionary<string, RecordKind> Kinds = Words.Of<RecordKind>();

    private static readonly string[] OfAChild = ["id", "born", "expected", "sex", "siblings"];

    private static readonly string[] OfAPack =
    [
        "version",
        "effective",
        "next-review",
        "title",
        "name",
        "words",
        "teams",
        "escalation",
        "settings",
        "calendar",
        "roles",
        "agency",
        "clauses",
        "tracker",
    ];

    private static readonly Schema Role = Schema.Name.Saying("A role of the platform or of this pack.");

    private static readonly Keys ItemKeys = new(
        Key.Needed("clause", Schema.OneOrMany(Schema.Clause)),
        Key.Needed("asks", Schema.Text),
        new("applies", Schema.Text.Saying("When, in words.")),
        new("by", Role),
        new("likely-by", Role),
        Key.Needed(
            "record",
            Schema.OneOrMany(
                Schema.Pattern($"^(({string.Join('|', Kinds.Keys.Where(kind => kind != "text"))}) .+|text)$", "Where it is kept.")
            )
        )
    );

    internal static Keys Keys { get; } =
        new(Key.Needed("occasion", Schema.Name), Key.Needed("title", Schema.Text), Key.Needed("items", Schema.List(ItemKeys)));

    public RequirementGroup? Group(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("occasion", "pages group by it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        var items = (node.Need("items", "an occasion asks for something")?.Items() ?? []).Select(Item).OfType<Requirement>().ToList();
        return id is null || title is null ? null : new(id, title, items);
    }

    private Requirement? Item(PolicyNode node)
    {
        node.RefuseUnknown(ItemKeys);
        var asks = node.Need("asks", "say in a few words what has to be done")?.Text();
        var records = (node.Need("record", "say where it is kept, or text where it is only shown")?.Items() ?? [])
            .Select(Place)
            .OfType<RecordPlace>()
            .ToList();
        var by = node.Get("by")?.Word("a role of the platform or of this pack", roles);
        var likely = node.Get("likely-by")?.Word("a role of the platform or of this pack", roles);
        if (by is not null && likely is not null)
            node.Fault("Either the policy names who does it (by) or we take it to be somebody (likely-by), not both.");
        var way =
            records.Any(record => record.Kind is RecordKind.Event or RecordKind.Child or RecordKind.Meeting or RecordKind.Pack)
                ? ServedBy.Data
            : records.Any(record => record.Kind == RecordKind.Form) ? ServedBy.Form
            : ServedBy.Text;
        var where = string.Join(
            ", ",
            records.Select(record =>
                record.Kind == RecordKind.Text ? "shown as text" : $"{record.Kind.ToString().ToLowerInvariant()} {record.Name}"
            )
        );
        var clause = node.Need("clause", "every requirement cites its clause") is { } cited
            ? citations.All(cited, way, where) is [var first, ..]
                ? first
                : null
            : null;
        return asks is null || clause is null
            ? null
            : new Requirement
            {
                Clause = clause,
                Asks = asks,
                When = node.Text("applies"),
                By = by,
                LikelyBy = likely,
                KeptIn = records,
            };
    }

    /// <summary>
    /// <c>event placement-started.postcode</c>, <c>child born</c>, <c>form initial-ppm.wishes</c>, <c>meeting tracking</c>, <c>pack
    /// version</c> or <c>text</c>.
    /// </summary>
    private RecordPlace? Place(PolicyNode node)
    {
        if (node.Text() is not { } text)
            return null;
        var (word, name) = text.Split(' ', 2) is [var first, var rest] ? (first, rest) : (text, "");
        if (!Kinds.TryGetValue(word, out var kind))
        {
            node.Fault($"'{text}' is not a place in the record: write event, child, form, meeting or pack and its name, or text.");
            return null;
        }

        var (whole, part) = name.Split('.', 2) is [var head, var tail] ? (head, tail) : (name, null);
        var known = kind switch
        {
            RecordKind.Event => EventVocabulary.Find(whole) is { } type
                && (part is null or "note" || FieldNames.Find(type, part) is not null),
            RecordKind.Child => OfAChild.Contains(name),
            RecordKind.Form => forms.Find(form => form.Id == whole) is { } form
                && (part is null || form.Fields.Any(field => field.Id == part)),
            RecordKind.Meeting => meetings.Exists(meeting => meeting.Id == name) || EventVocabulary.Meetings.Contains(name),
            RecordKind.Pack => OfAPack.Contains(name),
            _ => name.Length == 0,
        };
        if (known)
            return new(
                kind,
                part is not null && EventVocabulary.Find(whole) is { } of && FieldNames.Find(of, part) is { } field
                    ? $"{whole}.{field.Name}"
                    : name
            );
        node.Fault($"There is no {word} '{name}' to keep this in.");
        return null;
    }
}

/// <summary>Reads age bands.</summary>
internal sealed class AgeBandReader(Citations citations)
{
    private static readonly string[] Days =
    [
        "on entry to care",
        "when the clock starts",
        "on the day of the meeting",
        "on the day of the review",
        "on the day of the event",
        "on the day asked about",
    ];

    internal static Keys Keys { get; } =
        new([
            Key.Needed("band", Schema.Name),
            Key.Needed("label", Schema.Text),
            .. Citations.Keys,
            new("at-least", Schema.Whole(0, 30)),
            new("under", Schema.Whole(1, 30)),
            Key.Needed("tested", Schema.Word(Days).Saying("The day on which age is tested.")),
            new("settled-by", Schema.Text.Saying("What settles that day, where the policy does not say.")),
            new("note", Schema.Text),
        ]);

    public AgeBand? Band(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("band", "pages name it")?.Name();
        var label = node.Need("label", "pages show it")?.Text();
        var tested = node.Need("tested", "say on which day age is tested")?.Word("a day on which age is tested", Days);
        var least = node.Get("at-least")?.Whole(0, 30);
        var under = node.Get("under")?.Whole(1, 30);
        if (least is null && under is null)
            node.Fault("An age band needs 'at-least' or 'under', in years.");
        else if (least >= under)
            node.Fault($"'at-least' {least} is not below 'under' {under}.");
        var cited = citations.Of(node, ServedBy.Option, $"the age rule {label}");
        if (!Citations.IsIn(node))
            node.Fault("An age band cites the clause that sets it.");
        return id is null || label is null || tested is null
            ? null
            : new(id, label, least, under, tested, node.Text("settled-by"), cited, node.Text("note"));
    }
}

/// <summary>Reads what a policy leaves to the council.</summary>
internal sealed class SettingReader(Citations citations)
{
    private static readonly string[] Units =
    [
        "hours",
        "days",
        "working-days",
        "weeks",
        "months",
        "years",
        "yes-no",
        "choice",
        "text",
        "role",
        "event",
        "miles",
    ];

    internal static Keys Keys { get; } =
        new([
            Key.Needed("setting", Schema.Name),
            Key.Needed("label", Schema.Text),
            .. Citations.Keys,
            Key.Needed("unit", Schema.Word(Units)),
            new("values", Schema.MapOf(Schema.Text).Saying("What a choice may be: each by its id, with its words.")),
            new("value", Schema.OneOf(Schema.Text, Schema.Nothing).Saying("The council's choice; blank until it makes one.")),
            new("suggestion", Schema.Text.Saying("Ours: shown as such, never used by itself.")),
            new("left-open-by", Schema.Text.Saying("Where the policy leaves it open.")),
            new("sets-the-limit", Schema.Flag.Saying("Whether a chosen length dates the tasks of its clauses.")),
            new("decides", Schema.Word(PackSetting.LeapDayBirthdays).Saying("What the program itself takes from it.")),
        ]);

    public PackSetting? Setting(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("setting", "pages name it")?.Name();
        var label = node.Need("label", "the council reads it")?.Text();
        var unit = node.Need("unit", "say what kind of value it takes")?.Word("a unit", Units);
        var cited = citations.Of(node, ServedBy.Data, $"the council's choice '{label}'");
        if (!Citations.IsIn(node))
            node.Fault("A setting cites the clause that leaves it open.");
        var values = Choices(node.Get("values"));
        // Blank until the council chooses: a key with nothing after it, never a number of ours.
        var value = node.Get("value") is { IsBlank: false } chosen ? chosen : null;
        if (value is not null && unit is not null)
            Check(value, unit, [.. values.Keys]);
        var setsTheLimit = node.Get("sets-the-limit")?.Flag() ?? false;
        if (setsTheLimit && unit is not null && !CouncilChoices.IsLength(unit))
            node.Get("sets-the-limit")!.Fault($"Only a length of time can date a task, and the unit here is {unit}.");
        var decides = node.Get("decides")?.Word("anything the program takes from a setting", [PackSetting.LeapDayBirthdays]);
        var isOfLeapDays = unit == "choice" && values.Keys.Order(StringComparer.Ordinal).SequenceEqual(PackSetting.LeapDayChoices);
        if (decides is not null && !isOfLeapDays)
            node.Get("decides")!
                .Fault(
                    $"A setting that decides {PackSetting.LeapDayBirthdays} is a choice of these values: "
                        + $"{string.Join(" and ", PackSetting.LeapDayChoices)}."
                );
        return id is null || label is null || unit is null
            ? null
            : new(id, label, cited, unit, [.. values.Keys], value?.Text(), node.Text("suggestion"), node.Text("left-open-by"), setsTheLimit)
            {
                Decides = decides,
                ValuesInWords = values,
            };
    }

    // Conditions and calls name a choice by its id, so that its words may be put better without changing what it is.
    private static Dictionary<string, string> Choices(PolicyNode? node)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, said) in node?.Pairs() ?? [])
        {
            if (said.Text() is { } text)
                words[id] = text;
        }

        return words;
    }

    private static void Check(PolicyNode value, string unit, IReadOnlyList<string> values)
    {
        if (PackSetting.Words(unit, values) is { } words)
            value.Word(
                unit switch
                {
                    "yes-no" => "yes or no",
                    "choice" => "one of this setting's values",
                    _ => $"a {unit}",
                },
                words
            );
        else if (unit != "text")
            value.Whole(0, 1000);
    }
}
