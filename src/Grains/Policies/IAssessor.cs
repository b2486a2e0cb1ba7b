using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Grains.Policies;

/// <summary>What records and lists mean under the policies now in force. Pure: the same record, day and stamp give the same answer.</summary>
public interface IAssessor
{
    /// <summary>Which policies answer for an authority now. Changes whenever any answer could.</summary>
    string Stamp(string authority);

    /// <summary>What the authority's policy asks for this child; null where the authority has no policy.</summary>
    /// <param name="asOf">With its day.</param>
    Evaluation? Evaluate(CaseFile file, AsOf asOf);

    /// <summary>The same with what pages and boards show of it, from one reading of the record; null where the authority has no policy.</summary>
    /// <param name="asOf">With its day.</param>
    Assessment? Assess(CaseFile file, AsOf asOf);

    /// <summary>
    /// What the last edit of the policies' files moved for this child on a London date; null where this node has taken up none since it
    /// started.
    /// </summary>
    IReadOnlyList<MovedDuty>? MovedByEdit(CaseFile file, LocalDate on);

    /// <summary>Why the authority's policy stops these events from being recorded; empty where it does not.</summary>
    IReadOnlyList<Refusal> Stops(CaseFile record, IReadOnlyList<CareEvent> events);

    /// <summary>The clauses of the indicators that count the child.</summary>
    /// <param name="asOf">With its day.</param>
    IReadOnlyList<string> CountedBy(CaseFile file, AsOf asOf);

    /// <summary>A list as the authority's policy describes it on a London date; null where it has none of that id.</summary>
    PolicyForm? List(string authority, string list, LocalDate on);

    /// <summary>What the record says of the child; null where nothing of it stands any more.</summary>
    /// <param name="asOf">With its day.</param>
    ChildSummary? Summary(CaseFile file, AsOf asOf);
}

/// <summary>What one record means on a day.</summary>
/// <param name="Row">Null where the child is not on that day's board.</param>
/// <param name="Summary">Null where nothing of the record stands any more.</param>
/// <param name="Shared">Whether the council's adoption agency may see the child.</param>
public sealed record Assessment(Evaluation Evaluation, TrackerRow? Row, ChildSummary? Summary, bool Shared);
