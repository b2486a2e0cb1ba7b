using NodaTime;
using Permanence.Domain.Obligations;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Boards;

/// <summary>What the policy asks of one child today that is not done.</summary>
/// <param name="Name">The child's, where it is recorded.</param>
/// <param name="CountedBy">The clauses of the indicators that count the child.</param>
/// <param name="Holds">While nothing of it turns by itself.</param>
public sealed record OpenDuties(
    RowStamp Stamp,
    string? Name,
    IReadOnlyList<OpenDuty> Duties,
    IReadOnlyList<string> CountedBy,
    Holding Holds
)
{
    /// <summary>What is open of a record now.</summary>
    /// <param name="stamp">Of today.</param>
    public static OpenDuties Of(ChildRecord record, RowStamp stamp, IAssessor assessor, Instant now)
    {
        var history = record.Read()?.At(now);
        return history is not null && assessor.Evaluate(history) is { } evaluation
            ? new OpenDuties(
                stamp,
                history.Child.Name,
                OpenDuty.Of(evaluation),
                assessor.CountedBy(history),
                Holding.Of(history, evaluation.HoursRunOut, now)
            )
            : new OpenDuties(stamp, null, [], [], Holding.Of(history, [], now));
    }
}

/// <summary>A duty that is not done.</summary>
/// <param name="Id">The obligation's id in the child's evaluation.</param>
/// <param name="Breach">Whether it would be a breach to be late with it.</param>
/// <param name="Clauses">The clauses that time it, the one whose date counts first.</param>
public sealed record OpenDuty(string Id, string Title, ObligationStatus Status, LocalDate? Due, bool Breach, IReadOnlyList<string> Clauses)
{
    public static IReadOnlyList<OpenDuty> Of(Evaluation evaluation) =>
        [
            .. evaluation
                .Obligations.Where(duty => duty.IsToBeDone)
                .Select(duty => new OpenDuty(
                    duty.Id,
                    duty.Title,
                    duty.Status,
                    duty.Due,
                    duty.CanBeABreach,
                    [.. duty.Limbs.OrderByDescending(limb => limb.Binding).Select(limb => limb.Clause).Distinct(StringComparer.Ordinal)]
                )),
        ];
}

/// <summary>A child of whom a clause asks something today.</summary>
public sealed record AskedChild(string Child, string? Name, OpenDuty Duty);

/// <summary>What an edit of the policies moved for one child.</summary>
public sealed record MovedChild(string Child, string? Name, IReadOnlyList<MovedDuty> Duties);

/// <summary>What the last edit of the policies moved.</summary>
/// <param name="Moved">Children for whom something stands otherwise.</param>
/// <param name="NotKnown">Children who could not be asked, or whose node has taken up no edit since it started.</param>
public sealed record EditReach(IReadOnlyList<MovedChild> Moved, int Children, int NotKnown);

/// <summary>A child whom an indicator counts.</summary>
public sealed record CountedChild(string Child, string? Name);

/// <summary>Whom a clause asks something of, or counts, today.</summary>
/// <param name="Counted">Whom its indicators count.</param>
/// <param name="Unreachable">Children who could not be asked just now.</param>
public sealed record ClauseReach(
    LocalDate On,
    IReadOnlyList<AskedChild> Asked,
    IReadOnlyList<CountedChild> Counted,
    int Children,
    int Unreachable
);

/// <summary>Whom the indicators of a council's policy count today.</summary>
/// <param name="ByClause">By the indicator's clause, in the order of the children's ids. A clause that counts nobody is not in it.</param>
/// <param name="Unreachable">Children who could not be asked just now.</param>
public sealed record CountedChildren(
    LocalDate On,
    IReadOnlyDictionary<string, IReadOnlyList<CountedChild>> ByClause,
    int Children,
    int Unreachable
);
