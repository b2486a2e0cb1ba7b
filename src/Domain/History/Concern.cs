using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A concern that somebody raised in the present case and nobody has resolved.</summary>
/// <param name="ComplyBy">The London day by which an answer is wanted; null where none was set.</param>
public sealed record Concern(CareEvent Raised, LocalDate? ComplyBy)
{
    // Theirs is taken back, put off and resolved by one of them only: whom it is raised against has no say in it.
    private static readonly string[] ReviewingOfficers = ["iro", "iro-manager"];

    public bool IsPastItsDay(LocalDate on) => ComplyBy < on;

    /// <summary>
    /// The concerns still standing, the earliest first. A resolution that names an entry resolves that one, one that names a clause what
    /// was raised about it before, and one that names neither the only one there is, if that names no clause either: of two nobody could
    /// say which. A reviewing officer's takes a reviewing officer.
    /// </summary>
    internal static IReadOnlyList<Concern> Standing(CaseHistory history)
    {
        var raised = history.All(EventTypes.EscalationRaised);
        if (raised.Count == 0)
            return [];
        var resolutions = history.All(EventTypes.EscalationResolved);
        var standing = new List<Concern>();
        var next = 0;
        foreach (var resolution in resolutions)
        {
            RaiseUpTo(resolution.On);
            standing.RemoveAll(AnsweredBy(resolution, standing).Where(concern => concern.MayBeResolvedBy(resolution)).Contains);
        }

        RaiseUpTo(history.On);
        return standing;

        void RaiseUpTo(LocalDate day)
        {
            for (; next < raised.Count && raised[next].On <= day; next++)
            {
                var concern = new Concern(raised[next], raised[next].Date("complyBy"));
                // One that names the entry is about it on whatever day it is said to be of.
                if (
                    raised[next].On >= history.CaseStart
                    && !resolutions.Any(one => one.On < raised[next].On && concern.IsNamedBy(one) && concern.MayBeResolvedBy(one))
                )
                    standing.Add(concern);
            }
        }
    }

    /// <summary>Which of some concerns an entry is about that resolves one or puts one off, whoever recorded it.</summary>
    public static IReadOnlyList<Concern> AnsweredBy(CareEvent answer, IReadOnlyList<Concern> standing)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(standing);
        if (answer.Text("escalation") is not null)
            return [.. standing.Where(concern => concern.IsNamedBy(answer))];
        if (answer.Text("clause") is { } clause)
            return [.. standing.Where(concern => concern.Raised.Text("clause") == clause)];
        return standing is [var only] && only.Raised.Text("clause") is null ? [only] : [];
    }

    private bool IsNamedBy(CareEvent answer) =>
        answer.Text("escalation") is { } named && (named == Raised.Id || named == Raised.Text("id"));

    private bool MayBeResolvedBy(CareEvent resolution) =>
        !ReviewingOfficers.Contains(Raised.SaidBy) || resolution.SaidBy is not { } role || ReviewingOfficers.Contains(role);
}
