using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A concern that somebody raised in the present case and nobody has resolved.</summary>
/// <param name="ComplyBy">The London day by which an answer is wanted; null where none was set.</param>
public sealed record Concern(CareEvent Raised, LocalDate? ComplyBy)
{
    public bool IsPastItsDay(LocalDate on) => ComplyBy < on;

    /// <summary>
    /// The concerns still standing, the earliest first. A resolution that names an entry resolves that one; one that names none resolves
    /// what was raised about the same clause before it.
    /// </summary>
    internal static IReadOnlyList<Concern> Standing(CaseHistory history)
    {
        List<Concern>? standing = null;
        foreach (var raised in history.All(EventTypes.EscalationRaised))
        {
            if (raised.On < history.CaseStart)
                continue;
            var resolved = history.Latest(EventTypes.EscalationResolved, resolution => Resolves(resolution, raised));
            if (resolved is null)
                (standing ??= []).Add(new Concern(raised, raised.Date("complyBy")));
        }

        return standing ?? (IReadOnlyList<Concern>)[];
    }

    private static bool Resolves(CareEvent resolution, CareEvent raised) =>
        resolution.Text("escalation") is { } named
            ? named == raised.Id || named == raised.Text("id")
            : resolution.On >= raised.On && resolution.Text("clause") == raised.Text("clause");
}
