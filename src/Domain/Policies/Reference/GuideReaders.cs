using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads options and orders.</summary>
internal sealed class OptionReader(Citations citations)
{
    private static readonly Dictionary<string, OptionStanding> Standings = Words.Of<OptionStanding>();

    internal static Keys Keys { get; } =
        new(
            Key.Needed("option", Schema.Name),
            new("is", Schema.Word(EventVocabulary.Options).Saying("The platform's option.")),
            Key.Needed("title", Schema.Text),
            new("standing", Schema.Word(Standings.Keys)),
            new("rank", Schema.Whole(1, 20).Saying("Advice; it stops nothing.")),
            new("gives-permanence", Schema.Flag),
            new("about", Citations.PointList),
            new("suits", Citations.PointList),
            new("effects", Citations.PointList),
            new("advantages", Citations.PointList),
            new("disadvantages", Citations.PointList),
            new("conditions", Citations.PointList),
            new("note", Schema.Text)
        );

    public OptionGuide? Option(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("option", "pages name it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        var rank = node.Get("rank")?.Whole(1, 20);
        var standing = node.Get("standing")?.Word("a standing", Standings.Keys) is { } word ? Standings[word] : OptionStanding.Unranked;
        if (standing == OptionStanding.Ranked && rank is null)
            node.Fault($"The option '{id}' is ranked and gives no rank.");
        return id is null || title is null
            ? null
            : new OptionGuide
            {
                Id = id,
                Option = node.Get("is")?.Word("an option of the platform", [.. EventVocabulary.Options]),
                Title = title,
                Standing = standing,
                Rank = rank,
                GivesPermanence = node.Get("gives-permanence")?.Flag(),
                About = Points("about", "what the option is"),
                Suits = Points("suits", "whom it suits"),
                Effects = Points("effects", "what it does"),
                Advantages = Points("advantages", "an advantage"),
                Disadvantages = Points("disadvantages", "a disadvantage"),
                Conditions = Points("conditions", "when it is open"),
                Note = node.Text("note"),
            };

        IReadOnlyList<PolicyPoint> Points(string key, string what) => citations.Points(node.Get(key), ServedBy.Option, $"{title}: {what}");
    }
}

/// <summary>Reads roles.</summary>
internal sealed class RoleReader(Citations citations)
{
    internal static Keys Keys { get; } =
        new(
            Key.Needed("role", Schema.Name),
            Key.Needed("name", Schema.Text),
            new("is", Schema.Word(EventVocabulary.EveryRole).Saying("The platform's role of the same work.")),
            new("duties", Citations.PointList),
            new("decides", Citations.PointList),
            new("note", Schema.Text)
        );

    public RoleGuide? Role(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("role", "other files name it")?.Name();
        var name = node.Need("name", "pages show it")?.Text();
        return id is null || name is null
            ? null
            : new RoleGuide
            {
                Id = id,
                Name = name,
                Platform = node.Get("is")?.Word("a role of the platform", EventVocabulary.EveryRole),
                Duties = citations.Points(node.Get("duties"), ServedBy.Role, $"what the {name} does"),
                Decides = citations.Points(node.Get("decides"), ServedBy.Role, $"what the {name} decides"),
                Note = node.Text("note"),
            };
    }
}

/// <summary>Reads sign-off chains.</summary>
internal sealed class SignOffReader(Citations citations, IReadOnlyCollection<string> roles)
{
    private static readonly Keys StepKeys = new([
        Key.Needed("step", Schema.Text),
        Key.Needed("by", Schema.Name.Saying("A role of the platform or of this pack.")),
        .. Citations.Keys,
        new("within", Schema.Limit),
        new("note", Schema.Text),
    ]);

    internal static Keys Keys { get; } =
        new([
            Key.Needed("chain", Schema.Name),
            Key.Needed("title", Schema.Text),
            .. Citations.Keys,
            new("note", Schema.Text),
            Key.Needed("steps", Schema.List(StepKeys)),
        ]);

    public SignOffChain? Chain(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("chain", "pages name it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        if (id is null || title is null)
            return null;
        return new(
            id,
            title,
            citations.Of(node, ServedBy.Role, $"the sign-off {title}"),
            node.Text("note"),
            [.. (node.Need("steps", "a chain has steps in order")?.Items() ?? []).Select(step => Step(step, title)).OfType<SignOffStep>()]
        );
    }

    private SignOffStep? Step(PolicyNode node, string chain)
    {
        node.RefuseUnknown(StepKeys);
        var step = node.Need("step", "say what is done")?.Text();
        var by = node.Need("by", "somebody signs")?.Word("a role of the platform or of this pack", roles);
        return step is null || by is null
            ? null
            : new(
                step,
                by,
                citations.Of(node, ServedBy.Role, $"a step of the sign-off {chain}"),
                node.Get("within")?.Limit(),
                node.Text("note")
            );
    }
}

/// <summary>Reads meetings, panels and boards.</summary>
internal sealed class MeetingReader(Citations citations, IReadOnlyCollection<string> roles, IReadOnlyCollection<string> forms)
{
    private static readonly Dictionary<string, Force> Forces = Words.Of<Force>();

    private static readonly Schema Role = Schema.Name.Saying("A role of the platform or of this pack.");

    private static readonly Keys AttendeeKeys = new([
        Key.Needed("role", Role),
        Key.Needed("force", Schema.Word(Forces.Keys)),
        .. Citations.Keys,
        new("note", Schema.Text),
    ]);

    internal static Keys Keys { get; } =
        new([
            Key.Needed("meeting", Schema.Name),
            new("type", Schema.Word(EventVocabulary.Meetings).Saying("The platform's meeting; left out where it is about no one child.")),
            Key.Needed("name", Schema.Text),
            .. Citations.Keys,
            new("chair", CitedKeys(new("role", Role))),
            new("attendees", Schema.OneOrMany(AttendeeKeys)),
            new("every", CitedKeys(new("gap", Schema.Limit))),
            new("cohort", Schema.Text),
            new("purposes", Citations.PointList),
            new("agenda", Schema.Name.Saying("A form of this pack.")),
            new("note", Schema.Text),
        ]);

    private static Keys CitedKeys(Key value) => new([value, .. Citations.Keys]);

    public MeetingGuide? Meeting(PolicyNode node)
    {
        node.RefuseUnknown(Keys);
        var id = node.Need("meeting", "other files name it")?.Name();
        var name = node.Need("name", "pages show it")?.Text();
        if (id is null || name is null)
            return null;
        var (chair, chairClauses) = Cited(node.Get("chair"), "role", ServedBy.Role, name, "who chairs");
        var (every, everyClauses) = Cited(node.Get("every"), "gap", ServedBy.Data, name, "how often it sits");
        return new MeetingGuide
        {
            Id = id,
            Type = node.Get("type")?.Word("a meeting of the platform", [.. EventVocabulary.Meetings]),
            Name = name,
            Clauses = citations.Of(node, ServedBy.Data, $"the meeting {name}"),
            Chair = chair?.Word("a role of the platform or of this pack", roles),
            ChairClauses = chairClauses,
            Attendees = [.. (node.Get("attendees")?.Items() ?? []).Select(item => Attendee(item, name)).OfType<Attendee>()],
            Every = every?.Limit(),
            EveryClauses = everyClauses,
            Cohort = node.Text("cohort"),
            Purposes = citations.Points(node.Get("purposes"), ServedBy.Data, $"what {name} is for"),
            Agenda = node.Get("agenda")?.Word("a form of this pack", forms),
            Note = node.Text("note"),
        };
    }

    /// <summary>
    /// A value with the clauses that give it: <c>{ role: iro, clause: … }</c>. The value may be missing, where a clause speaks of it and
    /// gives none.
    /// </summary>
    private (PolicyNode? Value, IReadOnlyList<Clause> Clauses) Cited(
        PolicyNode? node,
        string key,
        ServedBy way,
        string meeting,
        string what
    )
    {
        if (node is null)
            return (null, []);
        node.RefuseUnknown(CitedKeys(new(key, Schema.Text)));
        var cited = citations.Of(node, way, $"{meeting}: {what}");
        if (!Citations.IsIn(node))
            node.Fault($"'{meeting}' says {what} and cites no clause.");
        return (node.Get(key), cited);
    }

    private Attendee? Attendee(PolicyNode node, string meeting)
    {
        node.RefuseUnknown(AttendeeKeys);
        var role = node.Need("role", "somebody attends")?.Word("a role of the platform or of this pack", roles);
        var force = node.Need("force", "say whether they must attend")?.Word("a force", Forces.Keys);
        var cited = citations.Of(node, ServedBy.Role, $"who attends {meeting}");
        if (!Citations.IsIn(node))
            node.Fault("An attendee cites the clause that invites them.");
        return role is null || force is null ? null : new(role, Forces[force], cited, node.Text("note"));
    }
}
