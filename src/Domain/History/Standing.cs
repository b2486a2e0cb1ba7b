using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>Where a child stands between coming to be known and leaving for good.</summary>
public enum Standing
{
    /// <summary>
    /// Not in care: never yet, or the council is involved again after an earlier period. So is a child on short breaks only.
    /// </summary>
    BeforeCare,
    LookedAfter,

    /// <summary>Left care, and the council may still owe something.</summary>
    AfterCare,

    /// <summary>Adopted, taken over by another authority, died, or of an age at which nothing is owed any more.</summary>
    Closed,
}

public static class Standings
{
    // Care leavers are owed advice until they are 25 (Children Act 1989, section 23CZB).
    private const int LeaversUntil = 25;

    /// <summary>As programs read it: <c>before-care</c>, <c>looked-after</c>, <c>after-care</c> or <c>closed</c>.</summary>
    public static string Name(this Standing standing) =>
        standing switch
        {
            Standing.LookedAfter => "looked-after",
            Standing.AfterCare => "after-care",
            Standing.Closed => "closed",
            _ => "before-care",
        };

    internal static Standing Of(CaseHistory history)
    {
        if (history.Died is not null)
            return Standing.Closed;
        if (history.LookedAfter)
            return history.Adoption.Adopted is null ? Standing.LookedAfter : Standing.Closed;
        if (history.Age.Years >= LeaversUntil)
            return Standing.Closed;
        if (history.Period?.Ceased is not { } ceased)
            return history.Adoption.Adopted is not null || (history.Left is null && history.Age.Years >= 18)
                ? Standing.Closed
                : Standing.BeforeCare;
        return history.Adoption.Adopted is not null || ceased.Text("reason") is LifeCourse.DiedInCare or "E3"
            ? Standing.Closed
            : Standing.AfterCare;
    }
}
