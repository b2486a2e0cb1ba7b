using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Clocks;

public abstract partial class ClockKind
{
    private sealed class NoNumber : ClockKind
    {
        internal override string Means => "no date, because the document gives no number: an open task from that moment on";

        internal override IReadOnlyList<string> Examples => ["task-from: entry"];

        internal override Keys Keys { get; } =
            new(Key.Needed("task-from", Schema.Moment.Saying("No number in the document: an open task.")));

        internal override bool HasDate => false;

        internal override LocalDate Date(LimbRule limb, LocalDate moment, IInquiry inquiry) =>
            throw new InvalidOperationException("A task has no date.");

        internal override string InWords(LimbRule limb) => "no number in the policy: a task to be done, not a date";
    }
}
