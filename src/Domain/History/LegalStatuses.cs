using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>A legal status and the days it lasted.</summary>
/// <param name="Code">SSDA903 code.</param>
/// <param name="From">The first day it is known of.</param>
/// <param name="Since">The day it began; null where it began before the record does and nobody has said since.</param>
/// <param name="Until">The day it ended; null while it lasts.</param>
/// <param name="Source">What gave it: entry, a change, an order made or ended.</param>
public sealed record LegalStatusSpan(string Code, LocalDate From, LocalDate? Since, LocalDate? Until, CareEvent Source);

/// <summary>
/// The legal status while in care or on short breaks: what entry and changes say, and what orders do where nobody has said it. A care order
/// gives C2, an interim one C1, a placement order E1 in place of either for as long as it is in force. An order that ends leaves what stood
/// beside it: a care order behind a placement order, else the status that was last said and came from no order, else none. It all ends with
/// care.
/// </summary>
internal static class LegalStatuses
{
    private static readonly int OrderEnded = EventVocabulary.OrdinalOf(EventTypes.OrderEnded);
    private static readonly int LegalStatusChanged = EventVocabulary.OrdinalOf(EventTypes.LegalStatusChanged);
    private static readonly int OrderMade = EventVocabulary.OrdinalOf(EventTypes.OrderMade);

    // How long the law lets them last: 72 hours (Children Act 1989, section 46), eight days and one extension of seven (section 45), and
    // seven days (section 43).
    private static readonly Dictionary<string, (int Days, string Lasts)> Short = new(StringComparer.Ordinal)
    {
        ["L1"] = (3, "police protection lasts no longer than 72 hours"),
        ["L2"] = (15, "an emergency protection order lasts no longer than 15 days"),
        ["L3"] = (7, "a child assessment order lasts no longer than seven days"),
    };

    /// <summary>That a status cannot have lasted to the end of a day, in words; null where it can.</summary>
    public static string? IsOverBy(LegalStatusSpan status, LocalDate on) =>
        Short.TryGetValue(status.Code, out var limit) && status.From.PlusDays(limit.Days) < on ? limit.Lasts : null;

    public static IReadOnlyList<LegalStatusSpan> Read(CaseHistory history)
    {
        var spans = new List<LegalStatusSpan>();
        CareEvent[]? changes = null;
        foreach (var spell in history.Spells)
        {
            changes ??= Changes(history);
            new SpellReading(spell, spans).Read(changes);
        }

        return spans;
    }

    // Of one day an order ends before a status is said, and a status is said before an order is made, in whatever order they were recorded.
    private static CareEvent[] Changes(CaseHistory history) =>
        EventSearch.Merged(
            EventSearch.Merged(history.Recorded(OrderEnded), history.Recorded(LegalStatusChanged)),
            history.Recorded(OrderMade)
        );

    private struct SpellReading(CareSpell spell, List<LegalStatusSpan> spans)
    {
        private readonly int first = spans.Count;
        private string? care;
        private string? said;
        private bool placementOrder;

        private readonly string? Code => placementOrder ? "E1" : care ?? said;

        public void Read(CareEvent[] changes)
        {
            Say(spell.Entry);
            Settle(spell.Entry, spell.Entry.Flag("onOrBefore") == true ? null : spell.Entry.On);
            for (
                var index = EventSearch.CountBefore(changes, spell.Entry.On);
                index < changes.Length && !(spell.Until <= changes[index].On && changes[index].On > spell.Entry.On);
                index++
            )
            {
                var happened = changes[index];
                switch (happened.Type)
                {
                    case EventTypes.LegalStatusChanged:
                        Say(happened);
                        break;
                    case EventTypes.OrderMade:
                        Made(happened.Text("order"));
                        break;
                    default:
                        Ended(happened.Text("order"));
                        break;
                }

                Settle(happened, happened.On);
            }

            if (spell.Until is { } until && spans.Count > first && spans[^1].Until is null)
                spans[^1] = spans[^1] with { Until = until };
        }

        private void Say(CareEvent saying)
        {
            switch (saying.Text("legalStatus"))
            {
                case null or "not-known":
                    break;
                case "E1":
                    placementOrder = true;
                    break;
                case ("C1" or "C2") and var code:
                    (care, placementOrder) = (code, false);
                    break;
                case var code:
                    (said, care, placementOrder) = (code, null, false);
                    break;
            }
        }

        private void Made(string? order)
        {
            switch (order)
            {
                case "placement":
                    placementOrder = true;
                    break;
                case "care":
                    care = "C2";
                    break;
                case "interim-care":
                    care = "C1";
                    break;
            }
        }

        private void Ended(string? order)
        {
            switch (order)
            {
                case "placement":
                    placementOrder = false;
                    break;
                case "care" when care == "C2":
                    care = null;
                    break;
                case "interim-care" when care == "C1":
                    care = null;
                    break;
            }
        }

        private readonly void Settle(CareEvent source, LocalDate? since)
        {
            var open = spans.Count > first && spans[^1].Until is null ? spans[^1] : null;
            if (open?.Code == Code)
            {
                // The day it began may come to be known after the status itself.
                if (open is not null && open.Since is null && since is not null && source.Type != EventTypes.OrderEnded)
                    spans[^1] = open with { Since = since, Source = source };
                return;
            }

            if (open is not null)
                spans[^1] = open with { Until = source.On };
            if (Code is { } code)
                spans.Add(new LegalStatusSpan(code, source.On, since, null, source));
        }
    }
}
