using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// The orders of a record, however it tells them: as made and ended, or only by the legal status that they give and the reason for which
/// care ended. One that nothing else tells was made by the day of what tells it, at the latest. Recorded on a later day it is the same
/// order still, and what was recorded counts alone from then on, so that what follows from it follows once.
/// <para>An interim care order is made in proceedings: where nobody recorded that they were issued it tells that they were, by the day it
/// was made at the latest, until that is recorded, the proceedings are over, or something else stands in its place.</para>
/// </summary>
/// <param name="Issued">The issue of proceedings, recorded or only told.</param>
/// <param name="Made">Orders as they were made, those that something else tells among them.</param>
/// <param name="Ended">Orders as they ended, the same.</param>
/// <param name="Over">
/// The same, and care orders that another legal status took the place of, or that were told when care ended: they are in force no longer,
/// and nobody recorded that a court ended them.
/// </param>
/// <param name="Overtaken">Since when what is only told was recorded as well.</param>
internal sealed record OrdersTold(
    CareEvent[] Issued,
    CareEvent[] Made,
    CareEvent[] Ended,
    CareEvent[] Over,
    IReadOnlyDictionary<CareEvent, LocalDate> Overtaken
)
{
    private static readonly int OrderMade = EventVocabulary.OrdinalOf(EventTypes.OrderMade);

    // Of one day proceedings are issued before anything is made in them, what leaves care comes before what enters it, an order ends
    // before a status is said, and a status is said before an order is made, in whatever order they were recorded: as the legal status is
    // read.
    private static readonly int[] Types =
    [
        .. new[]
        {
            EventTypes.ProceedingsIssued,
            EventTypes.CeasedLookedAfter,
            EventTypes.BecameLookedAfter,
            EventTypes.OrderEnded,
            EventTypes.LegalStatusChanged,
            EventTypes.OrderMade,
            EventTypes.ProceedingsConcluded,
        }.Select(EventVocabulary.OrdinalOf),
    ];

    // Who comes back under a care order is under another one; a placement order outlasts the care it was made in.
    private static readonly string[] EndingWithCare = [CourtOrders.Care, CourtOrders.InterimCare];
    private static readonly EventFields AtTheLatest = EventFields.Of([new("onOrBefore", true)]);
    private static readonly string[] OfStatuses = [CourtOrders.Placement, .. EndingWithCare];

    public static OrdersTold Read(Timeline timeline)
    {
        var steps = new List<CareEvent>();
        foreach (var type in Types)
            steps.AddRange(timeline.OfType(type));
        var walk = new Walk(timeline.OfType(OrderMade));
        foreach (var happened in steps.OrderBy(happened => happened.On))
            walk.Take(happened);
        return new OrdersTold([.. walk.Issued], [.. walk.Made], [.. walk.Ended], [.. walk.Over], walk.Overtaken);
    }

    /// <summary>Whether what only something else told had been recorded by a day.</summary>
    public bool IsOvertaken(CareEvent told, LocalDate by) => Overtaken.TryGetValue(told, out var since) && since <= by;

    /// <summary>These as they are known on a day, each once.</summary>
    public OrdersKnown KnownBy(LocalDate day)
    {
        return new OrdersKnown(day, Known(Issued), Known(Made), Known(Ended));

        CareEvent[] Known(CareEvent[] told) => Overtaken.Count == 0 ? told : Array.FindAll(told, happened => !IsOvertaken(happened, day));
    }

    // What stands of one kind: whether it is in force, what alone tells it, whether a legal status was said that it gives, and what alone
    // tells that it is over.
    private record struct Standing(bool InForce, CareEvent? ToldBy, bool Said, CareEvent? OverBy);

    private sealed class Walk(CareEvent[] recorded)
    {
        private readonly Dictionary<string, Standing> standing = new(StringComparer.Ordinal);
        private bool hadPlacementOrder;
        private bool issued;
        private CareEvent? issueTold;

        public List<CareEvent> Issued { get; } = [];

        public List<CareEvent> Made { get; } = [];

        public List<CareEvent> Ended { get; } = [];

        public List<CareEvent> Over { get; } = [];

        public Dictionary<CareEvent, LocalDate> Overtaken { get; } = new(ReferenceEqualityComparer.Instance);

        public void Take(CareEvent happened)
        {
            switch (happened.Type)
            {
                case EventTypes.ProceedingsIssued:
                    TellNoIssue(happened.On);
                    Issued.Add(happened);
                    issued = true;
                    break;
                case EventTypes.ProceedingsConcluded:
                    TellNoIssue(happened.On);
                    issued = false;
                    break;
                case EventTypes.CeasedLookedAfter:
                    TellNoIssue(happened.On);
                    issued = false;
                    if (CourtOrders.OfLeaving(happened.Text("reason")) is { } leaving)
                        Tell(leaving, happened);
                    foreach (var order in EndingWithCare)
                        Leave(order, happened);
                    break;
                case EventTypes.BecameLookedAfter:
                    foreach (var order in standing.Keys.Except(OfStatuses).ToList())
                        standing.Remove(order);
                    hadPlacementOrder = this[CourtOrders.Placement].InForce;
                    Say(happened);
                    break;
                case EventTypes.LegalStatusChanged:
                    Say(happened);
                    break;
                case EventTypes.OrderMade when happened.Text("order") is { } order:
                    InProceedings(order, happened);
                    if (this[order].ToldBy is { } told)
                        Overtaken[told] = happened.On;
                    Made.Add(happened);
                    this[order] = new Standing(true, null, this[order].Said, null);
                    hadPlacementOrder |= order == CourtOrders.Placement;
                    break;
                case EventTypes.OrderEnded when happened.Text("order") is { } order:
                    if (this[order].OverBy is { } over)
                        Overtaken[over] = happened.On;
                    Ended.Add(happened);
                    Over.Add(happened);
                    this[order] = default;
                    break;
            }
        }

        private Standing this[string order]
        {
            get => standing.GetValueOrDefault(order);
            set => standing[order] = value;
        }

        private void Say(CareEvent saying)
        {
            if (saying.Text("legalStatus") is not { } code || code == "not-known")
                return;
            var order = CourtOrders.OfStatus(code);
            InProceedings(order, saying);
            if (order != CourtOrders.Placement)
            {
                foreach (var other in OfStatuses)
                {
                    if (other != order)
                        Replace(other, saying);
                }
            }

            // A placement order stands in place of the care order, which is in force again when it ends: no other one is made then.
            if (order is not null && (order == CourtOrders.Placement || !hadPlacementOrder))
                Tell(order, saying);
        }

        private void InProceedings(string? order, CareEvent teller)
        {
            if (order != CourtOrders.InterimCare)
                TellNoIssue(teller.On);
            else if (!issued && issueTold is null)
                Issued.Add(issueTold = teller with { Type = EventTypes.ProceedingsIssued, Fields = AtTheLatest });
        }

        private void TellNoIssue(LocalDate from)
        {
            if (issueTold is { } told)
                Overtaken[told] = from;
            issueTold = null;
        }

        // An order that was recorded and that no status ever named is not ended by the late word of another one.
        private void Replace(string order, CareEvent saying)
        {
            if (this[order] is not { InForce: true, Said: true })
                return;
            var end = Told(EventTypes.OrderEnded, order, saying);
            Over.Add(end);
            if (order == CourtOrders.Placement)
                Ended.Add(end);
            this[order] = new Standing(false, null, false, end);
        }

        private void Leave(string order, CareEvent ceased)
        {
            if (this[order] is { InForce: true, Said: true })
                Over.Add(Told(EventTypes.OrderEnded, order, ceased));
            standing.Remove(order);
        }

        private void Tell(string order, CareEvent teller)
        {
            if (!this[order].InForce && !IsRecordedOn(order, teller.On))
            {
                var told = Told(EventTypes.OrderMade, order, teller);
                Made.Add(told);
                this[order] = new Standing(true, told, true, null);
            }

            this[order] = this[order] with { Said = true };
            hadPlacementOrder |= order == CourtOrders.Placement;
        }

        private bool IsRecordedOn(string order, LocalDate day)
        {
            for (var index = EventSearch.CountBefore(recorded, day); index < recorded.Length && recorded[index].On == day; index++)
            {
                if (recorded[index].Text("order") == order)
                    return true;
            }

            return false;
        }

        // It stays the entry that tells it, so that whoever asks why is led there.
        private static CareEvent Told(string type, string order, CareEvent teller)
        {
            List<KeyValuePair<string, object>> fields = [new("order", order)];
            if (teller.Flag("onOrBefore") == true)
                fields.Add(new("onOrBefore", true));
            return teller with { Type = type, Fields = EventFields.Of(fields) };
        }
    }
}

/// <summary>What <see cref="OrdersTold"/> tells by a day.</summary>
internal sealed record OrdersKnown(LocalDate By, CareEvent[] Issued, CareEvent[] Made, CareEvent[] Ended);
