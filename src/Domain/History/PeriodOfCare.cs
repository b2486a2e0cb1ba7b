using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A period of being looked after, with what led up to it.</summary>
/// <param name="CaseStart">The day after the earlier period ended, or that day where the child came back on it.</param>
/// <param name="Decision">The decision that the child enters care, where one is recorded.</param>
/// <param name="Entry">Null while care is only decided.</param>
public sealed record PeriodOfCare(int Ordinal, LocalDate CaseStart, CareEvent? Decision, CareEvent? Entry, CareEvent? Ceased)
{
    /// <summary>Before entry a decided period is planned: an emergency has no decision ahead of it.</summary>
    public string Basis => Entry is null ? "planned" : Entry.Text("basis") ?? "not-known";

    public LocalDate Arose => Decision is { } decision && (Entry is not { } entry || decision.On < entry.On) ? decision.On : Entry!.On;
}
