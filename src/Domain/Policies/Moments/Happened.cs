using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>Something that happened, by one of its dates.</summary>
    /// <param name="Pick">
    /// Which one: the <c>first</c>, the <c>latest</c>, or the last <c>before</c> the event that a duty arose from.
    /// </param>
    public sealed record Happened(string Name, string Label, Selector Event, string Pick, string DateField, bool WholeLife)
        : Moment(Name, Label)
    {
        private const string OwnDay = "on";

        private static readonly string[] Picks = ["first", "latest", "before"];

        private static readonly Key[] More =
        [
            Key.Needed("label", Schema.Text),
            new Key("pick", Schema.Word(Picks)),
            new Key("date", Schema.Name.Saying("The field of the event that holds the day; left out, the day it happened.")),
            new Key("whole-life", Schema.Flag),
        ];

        internal static MomentKind Kind { get; } =
            new(
                "the day of an event of this case, the first, with `pick: latest` the last, or with `pick: before` the last before the one "
                    + "a duty arose from; `date` a date it holds, `whole-life: true` in any case",
                "{ event: referred, where: { to: permanence-panel }, pick: latest }",
                Selector.OfAnEventWith(More),
                Read
            );

        public override bool IsRelative => Event.IsRelative || Pick == "before";

        internal override IEnumerable<Selector> LooksFor => [Event];

        internal override MomentDay Day(IInquiry inquiry, in Arising arising)
        {
            var from = WholeLife ? LocalDate.MinIsoValue : inquiry.History.CaseStart;
            var found = Pick switch
            {
                "latest" => inquiry.LastMatch(Event, from, arising),
                "before" => Event.LastBefore(inquiry, from, arising),
                _ => inquiry.FirstBegun(Event, from, arising),
            };
            return found is null ? MomentDay.Unknown : MomentDay.HappenedOn(found, DateField);
        }

        internal override LocalDate KnownSince(MomentDay day, IInquiry inquiry, in Arising arising)
        {
            if (DateField == OwnDay || Pick != "latest" || day.Source is not { } source)
                return base.KnownSince(day, inquiry, arising);
            // Listed anew before its day came, it is the same hearing; after it, another.
            var listed = inquiry.History.Since(Event.Type, WholeLife ? LocalDate.MinIsoValue : inquiry.History.CaseStart);
            for (var index = EventSearch.CountUpTo(listed, source.On) - 1; index >= 0; index--)
            {
                if (!Event.Matches(listed[index], arising) || listed[index].On == source.On)
                    continue;
                if (!(listed[index].Date(DateField) >= source.On))
                    break;
                source = listed[index];
            }

            return source.On;
        }

        private static Happened? Read(string name, string label, PolicyNode node, Definitions definitions)
        {
            var pick = node.Get("pick")?.Word("a way to pick", Picks);
            if (Selector.Read(node, definitions, More) is not { } selector)
                return null;
            var date = OwnDay;
            if (node.Get("date") is { } written && written.Name() is { } field)
            {
                var found = FieldNames.Find(EventVocabulary.Find(selector.TypeName)!, field);
                if (found is not { Kind: FieldKind.Date or FieldKind.DateTime } dated)
                {
                    written.Fault($"A {selector.TypeName} event has no date '{field}'.");
                    return null;
                }

                date = dated.Name;
            }

            return new(name, label, selector, pick ?? "first", date, node.Get("whole-life")?.Flag() ?? false);
        }
    }
}
