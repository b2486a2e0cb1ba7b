using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>
/// Reads who may record what. The national layer says it of every type of event; a council's own file names fewer roles for some, and
/// nothing else.
/// </summary>
internal sealed class ActReader(Citations citations, Definitions definitions, IReadOnlyList<RoleGuide> councilRoles)
{
    private static readonly Schema EventTypeName = Schema.Word(Recorded.Select(type => type.Name));

    private static readonly Schema RoleNames = Schema.OneOrMany(
        Schema.Name.Saying("A role, a group of them, or a role of the council's roles.yaml that is one of the platform's.")
    );

    private static readonly Keys ActKeys = new(
        Key.Needed("of", Schema.OneOrMany(Schema.OneOf(EventTypeName, Schema.Defined("selector")))),
        Key.Needed("by", RoleNames),
        new("lane", Schema.Name.Saying("Whose decision it is: only its roles correct and withdraw it. In the national layer only.")),
        new("in-person", Schema.Flag.Saying("Nobody may record it for somebody else. In the national layer only.")),
        new("clauses", Citations.PointList)
    );

    internal static Keys Keys { get; } =
        new(
            new("roles", Schema.MapOf(Schema.OneOrMany(Schema.Word(EventVocabulary.EveryRole))).Saying("Groups of roles, by a name.")),
            new("managers", RoleNames),
            new("on-behalf", RoleNames),
            new("imports", RoleNames),
            Key.Needed("acts", Schema.List(ActKeys))
        );

    private static readonly string[] OfTheNationalLayer = ["roles", "managers", "on-behalf", "imports"];

    private readonly Dictionary<string, IReadOnlyList<string>> groups = new(StringComparer.Ordinal);

    /// <summary>What callers record: others the platform records, and of an entry about an entry that entry answers.</summary>
    private static IEnumerable<EventTypeSpecification> Recorded =>
        EventVocabulary.Types.Where(type =>
            type.By != RecordedBy.Platform && type.Name is not (EventTypes.EventCorrected or EventTypes.EventWithdrawn)
        );

    public Acts National(PolicyNode root)
    {
        root.RefuseUnknown(Keys);
        foreach (var (name, node) in root.Get("roles")?.Pairs() ?? [])
        {
            if (EventVocabulary.IsRole(name))
                node.Fault($"'{name}' is a role: give the group of roles another name.");
            groups[name] = [.. node.Words("a role", EventVocabulary.EveryRole)];
        }

        var acts = new List<Act>();
        foreach (var item in root.Need("acts", "it says who may record what")?.Items() ?? [])
        {
            if (Act(item) is not { } act)
                continue;
            foreach (var selector in act.Of.Where(selector => acts.Exists(above => above.Of.Any(other => Covers(other, selector)))))
                item.Fault($"An act above is every '{selector.TypeName}' of this one already: nothing would ask this line.");
            acts.Add(act with { Lane = item.Text("lane"), InPerson = item.Get("in-person")?.Flag() ?? false });
        }

        var unsaid = Recorded
            .Select(type => type.Name)
            .Where(type => !acts.Exists(act => act.Of.Any(selector => selector.TypeName == type && IsEvery(selector))))
            .ToList();
        if (unsaid.Count > 0)
            root.Fault($"No act says who may record every {string.Join(", ", unsaid.Select(type => $"'{type}'"))}.");
        return new Acts
        {
            All = acts,
            Managers = Roles(root.Need("managers", "somebody puts right what others recorded")),
            OnBehalf = Roles(root.Get("on-behalf")),
            Imports = Roles(root.Need("imports", "somebody brings returns")),
            Groups = groups,
        };
    }

    public Acts Council(PolicyNode root, Acts national)
    {
        root.RefuseUnknown(Keys);
        foreach (var (name, roles) in national.Groups)
            groups[name] = roles;
        foreach (var key in OfTheNationalLayer)
            root.Get(key)?.Fault($"'{key}' is said for every council in england/acts.yaml: here acts name fewer roles, and nothing else.");
        var narrowed = new List<Act>();
        foreach (var item in root.Need("acts", "it says who may record what")?.Items() ?? [])
        {
            foreach (var key in (string[])["lane", "in-person"])
                item.Get(key)?.Fault($"'{key}' is said for every council in england/acts.yaml.");
            if (Act(item) is not { } act)
                continue;
            RefuseWider(item, act, national);
            narrowed.Add(act);
        }

        return national with
        {
            Narrowed = narrowed,
        };
    }

    private Act? Act(PolicyNode item)
    {
        item.RefuseUnknown(ActKeys);
        var of = item.Need("of", "say what is recorded")?.Items().Select(Event).OfType<Selector>().ToList() ?? [];
        var by = Roles(item.Need("by", "say which roles may record it"));
        citations.Points(item.Get("clauses"), ServedBy.Role, "who may record it");
        return of.Count == 0 || by.Count == 0 ? null : new Act(of, by, null, false);
    }

    private Selector? Event(PolicyNode node)
    {
        if (node.IsMap)
        {
            foreach (var key in (string[])["nth", "later", "matching", "review"])
                node.Get(key)?.Fault($"Who may record an entry does not depend on others: leave '{key}' out.");
            return Selector.Read(node, definitions);
        }

        return
            node.Word("an event that people record", [.. Recorded.Select(type => type.Name)]) is { } name
            && EventVocabulary.Find(name) is not null
            ? new Selector { Type = EventVocabulary.OrdinalOf(name), TypeName = name }
            : null;
    }

    private List<string> Roles(PolicyNode? node)
    {
        var known = new SortedSet<string>(
            EventVocabulary
                .EveryRole.Concat(groups.Keys)
                .Concat(councilRoles.Where(role => role.Platform is not null).Select(role => role.Id)),
            StringComparer.Ordinal
        );
        return
        [
            .. (node?.Items() ?? [])
                .Select(item => item.Word("a role that may record, or a group of them", known))
                .OfType<string>()
                .SelectMany(name =>
                    groups.TryGetValue(name, out var group) ? group
                    : EventVocabulary.IsRole(name) ? [name]
                    : [.. councilRoles.Where(role => role.Id == name).Select(role => role.Platform).OfType<string>()]
                )
                .Distinct(),
        ];
    }

    private static void RefuseWider(PolicyNode item, Act act, Acts national)
    {
        foreach (var selector in act.Of)
        {
            var over = national.All.Where(above => above.Of.Any(other => MeetSometimes(other, selector))).ToList();
            var wider = act.By.Where(role => over.TrueForAll(above => !above.By.Contains(role))).ToList();
            if (wider.Count > 0)
                item.Fault(
                    $"england/acts.yaml does not let {InWords.Or(wider)} record '{selector.TypeName}', and a council may only name fewer: "
                        + $"{string.Join(", ", over.SelectMany(above => above.By).Distinct())}."
                );
            else if (over.Exists(above => !above.By.Intersect(act.By).Any()))
                item.Fault(
                    $"With this nobody could record some '{selector.TypeName}': name one of "
                        + $"{string.Join(", ", over.First(above => !above.By.Intersect(act.By).Any()).By)}, or say 'where'."
                );
        }
    }

    private static bool IsEvery(Selector selector) => selector.Where.IsEmpty && selector.SaidBy.IsEmpty;

    private static bool Covers(Selector above, Selector below) =>
        above.TypeName == below.TypeName && (IsEvery(above) || Shape.Of(above) == Shape.Of(below));

    // Of one field, two lists of values without a value in both can hold of no entry together.
    private static bool MeetSometimes(Selector one, Selector other) =>
        one.TypeName == other.TypeName
        && one.Where.All(test =>
            other
                .Where.Where(beside => beside.Field == test.Field)
                .All(beside =>
                    test.Absent == beside.Absent
                    && (test.Values.Count == 0 || beside.Values.Count == 0 || test.Values.Intersect(beside.Values).Any())
                )
        );
}
