using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>
/// Refuses entries that cannot be in one life beside what the record then says: something of the living after the death, of the born before
/// the birth, an entry into care while in care, an adoption order with care going on. What puts an entry right or takes it back always goes
/// in, and so does the death itself, whatever was recorded before it.
/// </summary>
internal static class LifeChecks
{
    /// <param name="next">The record with the entries in it.</param>
    /// <param name="added">How many of its last entries are new.</param>
    /// <param name="today">The London date of the stamp.</param>
    public static void Refuse(CaseFile next, int added, LocalDate today, Ledger ledger)
    {
        var first = next.Events.Count - added;
        Life? life = null;
        for (var index = 0; index < added; index++)
        {
            var happened = next.Events[first + index];
            if (!Timeline.IsAboutAnEntry(happened))
                Refuse(happened, $"events[{index}]", life ??= new Life(next, today), ledger);
        }
    }

    private static void Refuse(CareEvent happened, string path, Life life, Ledger ledger)
    {
        var label = EventVocabulary.LabelOf(happened.Type);
        var on = InWords.Date(happened.On);
        if (LifeCourse.NeedsTheLiving(happened.Type) && life.Died is { } died && happened.On > died)
            ledger.Refuse(
                RefusalCodes.AfterDeath,
                $"{label} on {on} is after the child's death on {InWords.Date(died)}: correct the day, or the entry of the death.",
                $"{path}.on"
            );
        // Of becoming looked after the ledger says it already.
        if (
            LifeCourse.NeedsTheBorn(happened.Type)
            && happened.Type != EventTypes.BecameLookedAfter
            && life.Born is { } born
            && happened.On < born
        )
            ledger.Refuse(
                RefusalCodes.BeforeBirth,
                $"{label} on {on} is before the child's birth on {InWords.Date(born)}: correct the day, or the date of birth.",
                $"{path}.on"
            );
        if (IsEntry(happened) && InCareSince(life.Timeline, happened, happened.On) is { } since)
            ledger.Refuse(
                RefusalCodes.InCareAlready,
                $"The child is looked after since {InWords.Date(since)} and did not enter care again on {on}. Correct that entry, or "
                    + "record first how that period of care ended.",
                $"{path}.on"
            );
        if (
            happened.Type == EventTypes.OrderMade
            && happened.Text("order") == "adoption"
            && InCareSince(life.Timeline, happened, null) is { } goesOn
        )
            ledger.Refuse(
                RefusalCodes.CareNotEnded,
                $"An adoption order ends care, and the child is looked after since {InWords.Date(goesOn)}: record that care ended, with "
                    + "its reason (E11 or E12), with this order or before it.",
                $"{path}.order"
            );
    }

    /// <summary>
    /// Since when the child is in care by the other entries. Of one day it counts for nothing which of two was recorded first.
    /// </summary>
    /// <param name="endedBy">The last day on which its end would count; null for any.</param>
    private static LocalDate? InCareSince(Timeline timeline, CareEvent happened, LocalDate? endedBy)
    {
        LocalDate? since = null;
        foreach (var other in timeline.Events)
        {
            if (IsEntry(other) && other.On <= happened.On && other.Id != happened.Id)
                since ??= other.On;
            else if (other.Type == EventTypes.CeasedLookedAfter && !(other.On > endedBy))
                since = null;
        }

        return since;
    }

    // A series of short breaks is no period of care.
    private static bool IsEntry(CareEvent happened) =>
        happened.Type == EventTypes.BecameLookedAfter && !LifeCourse.IsShortBreaks(happened.Text("legalStatus"));

    /// <summary>What the record says of the life that all its entries have to be in, read once for a command.</summary>
    private sealed class Life(CaseFile next, LocalDate today)
    {
        private readonly Lazy<Timeline> timeline = new(() => Timeline.Of(next));
        private (LocalDate? Day, bool Read) born;
        private (LocalDate? Day, bool Read) died;

        public Timeline Timeline => timeline.Value;

        /// <summary>Null where it is not known, or still to come.</summary>
        public LocalDate? Born =>
            born.Read ? born.Day : (born = (Timeline.ChildOn(today).Born is { } day && day <= today ? day : null, true)).Day;

        public LocalDate? Died => died.Read ? died.Day : (died = (LifeCourse.Death(Timeline.Events), true)).Day;
    }
}
