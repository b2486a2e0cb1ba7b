using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Selectors;

/// <summary>Picks events out of a record.</summary>
public sealed record Selector
{
    private static readonly Key[] OfAReview = [Key.Needed("review", Schemas.Schema.Whole(1, 99).Saying("That statutory review, held."))];

    private static readonly int PlacementStarted = EventVocabulary.OrdinalOf(EventTypes.PlacementStarted);

    internal static Schema EventName { get; } = Schemas.Schema.Word(EventVocabulary.Types.Select(type => type.Name));

    private static readonly Key[] OfAnEvent =
    [
        Key.Needed("event", EventName),
        new Key("where", FieldTest.AnyFields),
        new Key("nth", Schemas.Schema.Whole(1, 99).Saying("Which one of those that count: 2 for the second.")),
        new Key("said-by", Schemas.Schema.OneOrMany(Schemas.Schema.Word(EventVocabulary.Roles)).Saying("The role that said so.")),
        new Key("later", Schemas.Schema.Flag.Saying("Only a day after the duty arose.")),
        new Key(
            "matching",
            Schemas.Schema.MapOf(Schemas.Schema.Name).Saying("A field, and the field of the event a duty arose from that it equals, or id.")
        ),
    ];

    /// <summary>The type's place in the vocabulary.</summary>
    public required int Type { get; init; }

    public required string TypeName { get; init; }

    public ImmutableArray<FieldTest> Where
    {
        get;
        init
        {
            field = value;
            Kind = default;
        }
    } = [];

    /// <summary>Which one, counted from the first day that counts. 0 for any.</summary>
    public int Nth { get; init; }

    /// <summary>
    /// The roles of which one has to have said so; empty where anybody may. What nobody is named for counts as said by them.
    /// </summary>
    public ImmutableArray<string> SaidBy
    {
        get;
        init
        {
            field = value;
            Kind = default;
        }
    } = [];

    /// <summary>Only events of a later day than the one the duty arose on.</summary>
    public bool Later { get; init; }

    /// <summary>Fields that must agree with a field of the event the duty arose from: its name there, or <c>id</c>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Matching { get; init; } = [];

    /// <summary>A held review of this number. 0 where the selector is not about a numbered review.</summary>
    public int ReviewNumber { get; init; }

    /// <summary>What must hold for it to count as meeting a duty. Given only among what meets one.</summary>
    public ImmutableArray<Condition> When { get; init; } = [];

    /// <summary>What it asks of an entry alone; nothing is said where it was not read from a pack.</summary>
    internal EntryKind Kind { get; init; }

    /// <summary>Whether what it picks depends on the event a duty arose from.</summary>
    public bool IsRelative => Later || Matching.Length > 0;

    /// <summary>Whether one of several picks an event for what it is, whatever else the record holds.</summary>
    internal static bool AnyIs(IReadOnlyList<Selector> selectors, CareEvent happened) =>
        selectors.Any(selector => selector.Is(happened, default));

    /// <summary>Whether an event is of its type and one of those it picks from.</summary>
    internal bool Is(CareEvent happened, in Arising arising) => TypeName == happened.Type && Matches(happened, arising);

    /// <summary>How it is written.</summary>
    /// <param name="more">The keys that may stand beside it where it is used.</param>
    internal static Schema Schema(params IReadOnlyList<Key> more) =>
        Schemas.Schema.OneOf(new Keys([.. OfAReview, .. more]), OfAnEventWith(more));

    /// <summary>How it is written where it picks by type only.</summary>
    internal static Keys OfAnEventWith(params IReadOnlyList<Key> more) => new([.. OfAnEvent, .. more]);

    /// <summary>Whether an event is one of those it picks from: its fields hold, and agree with the event the duty arose from.</summary>
    internal bool Matches(CareEvent happened, in Arising arising) => Describes(happened) && Agrees(happened, arising);

    /// <summary>Whether an event agrees with the one the duty arose from, in the fields that have to.</summary>
    internal bool Agrees(CareEvent happened, in Arising arising)
    {
        for (var index = 0; index < Matching.Length; index++)
        {
            var (field, other) = Matching[index];
            if (arising.Event is not { } source)
                return false;
            var expected = other == "id" ? source.Id : source.Fields[other];
            if (!Equals(happened.Fields[field], expected))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The last on or after a day before the event asked about; where that is of the kind itself, another one, and not the same thing that
    /// somebody else wrote down too.
    /// </summary>
    internal CareEvent? LastBefore(IInquiry inquiry, LocalDate from, in Arising arising)
    {
        var events = inquiry.Since(this, from);
        for (var index = EventSearch.CountUpTo(events, arising.Arose) - 1; index >= 0; index--)
        {
            if (!IsOneWith(events[index], arising.Event) && Agrees(events[index], arising))
                return events[index];
        }

        return null;
    }

    private static bool IsOneWith(CareEvent happened, CareEvent? origin) =>
        ReferenceEquals(happened, origin) || (origin is not null && OneThing.Is(origin, happened));

    /// <summary>Whether every event of its type fits it, whatever else that has to agree with.</summary>
    internal bool DescribesAny => Where.IsEmpty && SaidBy.IsEmpty && Type != PlacementStarted;

    /// <summary>
    /// Whether it fits an event of its type by what that says and who said so, whatever else it has to agree with. A stay in hospital or
    /// the like is recorded as a placement and is no move: it begins, meets and ends nothing.
    /// </summary>
    internal bool Describes(CareEvent happened) =>
        FieldTest.AllHold(Where, happened)
        && IsSaidByRole(happened)
        && !(Type == PlacementStarted && PlacementReading.IsTemporary(happened));

    /// <summary>Whether one of the roles asked for said so, as far as anybody is named.</summary>
    internal bool IsSaidByRole(CareEvent happened) => SaidBy.Length == 0 || happened.SaidBy is not { } role || SaidBy.Contains(role);

    /// <summary>Whether there can be an event that both pick, by its type and fields and by who says so.</summary>
    internal bool MayBe(Selector other) =>
        TypeName == other.TypeName
        && !Where.Any(test => other.Where.Any(one => one.Field == test.Field && one.Excludes(test)))
        && !IsSaidByOthersThan(other)
        && !other.IsSaidByOthersThan(this);

    // Who is named in the entry itself said so, whoever wrote it down.
    private bool IsSaidByOthersThan(Selector asked) =>
        asked.SaidBy.Length > 0
        && Where.Any(test =>
            test is { Field: "by", Absent: false, Values.Count: > 0 } && !test.Values.Any(role => asked.SaidBy.Contains(role))
        );

    /// <summary>What it picks: <c>Permanence planning meeting held</c>.</summary>
    public string InWords(ISpeech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        if (ReviewNumber > 0)
            return $"{Capital(speech.Ordinal(ReviewNumber))} {speech.Term("review")} held";
        var certain = Where.Where(test => test.Values.Count == 1 && test.Values[0] is string or int).ToList();
        var title = speech.Title(
            new CareEvent
            {
                Type = TypeName,
                On = LocalDate.MinIsoValue,
                Fields = EventFields.Of(certain.Select(test => KeyValuePair.Create(test.Field, test.Values[0]))),
            }
        );
        // A plan's title needs its option and its track; where only one is asked for, both are said after it.
        var plain = speech.Title(new CareEvent { Type = TypeName, On = LocalDate.MinIsoValue });
        var said = title == plain ? Where : [.. Where.Except(certain)];
        var more = said.Length == 0 ? "" : $" ({string.Join(", ", said.Select(test => test.InWords(speech, TypeName)))})";
        var nth = Nth > 1 ? $", for the {speech.Ordinal(Nth)} time" : "";
        var by = SaidBy.Length == 0 ? "" : $", by {Domain.InWords.Or([.. SaidBy.Select(speech.Term)])}";
        return $"{title}{more}{by}{nth}{(Later ? ", on a later day" : "")}";
    }

    /// <param name="more">The keys that may stand beside it where it is used.</param>
    internal static Selector? Read(PolicyNode node, Definitions definitions, params IReadOnlyList<Key> more)
    {
        if (!node.IsMap)
        {
            node.Fault("An event is picked by a mapping: { event: meeting-held, where: { meeting: permanence-planning } }.");
            return null;
        }

        if (node.Get("review") is { } review)
        {
            node.RefuseUnknown(new Keys([.. OfAReview, .. more]));
            return review.Whole(1, 99) is not { } number
                ? null
                : new Selector
                {
                    Type = EventVocabulary.OrdinalOf(EventTypes.ReviewHeld),
                    TypeName = EventTypes.ReviewHeld,
                    ReviewNumber = number,
                };
        }

        node.RefuseUnknown(OfAnEventWith(more));
        if (node.Need("event", "say which event")?.Name() is not { } name)
            return null;
        if (EventVocabulary.Find(name) is not { } type)
        {
            node.Get("event")!
                .Fault($"There is no event '{name}'.{Spelling.Nearest(name, EventVocabulary.Types.Select(known => known.Name))}");
            return null;
        }

        var matching = new List<KeyValuePair<string, string>>();
        foreach (var (written, other) in node.Get("matching")?.Pairs() ?? [])
        {
            if (FieldNames.Need(type, written, other) is { } field && other.Text() is { } source)
                matching.Add(new(field.Name, FieldNames.FindInAny(source)?.Name ?? source));
        }

        var selector = new Selector
        {
            Type = EventVocabulary.OrdinalOf(name),
            TypeName = name,
            Where = FieldTest.ReadAll(node.Get("where"), type, definitions),
            Matching = [.. matching],
            SaidBy = [.. node.Get("said-by")?.Words("a role", [.. EventVocabulary.Roles]) ?? []],
            Nth = node.Get("nth")?.Whole(1, 99) ?? 0,
            Later = node.Get("later")?.Flag() ?? false,
        };
        return selector with { Kind = definitions.KindOf(selector) };
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
