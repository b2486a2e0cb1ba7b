namespace Permanence.Domain.Policies;

/// <summary>A named day in a child's life that clocks count from: one that happened, is booked, or follows from others.</summary>
/// <param name="Name">As packs write it: <c>second-review</c>.</param>
/// <param name="Label">As explanations say it: <c>the second review</c>.</param>
public abstract record Moment(string Name, string Label)
{
    /// <summary>Its place in the pack, for caching within one evaluation. Set when the pack is read.</summary>
    public int Ordinal { get; init; } = -1;

    /// <summary>Whether it depends on the occurrence asking, so that it cannot be shared between duties.</summary>
    public virtual bool IsRelative => false;

    /// <summary>The event a duty arose from, by one of its dates.</summary>
    public sealed record Start(string Name, string Label, string DateField) : Moment(Name, Label)
    {
        public override bool IsRelative => true;
    }

    /// <summary>The day a repeating duty was last met, or the day it first arose.</summary>
    public sealed record Previous(string Name, string Label) : Moment(Name, Label)
    {
        public override bool IsRelative => true;
    }

    public sealed record Entry(string Name, string Label) : Moment(Name, Label);

    public sealed record LeavingCare(string Name, string Label) : Moment(Name, Label);

    /// <summary>The child's birth: the day born, or the day expected.</summary>
    public sealed record Birth(string Name, string Label) : Moment(Name, Label);

    public sealed record Birthday(string Name, string Label, int Years, bool EntitlementEnds) : Moment(Name, Label);

    /// <summary>Something that happened, by one of its dates.</summary>
    public sealed record Happened(string Name, string Label, Selector Event, bool Latest, string DateField, bool WholeLife)
        : Moment(Name, Label)
    {
        public override bool IsRelative => Event.IsRelative;
    }

    /// <summary>A meeting: the day it was held, else the day it is booked for.</summary>
    public sealed record Booked(string Name, string Label, Selector Held, Selector Booking, Selector? Cancelled) : Moment(Name, Label);

    /// <summary>A statutory review of a period of care.</summary>
    public sealed record Review(string Name, string Label, ReviewPick Pick, int Number, Moment? Reference, IReadOnlyList<LatestRule> Latest)
        : Moment(Name, Label)
    {
        public override bool IsRelative => Pick == ReviewPick.Next || Reference is { IsRelative: true };
    }

    /// <summary>The day since which one of these options has been the primary plan.</summary>
    public sealed record PlanSince(string Name, string Label, IReadOnlyList<string> Options) : Moment(Name, Label);

    /// <summary>The day since which the child has been in the present placement, or at the present address.</summary>
    public sealed record PlacementSince(string Name, string Label, bool SameAddress) : Moment(Name, Label);

    public sealed record EarliestOf(string Name, string Label, IReadOnlyList<Moment> Moments) : Moment(Name, Label)
    {
        public override bool IsRelative => Moments.Any(moment => moment.IsRelative);
    }

    public sealed record LatestOf(string Name, string Label, IReadOnlyList<Moment> Moments) : Moment(Name, Label)
    {
        public override bool IsRelative => Moments.Any(moment => moment.IsRelative);
    }
}

/// <summary>Which review is meant. Reviews are held, booked, or projected at the longest lawful gap.</summary>
public enum ReviewPick
{
    Numbered,
    /// <summary>The one after the review a duty arose from.</summary>
    Next,
    /// <summary>The last before the reference, from those held, booked and projected.</summary>
    LastBefore,
    PenultimateBefore,
    FirstFrom
}

/// <summary>A limit on when a review may be held, for when it is neither held nor booked.</summary>
/// <param name="Nth">Which review since <paramref name="Of"/> it limits: 2 for the second. 0 for a limit on any.</param>
public sealed record LatestRule(Clause Clause, Moment Of, TimeLimit Limit, int Nth);
