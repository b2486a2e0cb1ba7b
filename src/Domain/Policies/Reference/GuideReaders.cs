using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Reads options and orders.</summary>
internal sealed class OptionReader(Citations citations)
{
    private static readonly Dictionary<string, OptionStanding> Standings = Words.Of<OptionStanding>();

    public OptionGuide? Option(PolicyNode node)
    {
        node.RefuseUnknown(
            "option",
            "is",
            "title",
            "standing",
            "rank",
            "gives-permanence",
            "about",
            "suits",
            "effects",
            "advantages",
            "disadvantages",
            "conditions",
            "note"
        );
        var id = node.Need("option", "pages name it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        var rank = node.Get("rank")?.Whole(1, 20);
        var standing = node.Get("standing")?.Word("a standing", Standings.Keys) is { } word ? Standings[word] : OptionStanding.Unranked;
        if (standing == OptionStanding.Ranked && rank is null)
            node.Fault($"The option '{id}' is ranked and gives no rank.");
        return id is null || title is null ? null : new OptionGuide
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
            Note = node.Text("note")
        };

        IReadOnlyList<PolicyPoint> Points(string key, string what) => citations.Points(node.Get(key), ServedBy.Option, $"{title}: {what}");
    }
}

/// <summary>Reads roles.</summary>
internal sealed class RoleReader(Citations citations)
{
    public RoleGuide? Role(PolicyNode node)
    {
        node.RefuseUnknown("role", "name", "is", "duties", "decides", "note");
        var id = node.Need("role", "other files name it")?.Name();
        var name = node.Need("name", "pages show it")?.Text();
        return id is null || name is null ? null : new RoleGuide
        {
            Id = id,
            Name = name,
            Platform = node.Get("is")?.Word("a role of the platform", [.. EventVocabulary.Roles]),
            Duties = citations.Points(node.Get("duties"), ServedBy.Role, $"what the {name} does"),
            Decides = citations.Points(node.Get("decides"), ServedBy.Role, $"what the {name} decides"),
            Note = node.Text("note")
        };
    }
}

/// <summary>Reads sign-off chains.</summary>
internal sealed class SignOffReader(Citations citations, IReadOnlyCollection<string> roles)
{
    public SignOffChain? Chain(PolicyNode node)
    {
        node.RefuseUnknown("chain", "title", "clause", "clauses", "note", "steps");
        var id = node.Need("chain", "pages name it")?.Name();
        var title = node.Need("title", "pages show it")?.Text();
        if (id is null || title is null)
            return null;
        return new(id, title, citations.Of(node, ServedBy.Role, $"the sign-off {title}"), node.Text("note"),
            [.. (node.Need("steps", "a chain has steps in order")?.Items() ?? []).Select(step => Step(step, title)).OfType<SignOffStep>()]);
    }

    private SignOffStep? Step(PolicyNode node, string chain)
    {
        node.RefuseUnknown("step", "by", "clause", "clauses", "within", "note");
        var step = node.Need("step", "say what is done")?.Text();
        var by = node.Need("by", "somebody signs")?.Word("a role of the platform or of this pack", roles);
        return step is null || by is null ? null
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

    public MeetingGuide? Meeting(PolicyNode node)
    {
        node.RefuseUnknown(
            "meeting",
            "type",
            "name",
            "clause",
            "clauses",
            "chair",
            "attendees",
            "every",
            "cohort",
            "purposes",
            "agenda",
            "note"
        );
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
            Note = node.Text("note")
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
        node.RefuseUnknown(key, "clause", "clauses");
        var cited = citations.Of(node, way, $"{meeting}: {what}");
        if (cited.Count == 0)
            node.Fault($"'{meeting}' says {what} and cites no clause.");
        return (node.Get(key), cited);
    }

    private Attendee? Attendee(PolicyNode node, string meeting)
    {
        node.RefuseUnknown("role", "force", "clause", "clauses", "note");
        var role = node.Need("role", "somebody attends")?.Word("a role of the platform or of this pack", roles);
        var force = node.Need("force", "say whether they must attend")?.Word("a force", Forces.Keys);
        var cited = citations.Of(node, ServedBy.Role, $"who attends {meeting}");
        if (cited.Count == 0)
            node.Fault("An attendee cites the clause that invites them.");
        return role is null || force is null ? null : new(role, Forces[force], cited, node.Text("note"));
    }
}
