using System.Globalization;
using NodaTime;
using Permanence.Domain.Obligations;

namespace Permanence.Api.CommandLine;

/// <summary>An evaluation for somebody reading it at a terminal: what needs doing first, each date with its working.</summary>
internal static class EvaluationText
{
    private static readonly (string Heading, ObligationStatus[] Statuses)[] Groups =
    [
        ("Overdue", [ObligationStatus.Overdue]),
        ("Due soon", [ObligationStatus.DueSoon]),
        ("To do, with no date in the policy", [ObligationStatus.Open]),
        ("Coming", [ObligationStatus.Upcoming]),
        ("Waiting for something else to happen", [ObligationStatus.Waiting]),
        ("Done", [ObligationStatus.Met, ObligationStatus.MetLate]),
        ("Missed", [ObligationStatus.Missed]),
        ("Not required", [ObligationStatus.NotRequired]),
    ];

    public static void Write(Evaluation evaluation, IReadOnlyList<string> countedBy, LocalDateTime? minute, TextWriter output)
    {
        var on = minute is { } asked ? InWords(asked) : InWords(evaluation.On);
        output.WriteLine(
            $"Child {evaluation.Child} of {evaluation.Authority} on {on}, by version {evaluation.Policy.Version} of "
                + $"the policy{(evaluation.Policy.PastItsReviewDate ? ", which is past its own review date" : "")}."
        );
        foreach (var (heading, statuses) in Groups)
        {
            var those = evaluation.Obligations.Where(obligation => statuses.Contains(obligation.Status)).ToList();
            if (those.Count == 0)
                continue;
            output.WriteLine();
            output.WriteLine($"{heading} ({those.Count})");
            foreach (var obligation in those)
                Write(obligation, output);
        }

        if (countedBy.Count > 0)
            output.WriteLine($"\nCounted by the indicators of {string.Join(", ", countedBy)}.");
    }

    private static void Write(Obligation obligation, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"  {obligation.Title}");
        var roles = new[] { obligation.Owner }.Concat(obligation.EscalatesTo).Select(role => role.Replace('-', ' '));
        output.WriteLine(
            $"    {Standing(obligation)} {EvaluationJson.Name(obligation.Force).Replace('-', ' ')}, {string.Join(", then ", roles)}"
        );
        if (obligation.Reason is not null)
            output.WriteLine($"    {obligation.Reason}");
        if (obligation.IsNotSupplied)
            output.WriteLine($"    {obligation.Unknown}.");
        foreach (var limb in obligation.Limbs)
        {
            output.WriteLine(
                $"    {limb.Clause}: {(limb.DueAt is { } at ? InWords(at) : limb.Due is { } due ? InWords(due) : "no date")}"
                    + $"{(limb.Binding && obligation.Limbs.Count > 1 ? ", the date that counts" : "")}"
            );
            foreach (var step in limb.Because)
                output.WriteLine($"      - {step}");
        }
    }

    private static string Standing(Obligation obligation)
    {
        var due =
            obligation.DueAt is { } at ? $"due {InWords(at)}"
            : obligation.Due is { } day ? $"due {InWords(day)}"
            : "no date";
        var act = obligation.ActBy is { } actBy && actBy != obligation.Due ? $" (act by {InWords(actBy)})" : "";
        var met = obligation.MetOn is { } on
            ? $", {(obligation.Status == ObligationStatus.MetLate ? "done late" : "done")} {InWords(on)}"
            : "";
        return $"{due}{act}{met};";
    }

    private static string InWords(LocalDate day) => day.ToString("ddd d MMMM uuuu", CultureInfo.InvariantCulture);

    private static string InWords(LocalDateTime time) => time.ToString("ddd d MMMM uuuu HH:mm", CultureInfo.InvariantCulture);
}
