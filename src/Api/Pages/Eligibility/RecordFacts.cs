using System.Globalization;
using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Questions;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>A time the child lived in one placement.</summary>
/// <param name="Words">Which placement, with its carer and days.</param>
public sealed record PlacementStay(string Key, string Words, Stay Stay);

/// <summary>
/// What one child's record knows of the facts that questions ask for. What it does not say stays unknown: nobody is assumed to be anything.
/// </summary>
public sealed class RecordFacts
{
    private readonly CaseHistory history;
    private readonly EventWords speech;

    /// <param name="history">The record on the day asked about.</param>
    /// <param name="speech">The council's words.</param>
    public RecordFacts(CaseHistory history, EventWords speech)
    {
        ArgumentNullException.ThrowIfNull(history);
        (this.history, this.speech) = (history, speech);
        var days = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        if (history.PlacementSince(sameAddress: true) is { } home)
            days["home-from"] = home.On;
        if (history.Adoption.PlacedForAdoption is { } placed)
            days["placed-for-adoption-on"] = placed;
        var known = new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            ["looked-after"] = history.LookedAfter,
            ["in-care-under-order"] = UnderOrder,
        };
        // Said only where it is so: that the record does not have it does not make it untrue.
        if (history.Placement?.Flag("longTermMatch") == true)
            known["long-term-home"] = true;
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (history.Placement?.Fields["distanceMiles"] is decimal miles)
            numbers["distance-miles"] = miles;
        Facts = new EligibilityFacts
        {
            Born = history.Child.Born,
            Known = known,
            Days = days,
            Numbers = numbers,
        };
    }

    public EligibilityFacts Facts { get; }

    /// <summary>Where the child has lived, the latest first, for those who ask as the carer there.</summary>
    public IReadOnlyList<PlacementStay> Placements =>
        [
            .. history
                .Placements.Select(
                    (placement, index) =>
                    {
                        // Where another placement took its place, the last day in it is the one before.
                        var followed =
                            placement.EndedBy is null && history.Placements.Skip(index + 1).FirstOrDefault()?.From == placement.Until;
                        var to = followed ? placement.Until?.PlusDays(-1) : placement.Until;
                        var carer = placement.Source.Text("carer") is { } name ? $" with {name}" : "";
                        var until = to is null ? "until now" : $"to {Dates.InWords(to)}";
                        return new PlacementStay(
                            $"placement-{index + 1}",
                            $"{speech.Placement(placement.Code)}{carer}, {Dates.InWords(placement.From)} {until}",
                            new Stay(placement.From, to)
                        );
                    }
                )
                .Reverse(),
        ];

    /// <summary>What the record says of a fact, in a few words; null where it says nothing.</summary>
    public string? Says(string fact)
    {
        if (Facts.Days.TryGetValue(fact, out var day))
            return Dates.InWords(day);
        if (Facts.Numbers.TryGetValue(fact, out var number))
            return number.ToString("0.#", CultureInfo.InvariantCulture);
        return Facts.Known.TryGetValue(fact, out var so)
            ? so
                ? "yes"
                : "no"
            : null;
    }

    private bool UnderOrder =>
        history.OrderInForce("care") is not null
        || history.OrderInForce("interim-care") is not null
        || history.LegalStatus?.Code is "C1" or "C2";
}
