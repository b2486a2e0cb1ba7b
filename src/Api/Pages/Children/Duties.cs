using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;

namespace Permanence.Api.Pages.Children;

/// <summary>What a policy asks of one child, in the groups in which somebody works through it.</summary>
public static class Duties
{
    /// <param name="entries">Ids of the record's entries, so that a working can lead to the entry it counts from.</param>
    /// <param name="clauseUrl">The page of a clause in a version of the policy.</param>
    /// <param name="recordUrl">The form that records a duty as done; null where it has none of its own.</param>
    public static IReadOnlyList<DutyGroup> Grouped(
        Evaluation evaluation,
        LocalDate on,
        EventWords speech,
        IReadOnlySet<string> entries,
        Func<string, string, string> clauseUrl,
        Func<Obligation, string?>? recordUrl = null
    )
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(speech);
        var by = evaluation.Obligations.ToLookup(one => one.Status);
        // A board counts what can be a breach; these two groups hold exactly what it counts.
        var late = by[ObligationStatus.Overdue].ToLookup(one => one.IsBreach);
        var soon = by[ObligationStatus.DueSoon].ToLookup(one => one.CanBeABreach);
        return
        [
            Group(
                "missed",
                "Missed and still wanted",
                "Their time has gone by unmet, and what was asked is still to be done.",
                by[ObligationStatus.Missed].Where(one => one.Lapsed).OrderBy(one => one.Due ?? one.Since)
            ),
            Group("overdue", "Overdue", null, late[true].OrderBy(one => one.Due)),
            Group("due-soon", "Due soon", null, soon[true].OrderBy(one => one.Due)),
            Group(
                "wished",
                "Past or near their date, asked only where possible",
                "Not counted as overdue, because the policy does not insist.",
                late[false].Concat(soon[false]).OrderBy(one => one.Due)
            ),
            Group("coming", "Coming", null, by[ObligationStatus.Upcoming].OrderBy(one => one.Due)),
            Group(
                "tasks",
                "Tasks without a date",
                "The policy asks for these but gives no number of days.",
                by[ObligationStatus.Open].OrderBy(one => one.Since ?? LocalDate.MaxIsoValue)
            ),
            Group(
                "waiting",
                "Waiting for something else to happen",
                "These get a date once what they count from is on the record.",
                by[ObligationStatus.Waiting],
                folded: true
            ),
            Group(
                "done",
                "Done",
                null,
                by[ObligationStatus.Met]
                    .Concat(by[ObligationStatus.MetLate])
                    .Concat(by[ObligationStatus.Missed].Where(one => !one.Lapsed))
                    .OrderByDescending(one => one.MetOn ?? one.Due ?? LocalDate.MinIsoValue),
                folded: true
            ),
            Group("not-required", "Not required", null, by[ObligationStatus.NotRequired], folded: true),
        ];

        // Of two that are called alike, as one asked anew at every review, the page says from when each is.
        bool HasNamesake(Obligation duty) =>
            duty.Status != ObligationStatus.Open && evaluation.Obligations.Any(one => one.Title == duty.Title && one.Id != duty.Id);

        DutyGroup Group(string id, string title, string? explanation, IEnumerable<Obligation> duties, bool folded = false) =>
            new(
                id,
                title,
                explanation,
                [
                    .. duties.Select(one =>
                    {
                        var view = View(one, on, speech, entries, clauseUrl) with { RecordUrl = recordUrl?.Invoke(one) };
                        if (one.Since is { } since && HasNamesake(one))
                            view = view with { Facts = [new("Asked since", Dates.InWords(since)), .. view.Facts] };
                        return one.Lapsed ? view with { StatusWords = Lapsed(one) } : view;
                    }),
                ],
                folded
            );

        // The duty that stands beside it began the day it lapsed.
        string Lapsed(Obligation duty) =>
            evaluation.Obligations.FirstOrDefault(one => one.Id == $"{duty.Id}+still")?.Since is { } day
                ? $"Missed on {Dates.InWords(day)}, still wanted"
                : "Missed, still wanted";
    }

    public static string Words(ObligationStatus status) =>
        status switch
        {
            ObligationStatus.Waiting => "Waiting",
            ObligationStatus.Open => "To do",
            ObligationStatus.Upcoming => "Coming",
            ObligationStatus.DueSoon => "Due soon",
            ObligationStatus.Overdue => "Overdue",
            ObligationStatus.Met => "Met",
            ObligationStatus.MetLate => "Met late",
            ObligationStatus.Missed => "Missed",
            _ => "Not required",
        };

    public static string Tone(Obligation duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        return duty.Status switch
        {
            ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Missed when !duty.CanBeABreach => "quiet",
            ObligationStatus.Overdue or ObligationStatus.Missed => "late",
            ObligationStatus.DueSoon or ObligationStatus.MetLate => "soon",
            ObligationStatus.Met => "well",
            ObligationStatus.Upcoming or ObligationStatus.Open => "future",
            _ => "quiet",
        };
    }

    public static DutyView View(
        Obligation duty,
        LocalDate on,
        EventWords speech,
        IReadOnlySet<string> entries,
        Func<string, string, string> clauseUrl
    )
    {
        ArgumentNullException.ThrowIfNull(duty);
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentNullException.ThrowIfNull(clauseUrl);
        var open = duty.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming;
        var facts = new List<Fact>();
        if (duty.DueAt is { } at)
            facts.Add(new(open ? "Due" : "Was due", Dates.InWords(at)));
        else if (duty.Due is { } due)
            facts.Add(new(open ? "Due" : "Was due", Dates.InWords(due), open ? Dates.FromToday(due, on) : null));
        if (open && duty.ActBy is { } actBy && actBy != duty.Due)
            facts.Add(new("Act by", Dates.InWords(actBy), "last working day before"));
        if (open && duty.LateAfter is { } late)
            facts.Add(new("Overdue only after", Dates.InWords(late)));
        if (duty.BookedFor is { } booked)
            facts.Add(new("Booked for", Dates.InWords(booked), Dates.FromToday(booked, on)));
        if (duty is { Status: ObligationStatus.Open, Since: { } since } && Period.DaysBetween(since, on) is >= 0 and var days)
            facts.Add(new("To do since", Dates.InWords(since), days == 0 ? "today" : Counting.Of(days, "day", "days")));
        if (duty.MetOn is { } met)
            facts.Add(new("Done", Dates.InWords(met)));
        if (duty is { IsNotSupplied: true, Unknown: { } unknown })
            facts.Add(new("Not known", unknown));
        facts.Add(new("Owner", speech.Name(duty.Owner)));
        if (
            duty.Status is ObligationStatus.Overdue
            && duty.CanBeABreach
            && duty.EscalatesTo.FirstOrDefault(role => role != duty.Owner) is { } first
        )
            facts.Add(new("A miss goes to", speech.NameInSentence(first)));
        facts.Add(new("Strength", Strength(duty.Force)));
        return new DutyView
        {
            Id = $"duty-{duty.Id}",
            Title = duty.Title,
            StatusWords = Words(duty.Status),
            Tone = Tone(duty),
            Facts = facts,
            Clauses = [.. duty.Limbs.Select(limb => limb.Clause).Distinct(StringComparer.Ordinal).Select(Link)],
            Reason = duty.Reason,
            WhyQuestion = duty.Due is null ? "Why no date?" : "Why this date?",
            WhyAnswer = Answer(duty),
            Limbs =
            [
                .. duty
                    .Limbs.OrderByDescending(limb => limb.Binding)
                    .ThenBy(limb => limb.Due ?? LocalDate.MaxIsoValue)
                    .Select(limb => new LimbView(
                        Link(limb.Clause),
                        LimbDue(limb),
                        limb.Binding,
                        Counts(limb, duty),
                        [.. limb.Because.Select(step => StepWithEntry(step, entries))]
                    )),
            ],
            Due = duty.Due,
        };

        ClauseLink Link(string clause) => new(clause, clauseUrl(clause, duty.Version));
    }

    // A step names the entry it stands on as "entry <id>"; on a page that is a link.
    private static StepView StepWithEntry(string step, IReadOnlySet<string> entries)
    {
        const string mark = ", entry ";
        var at = step.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return new StepView(step, null, "");
        var end = step.IndexOfAny([')', ',', ' '], at + mark.Length);
        var id = end < 0 ? "" : step[(at + mark.Length)..end];
        return entries.Contains(id) ? new StepView(step[..at] + ", ", id, step[end..]) : new StepView(step, null, "");
    }

    private static string Counts(Limb limb, Obligation duty) =>
        limb.Binding ? "Yes"
        : limb.Due is null ? "No, it gives no date yet"
        : limb.Due == duty.Due ? "No, but it gives the same date"
        : "No, it is later";

    private static string LimbDue(Limb limb) =>
        limb.DueAt is { } at ? Dates.InWords(at)
        : limb.Due is { } due ? Dates.InWords(due)
        : "No date";

    private static string Answer(Obligation duty)
    {
        var dated = duty.Limbs.Count(limb => limb.Due is not null);
        var binding = duty.Limbs.FirstOrDefault(limb => limb.Binding);
        return duty switch
        {
            { Due: null, Status: ObligationStatus.Open } => "The policy asks for it without a number of days, so no date is invented.",
            { Due: null } => duty.Reason ?? "What it counts from is not on the record yet.",
            _ when binding is null => $"It was due on {Dates.InWords(duty.Due.Value)}.",
            _ when dated > 1 => $"{dated} clocks run on this. {binding.Clause} gives the earliest date, {Dates.InWords(duty.Due.Value)}, "
                + "so that one counts.",
            _ => $"{binding.Clause} gives {Dates.InWords(duty.Due.Value)}.",
        };
    }

    private static string Strength(Force force) =>
        force switch
        {
            Force.Must => "must",
            Force.Should => "should",
            Force.WherePossible => "where possible",
            _ => "for information",
        };
}
