using System.Globalization;
using Permanence.Api.Pages.Children;
using Permanence.Api.Pages.Practice;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Policies;

/// <summary>What puts a clause to use beside its duties: forms, options, roles, meetings, requirements, questions and the rest.</summary>
internal static class ClauseUses
{
    public static IEnumerable<UseGroup> Of(ClauseUsage usage, PolicyWords words, string? council)
    {
        yield return new(
            "Latest day of a review",
            [
                .. usage.Reviews.Select(review => new UseView(
                    PolicyWords.Capital(review.Label),
                    null,
                    [
                        .. review
                            .Latest.Where(rule => rule.Clause.Id == usage.Clause.Id)
                            .Select(rule => new Fact("At the latest", $"{rule.Limit.InWords()} after {rule.Of.Label}")),
                    ],
                    []
                )),
            ]
        );
        yield return new(
            "Stops an entry",
            [
                .. usage.Gates.Select(gate => new UseView(
                    gate.Title,
                    gate.Sentence,
                    [
                        new("Stops", PolicyWords.Capital(words.Either(gate.Stops))),
                        .. Fact("Only if", words.Conditions(gate.When)),
                        .. Fact("Until", words.Conditions(gate.Unless)),
                        new(
                            "How hard",
                            gate.Hard ? "Nothing gets past it" : "It can be recorded all the same, with a reason in the note",
                            gate.HardIfChosen is { } choice ? $"the council’s choice: {Codes.InSentence(choice.Label)}" : null
                        ),
                    ],
                    []
                )),
            ]
        );
        yield return new(
            "Counts children",
            [
                .. usage.Indicators.Select(indicator => new UseView(
                    indicator.Label,
                    null,
                    [
                        .. Fact("Counts a child if", words.Conditions(indicator.Counts)),
                        .. Fact("Drawn up", indicator.EachWeekOn is { } day ? $"Each {day}" : null),
                    ],
                    []
                )
                {
                    Url = council is null ? null : Links.Indicator(council, indicator.Clause.Id),
                }),
            ]
        );
        yield return new(
            "Limits a wait",
            [
                .. usage.Waits.Select(wait => new UseView(
                    Stages.Of(wait.Stage),
                    null,
                    [
                        new("At most", $"{wait.Within.InWords()} since {(wait.FromEntry ? "entry to care" : "the stage began")}"),
                        .. Fact("Only if", words.Conditions(wait.When)),
                        .. Fact("Binds", wait.IsNational ? "Nobody: a national measure, shown where no clause speaks of the stage" : null),
                    ],
                    []
                )),
            ]
        );
        yield return new(
            "Forms and checklists",
            [
                .. usage.Forms.Select(pair => new UseView(
                    pair.Form.Title,
                    null,
                    Kind(pair.Form, words),
                    [
                        .. pair.Fields.Select(field =>
                            $"{field.Label}{Values(field, usage.Clause)}{(field.Required ? " (has to be answered)" : "")}"
                            + $"{(field.FilledBy is { } role ? $", {Codes.InSentence(words.Role(role))}" : "")}{Origin(field)}"
                        ),
                    ]
                )
                {
                    Url = council is null ? null : FormViews.UrlOf(council, pair.Form) + Sheet(pair.Form, usage.Clause),
                }),
            ]
        );
        yield return new(
            "Options",
            [
                .. usage.Options.Select(pair => new UseView(
                    pair.Option.Title,
                    Standing(pair.Option),
                    [.. pair.Points.Select(point => new Fact(point.Part, point.Says))],
                    []
                )
                {
                    Url = At($"options#option-{pair.Option.Id}"),
                }),
                .. usage.Choosing.Select(says => new UseView("Choosing between options", says, [], [])),
            ]
        );
        yield return new(
            "Who does and decides what",
            [
                .. usage.Roles.Select(found => new UseView(
                    found.Role.Name,
                    null,
                    [.. found.Does.Select(says => new Fact("Does", says)), .. found.Decides.Select(says => new Fact("Decides", says))],
                    []
                )
                {
                    Url = At($"roles#role-{found.Role.Id}"),
                }),
                .. usage.SignOffs.Select(pair => new UseView(
                    $"Sign-off: {Codes.InSentence(pair.Chain.Title)}",
                    pair.Chain.Note,
                    [
                        .. (pair.Steps.Count > 0 ? pair.Steps : pair.Chain.Steps).Select(step => new Fact(
                            words.Role(step.By),
                            step.Title + (step.Within is { } within ? $", within {within.InWords()}" : "")
                        )),
                    ],
                    []
                )
                {
                    Url = At($"roles#chain-{pair.Chain.Id}"),
                }),
            ]
        );
        yield return new(
            "Meetings and panels",
            [.. usage.Meetings.Select(meeting => Meeting(meeting, usage.Clause, words) with { Url = At($"meetings#meeting-{meeting.Id}") })]
        );
        yield return new(
            "What has to be recorded",
            [
                .. usage.Requirements.Select(pair => new UseView(
                    pair.Item.Asks,
                    null,
                    [
                        new("Occasion", pair.Group.Title),
                        .. Fact("When", pair.Item.When is { } when ? PolicyWords.Capital(when) : null),
                        .. Fact("By", pair.Item.By is { } by ? words.Role(by) : null),
                        .. Fact("Likely by", pair.Item.LikelyBy is { } likely ? $"{words.Role(likely)} (the policy names nobody)" : null),
                        .. Fact("Kept as", Kept(pair.Item)),
                    ],
                    []
                )),
            ]
        );
        yield return new(
            "Ages",
            [
                .. usage.AgeBands.Select(band => new UseView(
                    band.Label,
                    band.Note,
                    [
                        new("Age", Age(band)),
                        new("Tested", PolicyWords.Capital(band.Tested)),
                        .. Fact("Settled by", band.SettledBy is { } by ? $"{by}: the policy does not say the day" : null),
                    ],
                    []
                )),
            ]
        );
        yield return new(
            "Questions of eligibility",
            [
                .. usage.Questions.Select(pair => new UseView(
                    pair.Question.Title,
                    null,
                    [],
                    [.. pair.Routes.Select(route => $"{route.Title}{(route.Note is null ? "" : $": {route.Note}")}")]
                )
                {
                    Url = council is null ? null : Links.Eligibility(council, pair.Question.Id),
                }),
            ]
        );

        string? At(string page) => council is null ? null : Links.Practice(council, page);
    }

    private static UseView Meeting(MeetingGuide meeting, Clause clause, PolicyWords words)
    {
        var facts = new List<Fact>();
        if (Cites(meeting.ChairClauses))
            facts.Add(new("Chair", meeting.Chair is { } chair ? words.Role(chair) : "The policy names nobody"));
        if (Cites(meeting.EveryClauses))
            facts.Add(new("Sits", meeting.Every is { } every ? $"At least every {every.InWords()}" : "The policy gives no number"));
        facts.AddRange(
            meeting
                .Attendees.Where(attendee => Cites(attendee.Clauses))
                .Select(attendee => new Fact("Attends", words.Role(attendee.Role), PolicyWords.Force(attendee.Force).ToLowerInvariant()))
        );
        return new(
            meeting.Name,
            meeting.Cohort,
            facts,
            [.. meeting.Purposes.Where(point => point.Clause.Id == clause.Id).Select(point => point.Says)]
        );

        bool Cites(IReadOnlyList<Clause> clauses) => clauses.Any(cited => cited.Id == clause.Id);
    }

    private static IEnumerable<Fact> Fact(string label, string? value) => value is null ? [] : [new Fact(label, value)];

    private static List<Fact> Kind(PolicyForm form, PolicyWords words) =>
        [
            new("Kind", PolicyWords.Capital(form.Kind.ToString().ToLowerInvariant())),
            .. Fact("Used for", form.UsedFor.Count == 0 ? null : string.Join(", ", form.UsedFor.Select(words.UsedFor))),
        ];

    // The values that the clause is about alone: "Stage: Approved".
    private static string Values(FormField field, Clause clause) =>
        field.ValueClauses.Where(point => point.Clause.Id == clause.Id).Select(point => point.Says).ToList() is { Count: > 0 } values
            ? $": {string.Join(", ", values)}"
            : "";

    private static string Sheet(PolicyForm form, Clause clause) =>
        form.Grouping?.ValueClauses.FirstOrDefault(point => point.Clause.Id == clause.Id) is { } sheet
            ? $"?sheet={Uri.EscapeDataString(sheet.Says)}"
            : "";

    private static string Origin(FormField field) =>
        field.Origin switch
        {
            FieldOrigin.Restored => " (unreadable in the document, restored by inference)",
            FieldOrigin.Ours => " (added by the platform, not policy)",
            _ => "",
        };

    private static string? Standing(OptionGuide option) =>
        option.Standing switch
        {
            OptionStanding.Ranked => $"{EventWords.Ordinal(option.Rank ?? 0)} in the policy’s order of preference. "
                + "Advice, never a block.",
            OptionStanding.Conditional => "Open only when its conditions hold.",
            OptionStanding.Restricted => "Allowed, and not normally the plan.",
            _ => null,
        };

    private static string? Kept(Requirement item)
    {
        var places = item
            .KeptIn.Where(place => place.Kind != RecordKind.Text)
            .Select(place => $"{Kind(place.Kind)} ({Named(place)})")
            .ToList();
        return places.Count == 0 ? "Shown to the people it concerns" : PolicyWords.Capital(string.Join(", ", places));
    }

    private static string Kind(RecordKind kind) =>
        kind switch
        {
            RecordKind.Event => "an entry",
            RecordKind.Child => "the child’s details",
            RecordKind.Form => "a form",
            RecordKind.Meeting => "a meeting",
            _ => "the policy itself",
        };

    private static string Named(RecordPlace place)
    {
        var (whole, part) = place.Name.Split('.', 2) is [var head, var tail] ? (head, tail) : (place.Name, null);
        if (place.Kind == RecordKind.Event && EventVocabulary.Find(whole) is { } type)
            return part is null
                ? Codes.InSentence(type.Label)
                : $"{Codes.InSentence(type.Label)}, {Codes.InSentence(part == "note" ? "Note" : type.Field(part)?.Label ?? part)}";
        return place.Name.Replace('-', ' ').Replace(".", ", ", StringComparison.Ordinal);
    }

    private static string Age(AgeBand band) =>
        (band.AtLeast, band.Under) switch
        {
            ({ } from, { } under) => string.Create(CultureInfo.InvariantCulture, $"{from} or over and under {under}"),
            ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $"{from} or over"),
            (_, { } under) => string.Create(CultureInfo.InvariantCulture, $"Under {under}"),
            _ => "Any",
        };
}
