using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Obligations;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Boards;

/// <summary>What the policy asks of one child today.</summary>
/// <param name="Name">The child's, where it is recorded.</param>
/// <param name="Duties">All of them, in the evaluation's order.</param>
/// <param name="CountedBy">The clauses of the indicators that count the child.</param>
/// <param name="Holds">While nothing of it turns by itself.</param>
public sealed record ChildDuties(
    RowStamp Stamp,
    string? Name,
    IReadOnlyList<DutyRow> Duties,
    IReadOnlyList<string> CountedBy,
    Holding Holds
)
{
    /// <summary>What is asked of a record now.</summary>
    /// <param name="stamp">Of today.</param>
    public static ChildDuties Of(ChildRecord record, RowStamp stamp, IAssessor assessor, Instant now)
    {
        var history = record.Read()?.At(now);
        return history is not null && assessor.Evaluate(history) is { } evaluation
            ? new ChildDuties(
                stamp,
                history.Child.Name,
                DutyRow.Of(history, evaluation),
                assessor.CountedBy(history),
                Holding.Of(history, evaluation.HoursRunOut, now)
            )
            : new ChildDuties(stamp, null, [], [], Holding.Of(history, [], now));
    }
}

/// <summary>What an edit of the policies moved for one child.</summary>
public sealed record MovedChild(string Child, string? Name, IReadOnlyList<MovedDuty> Duties);

/// <summary>What the last edit of the policies moved.</summary>
/// <param name="Moved">Children for whom something stands otherwise.</param>
/// <param name="NotKnown">Children who could not be asked, or whose node has taken up no edit since it started.</param>
public sealed record EditReach(IReadOnlyList<MovedChild> Moved, int Children, int NotKnown);

/// <summary>A child whom an indicator counts.</summary>
public sealed record CountedChild(string Child, string? Name);

/// <summary>Whom a clause asks something of, or counts, today.</summary>
/// <param name="Asked">What it asks and is not done.</param>
/// <param name="Counted">Whom its indicators count.</param>
/// <param name="Unreachable">Children who could not be asked just now.</param>
public sealed record ClauseReach(
    LocalDate On,
    IReadOnlyList<DutyRow> Asked,
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

/// <summary>The duties that somebody asked for.</summary>
/// <param name="On">The London date they are of.</param>
/// <param name="AsAt">When they were put together.</param>
/// <param name="Rows">Those still to be done first, by date; of equals by child.</param>
/// <param name="Missing">Children whose record cannot be read: none of their duties is in a row.</param>
public sealed record AskedDuties(LocalDate On, Instant AsAt, IReadOnlyList<DutyRow> Rows, int Missing);
