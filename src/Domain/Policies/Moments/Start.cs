using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>The event a duty arose from, by one of its dates.</summary>
    /// <param name="OrItsDay">Whether the event's own day stands where it does not hold that date.</param>
    public sealed record Start(string Name, string Label, string DateField, bool OrItsDay) : Moment(Name, Label)
    {
        internal static MomentKind Kind { get; } =
            new(
                "a date of the event that a duty arose from; with `or-its-day: true` the event's own day where it holds none",
                "{ start: comply-by }",
                [new Key("start", Schema.Name), new Key("or-its-day", Schema.Flag)],
                Read
            );

        public override bool IsRelative => true;

        internal override MomentDay Day(IInquiry inquiry, in Arising arising)
        {
            if (arising.Event is not { } source)
                return new(arising.Arose, null, Certainty.Happened, null);
            // The same day is not worked out twice.
            if (
                DateField == "on"
                && arising.Begun is { Certainty: Certainty.Happened } begun
                && ReferenceEquals(begun.Source, source)
                && begun.Day == source.On
            )
                return begun;
            var dated = inquiry.DayOf(source, DateField);
            return dated.IsKnown || !OrItsDay ? dated : MomentDay.HappenedOn(source);
        }

        private static Start? Read(string name, string label, PolicyNode node, Reading.Definitions definitions)
        {
            var written = node.Get("start")!;
            if (written.Name() is not { } field)
                return null;
            if (FieldNames.FindInAny(field) is { Kind: FieldKind.Date or FieldKind.DateTime } date)
                return new(name, label, date.Name, node.Get("or-its-day")?.Flag() ?? false);
            written.Fault($"No event has a date '{field}'.{FieldNames.NearestInAny(field)}");
            return null;
        }
    }
}
