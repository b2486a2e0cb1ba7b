using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Policies;

/// <summary>From what differs between two versions to what is drawn.</summary>
public static class ComparisonViews
{
    private const string Nothing = "Not there";

    public static ComparisonView Of(PolicyComparison comparison, PolicyPack from, PolicyPack to, PolicyWords words, string authority)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(words);
        var clauses = comparison.Clauses.ToLookup(State);
        var timed = comparison.Duties.Where(duty => duty.Limbs.Count > 0 || duty.Before is null || duty.After is null).ToList();
        List<DifferenceGroup> others =
        [
            new("Clauses that changed", [.. clauses[Changed].Select(change => Clause(change, from, to, authority))]),
            new("New clauses", [.. clauses[New].Select(change => Clause(change, from, to, authority))]),
            new("Clauses that are gone", [.. clauses[Gone].Select(change => Clause(change, from, to, authority))]),
            new(
                "Duties changed in another way",
                [.. comparison.Duties.Where(duty => duty.OtherThanClocks).Select(duty => Duty(duty, words))]
            ),
            new("Days that clocks count from", [.. comparison.Moments.Select(Moment)]),
            new("What stops an entry", [.. comparison.Gates.Select(change => Gate(change, words))]),
            new("What is counted", [.. comparison.Indicators.Select(change => Indicator(change, words))]),
            new("How long a child may wait", [.. comparison.Waits.Select(change => Wait(change, words))]),
            new("Meetings and panels", [.. comparison.Meetings.Select(change => Meeting(change, words))]),
            new("The council’s choices", [.. comparison.Settings.Select(Setting)]),
        ];
        return new(
            [.. Counts(comparison, timed.Count)],
            [.. timed.Select(duty => Clocks(duty, words))],
            [.. others.Where(group => group.Items.Count > 0)]
        );
    }

    private const string New = "New";
    private const string Gone = "Gone";
    private const string Changed = "Changed";

    private static IEnumerable<string> Counts(PolicyComparison comparison, int timed)
    {
        var clauses = comparison.Clauses.ToLookup(State);
        yield return timed == 0 ? "No duty has other dates." : $"{Counting.Of(timed, "duty has", "duties have")} other dates.";
        yield return comparison.Clauses.Count == 0
            ? "No clause differs."
            : $"Of the clauses {Counting.Number(clauses[Changed].Count())} changed, {Counting.Number(clauses[New].Count())} "
                + $"{(clauses[New].Count() == 1 ? "is" : "are")} new and {Counting.Number(clauses[Gone].Count())} "
                + $"{(clauses[Gone].Count() == 1 ? "is" : "are")} gone.";
    }

    private static string State(ClauseChange change) =>
        change.Before is null ? New
        : change.After is null ? Gone
        : Changed;

    private static string State<T>(Change<T> change)
        where T : class =>
        change.Before is null ? New
        : change.After is null ? Gone
        : Changed;

    private static DifferenceView Clause(ClauseChange change, PolicyPack from, PolicyPack to, string authority)
    {
        var rows = new List<DifferenceRow>();
        foreach (var part in change.Parts)
            rows.Add(Part(part, change.Before!, change.After!));
        if (change.Before is null || change.After is null)
            rows.Add(new("Says", change.Before?.Says ?? Nothing, change.After?.Says ?? Nothing));
        if (change.NoLonger.Count + change.Newly.Count > 0)
            rows.Add(new("Used by", Listed(change.NoLonger, "Nothing that is not used still"), Listed(change.Newly, "Nothing new")));
        var shown = change.Either;
        return new(
            shown.Title,
            State(change),
            shown.Id,
            Links.Clause(authority, shown.Id, change.After is null ? from.Version : to.Version),
            rows
        );
    }

    private static DifferenceRow Part(ClausePart part, Clause before, Clause after) =>
        part switch
        {
            ClausePart.Title => new("Title", before.Title, after.Title),
            ClausePart.Says => new("Says", before.Says, after.Says),
            ClausePart.Force => new("Strength", PolicyWords.Force(before.Force), PolicyWords.Force(after.Force)),
            ClausePart.Kind => new("Kind", PolicyWords.Kind(before.Kind), PolicyWords.Kind(after.Kind)),
            _ => new(
                "Where it stands",
                PolicyWords.Capital(PolicyWords.Section(before.Section)),
                PolicyWords.Capital(PolicyWords.Section(after.Section))
            ),
        };

    private static DifferenceView Clocks(DutyChange change, PolicyWords words)
    {
        var whole = change.Before is null || change.After is null;
        IEnumerable<Change<LimbRule>> limbs = whole
            ? change.Either.Limbs.Select(limb => change.After is null ? new Change<LimbRule>(limb, null) : new Change<LimbRule>(null, limb))
            : change.Limbs;
        return new(
            change.Either.Title,
            change.Before is null ? New
                : change.After is null ? Gone
                : Changed,
            null,
            null,
            [.. limbs.Select(limb => new DifferenceRow(limb.Either.Clause.Id, Limb(limb.Before, words), Limb(limb.After, words)))]
        );
    }

    private static string Limb(LimbRule? limb, PolicyWords words) =>
        limb is null ? Nothing : words.Limb(limb) + (words.Conditions(limb.When) is { } only ? $". Only if: {Codes.InSentence(only)}" : "");

    private static DifferenceView Duty(DutyChange change, PolicyWords words) =>
        new(
            change.Either.Title,
            Changed,
            null,
            null,
            Differing(
                change.Before!,
                change.After!,
                ("Title", duty => duty.Title),
                ("Who acts", duty => words.Role(duty.Owner)),
                ("A miss goes to", duty => Listed([.. duty.EscalatesTo.Select(words.Role)], "The council’s own ladder")),
                ("Arises", words.Arises),
                ("Only if", duty => words.Conditions(duty.When)),
                ("Done by", words.Done),
                ("No longer asked after", words.Ends),
                ("Again", duty => duty.Repeats ? "Each time it is done it starts again" : "Once"),
                ("What it is", duty => duty.Kind.ToString()),
                ("Once its date has passed", duty => duty.OpenOncePassed ? "A task to be done at once" : "Overdue")
            )
        );

    private static DifferenceView Moment(Change<Moment> change) =>
        Part(
            PolicyWords.Capital(change.Either.Label),
            change,
            null,
            ("Name", moment => moment.Label),
            (
                "At the latest",
                moment =>
                    moment is Moment.Review review
                        ? Listed(
                            [.. review.Latest.Select(rule => $"{rule.Limit.InWords()} after {rule.Of.Label} ({rule.Clause.Id})")],
                            "No limit"
                        )
                        : null
            )
        );

    private static DifferenceView Gate(Change<Gate> change, PolicyWords words) =>
        Part(
            change.Either.Title,
            change,
            change.Either.Clause.Id,
            ("Stops", gate => PolicyWords.Capital(words.Either(gate.Stops))),
            ("Only if", gate => words.Conditions(gate.When)),
            ("Until", gate => words.Conditions(gate.Unless)),
            ("How hard", gate => gate.Hard ? "Nothing gets past it" : "It passes with a reason"),
            ("Says", gate => gate.Sentence)
        );

    private static DifferenceView Indicator(Change<Indicator> change, PolicyWords words) =>
        Part(
            change.Either.Label,
            change,
            change.Either.Clause.Id,
            ("Counts a child if", indicator => words.Conditions(indicator.Counts)),
            ("Drawn up", indicator => indicator.EachWeekOn is { } day ? $"Each {day}" : "On any day")
        );

    private static DifferenceView Wait(Change<Wait> change, PolicyWords words) =>
        Part(
            Stages.Of(change.Either.Stage),
            change,
            change.Either.Clause.Id,
            ("At most", wait => wait.Within.InWords()),
            ("Counted from", wait => wait.FromEntry ? "Entry to care" : "The day the stage began"),
            ("Only if", wait => words.Conditions(wait.When))
        );

    private static DifferenceView Meeting(Change<MeetingGuide> change, PolicyWords words) =>
        Part(
            change.Either.Name,
            change,
            null,
            ("Name", meeting => meeting.Name),
            ("Chair", meeting => meeting.Chair is { } chair ? words.Role(chair) : "The policy names nobody"),
            ("Sits", meeting => meeting.Every is { } every ? $"At least every {every.InWords()}" : "The policy gives no number"),
            (
                "Attend",
                meeting =>
                    Listed(
                        [
                            .. meeting.Attendees.Select(attendee =>
                                $"{words.Role(attendee.Role)} ({PolicyWords.Force(attendee.Force).ToLowerInvariant()})"
                            ),
                        ],
                        "Nobody is named"
                    )
            ),
            ("For whom", meeting => meeting.Cohort),
            ("What for", meeting => Listed([.. meeting.Purposes.Select(point => point.Says)], "Not said")),
            ("Note", meeting => meeting.Note)
        );

    private static DifferenceView Setting(Change<PackSetting> change) =>
        Part(
            change.Either.Label,
            change,
            null,
            ("The council’s choice", setting => setting.Value is { } chosen ? setting.InWords(chosen) : "Not chosen yet"),
            ("The platform’s suggestion, not policy", setting => setting.Suggestion),
            (
                "May be",
                setting =>
                    setting.Values.Count > 0 ? string.Join(", ", setting.Values.Select(setting.InWords)) : setting.Unit.Replace('-', ' ')
            )
        );

    private static DifferenceView Part<T>(string title, Change<T> change, string? clause, params (string What, Func<T, string?> Of)[] parts)
        where T : class => new(title, State(change), clause, null, Differing(change.Before, change.After, parts));

    private static List<DifferenceRow> Differing<T>(T? before, T? after, params (string What, Func<T, string?> Of)[] parts)
        where T : class
    {
        var rows = parts
            .Select(part => new DifferenceRow(
                part.What,
                before is null ? Nothing : part.Of(before) ?? "None",
                after is null ? Nothing : part.Of(after) ?? "None"
            ))
            .Where(row =>
                row.Before != row.After
                && !(row.Before, row.After).Equals((Nothing, "None"))
                && !(row.Before, row.After).Equals(("None", Nothing))
            )
            .ToList();
        // What is compared is more than what is said in words here.
        return rows.Count > 0 ? rows : [new("Details", "As in the file of this version", "As in the file of this version")];
    }

    private static string Listed(IReadOnlyList<string> items, string none) => items.Count == 0 ? none : string.Join("; ", items);
}
