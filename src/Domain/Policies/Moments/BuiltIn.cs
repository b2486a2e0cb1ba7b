namespace Permanence.Domain.Policies.Moments;

public abstract partial record Moment
{
    /// <summary>The day a repeating duty was last met, or the day it first arose.</summary>
    public sealed record Previous(string Name, string Label) : Moment(Name, Label)
    {
        public override bool IsRelative => true;

        internal override MomentDay Day(IInquiry inquiry, in Arising arising) => arising.Previous;
    }

    public sealed record Entry(string Name, string Label) : Moment(Name, Label)
    {
        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.Period?.Entry is { } entry ? MomentDay.HappenedOn(entry) : MomentDay.Unknown;
    }

    public sealed record LeavingCare(string Name, string Label) : Moment(Name, Label)
    {
        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.Left is { } ceased ? MomentDay.HappenedOn(ceased) : MomentDay.Unknown;
    }

    /// <summary>The day permanence that had been secured was last lost, in the present case.</summary>
    public sealed record PermanenceLost(string Name, string Label) : Moment(Name, Label)
    {
        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.PermanenceLost is { } lost && lost.On >= inquiry.History.CaseStart
                ? MomentDay.HappenedOn(lost)
                : MomentDay.Unknown;
    }

    /// <summary>The day the primary plan was ended and no other set; unknown while there is one, and where there never was.</summary>
    public sealed record PlanLost(string Name, string Label) : Moment(Name, Label)
    {
        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.PlanLost is { } ended ? MomentDay.HappenedOn(ended) : MomentDay.Unknown;
    }

    /// <summary>The child's birth: the day born, or the day expected.</summary>
    public sealed record Birth(string Name, string Label) : Moment(Name, Label)
    {
        internal override MomentDay Day(IInquiry inquiry, in Arising arising) =>
            inquiry.History.Birth is { } born ? MomentDay.FixedOn(born) : MomentDay.Unknown;
    }
}
