using NodaTime;

namespace Permanence.Domain.Obligations;

/// <summary>A duty of one child that stands otherwise under one policy than under another.</summary>
/// <param name="Before">Null where the earlier policy does not ask it.</param>
/// <param name="Now">Null where the later policy does not ask it.</param>
public sealed record MovedDuty(string Id, string Title, DutyStanding? Before, DutyStanding? Now);

public sealed record DutyStanding(ObligationStatus Status, LocalDate? Due);

/// <summary>What another policy makes of the same record on the same day.</summary>
public static class MovedDuties
{
    /// <summary>
    /// Duties whose status differs, or whose date differs while they are not done, in order of the date now. That a date of something long
    /// done would have been another is left out: nobody can act on it.
    /// </summary>
    public static IReadOnlyList<MovedDuty> Between(Evaluation before, Evaluation now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var earlier = before.Obligations.ToDictionary(duty => duty.Id, StringComparer.Ordinal);
        var moved = new List<MovedDuty>();
        foreach (var duty in now.Obligations)
        {
            if (earlier.Remove(duty.Id, out var was) ? Differs(was, duty) : duty.IsToBeDone)
                moved.Add(new(duty.Id, duty.Title, Standing(was), Standing(duty)));
        }

        return
        [
            .. moved,
            .. earlier.Values.Where(gone => gone.IsToBeDone).Select(gone => new MovedDuty(gone.Id, gone.Title, Standing(gone), null)),
        ];
    }

    private static bool Differs(Obligation was, Obligation duty) => was.Status != duty.Status || (was.Due != duty.Due && duty.IsToBeDone);

    private static DutyStanding? Standing(Obligation? duty) => duty is null ? null : new(duty.Status, duty.Due);
}
