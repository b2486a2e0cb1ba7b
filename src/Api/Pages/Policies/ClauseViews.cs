using System.Globalization;
using Permanence.Api.Pages.Children;
using Permanence.Api.Pages.Practice;
using Permanence.Api.Proofs;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Policies;

/// <summary>From a clause and what uses it to what is drawn.</summary>
internal static class ClauseViews
{
    /// <param name="url">The address of another clause of the same version.</param>
    /// <param name="council">The council whose forms, options, meetings, roles and questions are shown; null where another version than
    /// theirs is.</param>
    public static ClauseView Of(
        ClauseUsage usage,
        PolicyPack pack,
        AuthorityProfile authority,
        PolicyWords words,
        IEnumerable<Proof> proofs,
        Func<string, string> url,
        string? council
    )
    {
        var clause = usage.Clause;
        var account = PolicyViews.AccountOf(pack).First(served => served.Clause.Id == clause.Id);
        return new ClauseView
        {
            Id = clause.Id,
            Title = clause.Title,
            Says = clause.Says,
            Force = clause.Force,
            Facts =
            [
                new("Document", clause.Document),
                new("Where it stands", PolicyWords.Capital(PolicyWords.Section(clause.Section))),
                new("Kind", PolicyWords.Kind(clause.Kind)),
                new("What the program does", Does(account)),
            ],
            Duties = [.. usage.Duties.Select(duty => Duty(duty, clause, pack, authority, words, url))],
            Uses = [.. Uses(usage, words, council).Where(group => group.Items.Count > 0)],
            Settings = [.. usage.Settings.Select(setting => Setting(setting, pack))],
            Cases =
            [
                .. proofs
                    .OrderBy(proof => proof.Path, StringComparer.Ordinal)
                    .Select(proof => new CaseView(proof.Title, proof.Path, proof.Checks, proof.Passes)),
            ],
        };
    }

    private static string Does(ServedClause account)
    {
        var ways = account.Uses.Select(use => use.Way).Distinct().ToList();
        return ways.Count == 0
            ? "Nothing uses it"
            : string.Join(
                ", ",
                ways.Select((way, index) => index == 0 ? PolicyWords.Served(way) : Codes.InSentence(PolicyWords.Served(way)))
            );
    }

    private static ClauseDuty Duty(
        Duty duty,
        Clause clause,
        PolicyPack pack,
        AuthorityProfile authority,
        PolicyWords words,
        Func<string, string> url
    )
    {
        var facts = new List<Fact> { new("Arises", words.Arises(duty)) };
        Add("Only if", words.Conditions(duty.When));
        facts.Add(new("Done by", words.Done(duty)));
        Add("No longer asked after", words.Ends(duty));
        if (duty.Repeats)
            facts.Add(new("Again", "Each time it is done it starts again from that day"));
        if (duty.OpenOncePassed)
            facts.Add(new("Once its date has passed", "It is a task to be done at once, and not overdue"));
        facts.Add(new("Who acts", words.Role(duty.Owner)));
        var above = duty.EscalatesTo.Count > 0 ? duty.EscalatesTo : authority.EscalationAbove(duty.Owner);
        if (above.Count > 0 && duty.Kind == DutyKind.Deadline)
            facts.Add(
                new(
                    "A miss goes to",
                    string.Join(
                        ", then ",
                        above.Select((role, index) => index == 0 ? words.Role(role) : Codes.InSentence(words.Role(role)))
                    )
                )
            );
        var remark = duty.Kind switch
        {
            DutyKind.WatchPoint => "A day to notice: never overdue.",
            DutyKind.Earliest => "The first day on which something may be done.",
            _ => duty.Limbs.Count(limb => limb.Clock != ClockKind.Task && !limb.When.Any(condition => condition.IsRuledOut)) > 1
                ? "The earliest of these dates counts. All are shown on the child’s page."
                : null,
        };
        return new(
            duty.Id,
            duty.Title,
            remark,
            [
                .. duty
                    .Limbs.OrderBy(limb => limb.Clause.Id != clause.Id)
                    .ThenBy(limb => limb.Clause.Document == pack.Title ? 0 : 1)
                    .Select(limb => new ClockRow(
                        limb.Clause.Id,
                        url(limb.Clause.Id),
                        limb.Clause.Document == pack.Title ? "Council" : "National",
                        limb.Clause.Id == clause.Id,
                        words.Limb(limb),
                        words.Conditions(limb.When)
                    )),
            ],
            facts
        );

        void Add(string label, string? value)
        {
            if (value is not null)
                facts.Add(new(label, value));
        }
    }

    private static IEnumerable<UseGroup> Uses(ClauseUsage usage, PolicyWords words, string? council)
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

    private static SettingView Setting(PackSetting setting, PolicyPack pack)
    {
        var unit = setting.Unit.Replace('-', ' ');
        return new(
            setting.Label,
            Chosen(setting),
            setting.Unit switch
            {
                "choice" => string.Join(", ", setting.Values.Select(setting.InWords)),
                "text" => "words",
                "yes-no" => "yes or no",
                _ => unit,
            },
            setting.Suggestion,
            setting.SetsTheLimit ? "A number here gives its tasks a date. While it is blank they have none."
                : pack.DecidingSettings.Contains(setting.Id) ? "What is asked here follows this choice."
                : "For people to read: no date and no check depends on it."
        );
    }

    /// <summary>What the council chose, in words; null until it does.</summary>
    public static string? Chosen(PackSetting setting) =>
        (setting.Value, setting.Unit) switch
        {
            (null, _) => null,
            (var value, "role") => Codes.Name(value),
            (var value, "yes-no") => PolicyWords.Capital(value),
            (var value, _) => setting.InWords(value),
        };

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
