using NodaTime;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>A meeting: the day it was held, else the day it is booked for.</summary>
    public sealed record Booked(
        string Name,
        string Label,
        Selector Held,
        Selector Booking,
        Selector? Cancelled,
        IReadOnlyList<LatestRule> Latest
    ) : Moment(Name, Label)
    {
        private static readonly Schema Picked = Schema.Defined("selector");

        internal static MomentKind Kind { get; } =
            new(
                "the day something was held, else the day it is booked for, unless that booking was cancelled, else the `latest` day the "
                    + "rules allow, as of a review",
                "{ held: { event: meeting-held }, booked: { event: meeting-booked } }",
                [new Key("held", Picked), Key.Needed("booked", Picked), new Key("cancelled", Picked), new Key("latest", LatestRule.Schema)],
                Read
            );

        internal override IEnumerable<Selector> LooksFor => Cancelled is { } cancelled ? [Held, Booking, cancelled] : [Held, Booking];

        internal override MomentDay Day(IInquiry inquiry, in Arising arising)
        {
            if (inquiry.FirstMatch(Held, inquiry.History.CaseStart, arising) is { } held)
                return MomentDay.HappenedOn(held);
            if (inquiry.LastMatch(Booking, inquiry.History.CaseStart, arising) is not { } booking)
                return AtTheLatest(inquiry, arising);
            var isCancelled =
                Cancelled is not null
                && inquiry.LastMatch(Cancelled, booking.On, arising) is { } cancelled
                && cancelled.Date("for") == booking.Date("for");
            return isCancelled ? AtTheLatest(inquiry, arising) : MomentDay.HappenedOn(booking, "for");
        }

        private MomentDay AtTheLatest(IInquiry inquiry, in Arising arising)
        {
            var best = MomentDay.Unknown;
            for (var index = 0; index < Latest.Count; index++)
            {
                var rule = Latest[index];
                var from = inquiry.Resolve(rule.Of, arising);
                if (!from.IsKnown)
                    continue;
                var day = inquiry.LatestAfter(from.Day, rule.Limit);
                if (day.IsKnown ? !best.IsKnown || day.Day < best.Day : !best.IsKnown)
                    best = day with { Limit = day.IsKnown ? new LatestLimit(rule, from) : null };
            }

            return best;
        }

        /// <summary>As a council adds latest days to it.</summary>
        internal override Moment? WithLatest(IReadOnlyList<LatestRule> more) => this with { Latest = [.. Latest, .. more] };

        internal override bool IsHeldOrLatest => Latest.Count > 0;

        internal override IEnumerable<string> FollowsFrom => Latest.Select(rule => rule.Of.Name);

        internal override LocalDate KnownSince(MomentDay day, IInquiry inquiry, in Arising arising)
        {
            var known = base.KnownSince(day, inquiry, arising);
            return inquiry.FirstMatch(Booking, inquiry.History.CaseStart, arising) is { } booked && booked.On < known ? booked.On : known;
        }

        private static Booked? Read(string name, string label, PolicyNode node, Definitions definitions)
        {
            var booked = node.Need("booked", "a meeting that can be held can be booked");
            if (
                booked is null
                || Selector.Read(node.Get("held")!, definitions) is not { } held
                || Selector.Read(booked, definitions) is not { } booking
            )
                return null;
            return new(
                name,
                label,
                held,
                booking,
                node.Get("cancelled") is { } off ? Selector.Read(off, definitions) : null,
                node.Get("latest") is { } limits ? LatestRule.ReadAll(limits, definitions) : []
            );
        }
    }
}
