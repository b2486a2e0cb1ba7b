using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>So long has passed since a moment. More than is true from the day after; at least is true on the day.</summary>
    public sealed record Elapsed(Moment Since, TimeLimit? AtLeast, TimeLimit? MoreThan, TimeLimit? AtMost) : Condition
    {
        private static readonly Keys Keys = new(
            Key.Needed("since", Schema.Moment),
            new Key("at-least", Schema.Limit),
            new Key("more-than", Schema.Limit),
            new Key("at-most", Schema.Limit)
        );

        internal static ConditionKind Kind { get; } =
            new(
                "elapsed",
                "so long has passed since a moment; `at-least` from that day on, `more-than` from the day after",
                ["{ since: entry, more-than: 4 months, at-most: 18 months }", "{ since: entry, at-least: 12 months }"],
                Keys,
                Read
            );

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            inquiry.Resolve(Since, arising) is { IsKnown: true } begun
            && (AtLeast is null || inquiry.After(begun.Day, AtLeast) <= inquiry.On)
            && (MoreThan is null || inquiry.After(begun.Day, MoreThan) < inquiry.On)
            && (AtMost is null || inquiry.After(begun.Day, AtMost) >= inquiry.On);

        public override string InWords(ISpeech speech, bool so = true)
        {
            string?[] limits =
            [
                AtLeast is null ? null : $"{AtLeast.InWords()} or more",
                MoreThan is null ? null : $"more than {MoreThan.InWords()}",
                AtMost is null ? null : $"at most {AtMost.InWords()}",
            ];
            return $"{(so ? "" : "not ")}{string.Join(" and ", limits.OfType<string>())} since {Since.Label}";
        }

        internal override IEnumerable<Selector> LooksFor => Since.LooksFor;

        private static new Elapsed? Read(PolicyNode node, Definitions definitions)
        {
            node.RefuseUnknown(Keys);
            var since = node.Need("since", "time passes since a moment") is { } begin ? definitions.Moment(begin) : null;
            var (least, more, most) = (node.Get("at-least")?.Limit(), node.Get("more-than")?.Limit(), node.Get("at-most")?.Limit());
            if (least is null && more is null && most is null)
                node.Fault("Say 'at-least', 'more-than' or 'at-most' with a length of time, such as at-least: 12 months.");
            if (least is { Unit: TimeUnit.Hours } || more is { Unit: TimeUnit.Hours } || most is { Unit: TimeUnit.Hours })
                node.Fault("How long it is since a moment is told in days or longer: hours are for a limit, within: 48 hours.");
            return since is null ? null : new(since, least, more, most);
        }
    }
}
