using NodaTime;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <param name="Since">
    /// Where given, it has to have happened on that day or after it, and <c>later</c> means after it. Nothing has while it has no day.
    /// </param>
    public sealed record Happened(Selector Event, HappenedWhen When, Moment? Since) : Condition
    {
        /// <summary>An event since the last of which it has to have happened; where there was none, in the case.</summary>
        public Selector? SinceLast { get; init; }

        private static readonly string[] Parts = ["case", "since-start", "by-start", "life"];

        private static readonly Key[] More =
        [
            new Key("in", Schema.Word(Parts)),
            new Key("since", Schema.OneOf(Schema.Moment, Schema.Defined("selector"))),
        ];

        internal static ConditionKind Kind { get; } =
            new(
                "happened",
                "an event was recorded, `in` the `case` if left out, `since-start`, `by-start` or the `life`; or `since:` a moment, "
                    + "on its day "
                    + "or after it, and with `later: true` after it; or `since:` an event, after the last of its kind before the start, "
                    + "and in the case where there was none",
                [
                    "{ event: match-approved, in: since-start }",
                    "{ event: review-held, since: entry, later: true }",
                    "{ event: meeting-held, matching: { family: family }, since: { event: placement-ended } }",
                ],
                Selector.Schema(More),
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising)
        {
            if (SinceLast is { } last)
            {
                var after = last.LastBefore(inquiry, inquiry.History.CaseStart, arising)?.On ?? inquiry.History.CaseStart;
                return inquiry.FirstMatch(Event, after, arising) is not null;
            }

            if (Since is { } beginning)
                return inquiry.Resolve(beginning, arising) is { IsKnown: true } began
                    && inquiry.FirstMatch(Event, began.Day, arising with { Arose = began.Day }) is not null;
            var since = When switch
            {
                HappenedWhen.SinceTheStart => arising.Arose,
                HappenedWhen.InTheChildsLife => LocalDate.MinIsoValue,
                _ => inquiry.History.CaseStart,
            };
            return inquiry.FirstMatch(Event, since, arising) is { } match && (When != HappenedWhen.ByTheStart || match.On <= arising.Arose);
        }

        public override string InWords(ISpeech speech, bool so = true) =>
            $"there is {(so ? "an" : "no")} entry “{Event.InWords(speech)}”"
            + (SinceLast is { } last ? $" since the last “{last.InWords(speech)}”" : Part());

        private string Part() =>
            When switch
            {
                HappenedWhen.SinceAMoment => $" since {Since!.Label}",
                HappenedWhen.SinceTheStart => " since it arose",
                HappenedWhen.ByTheStart => " by the day it arose",
                HappenedWhen.InTheChildsLife => " at any time in the child’s life",
                _ => "",
            };

        internal override IEnumerable<Selector> LooksFor =>
            [Event, .. SinceLast is null ? (Selector[])[] : [SinceLast], .. Since?.LooksFor ?? []];

        private static new Happened? Read(PolicyNode node, Definitions definitions)
        {
            if (node.Get("in") is not null && node.Get("since") is { } both)
                both.Fault("'in' and 'since' both say in which part of the record: use one of them.");
            var last = node.Get("since") is { IsMap: true } kind ? Selector.Read(kind, definitions) : null;
            var since = node.Get("since") is { IsMap: false } from ? definitions.Moment(from) : null;
            if (Selector.Read(node, definitions, More) is not { } selector)
                return null;
            if (since is null && last is null && node.Get("since") is not null)
                return null;
            var when = node.Get("in")?.Word("a part of the record", Parts) switch
            {
                "since-start" => HappenedWhen.SinceTheStart,
                "by-start" => HappenedWhen.ByTheStart,
                "life" => HappenedWhen.InTheChildsLife,
                _ => HappenedWhen.InThisCase,
            };
            return new(selector, since is null ? when : HappenedWhen.SinceAMoment, since) { SinceLast = last };
        }
    }
}

/// <summary>In which part of a record something has to have happened.</summary>
public enum HappenedWhen
{
    InThisCase,
    SinceTheStart,
    ByTheStart,
    InTheChildsLife,

    /// <summary>Since a moment that the condition names.</summary>
    SinceAMoment,
}
