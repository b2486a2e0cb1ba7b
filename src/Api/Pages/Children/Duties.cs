using NodaTime;
using Permanence.Api.Pages.Words;
using Permanence.Domain.Obligations;

namespace Permanence.Api.Pages.Children;

/// <summary>What a policy asks of one child, in the groups in which somebody works through it.</summary>
public static class Duties
{
    public static IReadOnlyList<DutyGroup> Grouped(Evaluation evaluation, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var by = evaluation.Obligations.ToLookup(one => one.Status);
        return
        [
            Group("overdue", "Overdue", null, ByDue([.. by[ObligationStatus.Overdue]])),
            Group("due-soon", "Due soon", null, ByDue([.. by[ObligationStatus.DueSoon]])),
            Group("coming", "Coming", null, ByDue([.. by[ObligationStatus.Upcoming]])),
            Group("tasks", "Tasks without a date", "The policy asks for these but gives no number of days.", by[ObligationStatus.Open]),
            Group("waiting", "Waiting for something else to happen", "These get a date once what they count from is on the record.", by[ObligationStatus.Waiting], folded: true),
            Group("done", "Done", null,
                by[ObligationStatus.Met].Concat(by[ObligationStatus.MetLate]).Concat(by[ObligationStatus.Missed]).OrderByDescending(one => one.MetOn ?? one.Due ?? LocalDate.MinIsoValue), folded: true),
            Group("not-required", "Not required", null, by[ObligationStatus.NotRequired], folded: true)
        ];

        DutyGroup Group(string id, string title, string? explanation, IEnumerable<Obligation> duties, bool folded = false) =>
            new(id, title, explanation, [.. duties.Select(one => View(one, on))], folded);

        static IEnumerable<Obligation> ByDue(IReadOnlyList<Obligation> duties) => duties.OrderBy(one => one.Due ?? LocalDate.MaxIsoValue);
    }

    public static string Words(ObligationStatus status) => status switch
    {
        ObligationStatus.Waiting => "Waiting",
        ObligationStatus.Open => "To do",
        ObligationStatus.Upcoming => "Coming",
        ObligationStatus.DueSoon => "Due soon",
        ObligationStatus.Overdue => "Overdue",
        ObligationStatus.Met => "Met",
        ObligationStatus.MetLate => "Met late",
        ObligationStatus.Missed => "Missed",
        _ => "Not required"
    };

    public static string Tone(ObligationStatus status) => status switch
    {
        ObligationStatus.Overdue or ObligationStatus.Missed => "late",
        ObligationStatus.DueSoon or ObligationStatus.MetLate => "soon",
        ObligationStatus.Met => "well",
        ObligationStatus.Upcoming or ObligationStatus.Open => "future",
        _ => "quiet"
    };

    public static DutyView View(Obligation duty, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var open = duty.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming;
        var facts = new List<Fact>();
        if (duty.DueAt is { } at)
            facts.Add(new("Due", Dates.InWords(at)));
        else if (duty.Due is { } due)
            facts.Add(new(open ? "Due" : "Was due", Dates.InWords(due), open ? Dates.FromToday(due, on) : null));
        if (open && duty.ActBy is { } actBy && actBy != duty.Due)
            facts.Add(new("Act by", Dates.InWords(actBy), "last working day"));
        if (duty.MetOn is { } met)
            facts.Add(new("Done", Dates.InWords(met)));
        facts.Add(new("Owner", Codes.Name(duty.Owner)));
        if (duty.Status is ObligationStatus.Overdue && duty.EscalatesTo is [var first, ..])
            facts.Add(new("A miss goes to", Codes.InSentence(Codes.Name(first))));
        facts.Add(new("Strength", Strength(duty.Force)));
        facts.Add(new(duty.Limbs.Count == 1 ? "Clause" : "Clauses", string.Join(", ", duty.Limbs.Select(limb => limb.Clause).Distinct())));
        return new DutyView
        {
            Id = $"duty-{duty.Id}",
            Title = duty.Title,
            StatusWords = Words(duty.Status),
            Tone = Tone(duty.Status),
            Facts = facts,
            Reason = duty.Reason,
            WhyQuestion = duty.Due is null ? "Why no date?" : "Why this date?",
            WhyAnswer = Answer(duty),
            Limbs = [.. duty.Limbs.Select(limb => new LimbView(limb.Clause, LimbDue(limb), limb.Binding, limb.Because))],
            Due = duty.Due
        };
    }

    private static string LimbDue(Limb limb) =>
        limb.DueAt is { } at ? Dates.InWords(at) : limb.Due is { } due ? Dates.InWords(due) : "No date";

    private static string Answer(Obligation duty)
    {
        var dated = duty.Limbs.Count(limb => limb.Due is not null);
        var binding = duty.Limbs.FirstOrDefault(limb => limb.Binding);
        return duty switch
        {
            { Due: null, Status: ObligationStatus.Open } => "The policy asks for it without a number of days, so no date is invented.",
            { Due: null } => duty.Reason ?? "What it counts from is not on the record yet.",
            _ when binding is null => $"It was due on {Dates.InWords(duty.Due.Value)}.",
            _ when dated > 1 => $"{dated} clocks run on this. {binding.Clause} gives the earliest date, {Dates.InWords(duty.Due.Value)}, so that one counts.",
            _ => $"{binding.Clause} gives {Dates.InWords(duty.Due.Value)}."
        };
    }

    private static string Strength(Force force) => force switch
    {
        Force.Must => "must",
        Force.Should => "should",
        Force.WherePossible => "where possible",
        _ => "for information"
    };
}
