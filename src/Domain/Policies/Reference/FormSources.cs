using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reference;

/// <summary>What the platform knows and a form may be filled in from.</summary>
public enum RecordFact
{
    CouncilName,
    ChildName,
    ChildId,
    ChildBorn,
    ChildAge,
    ChildEthnicity,
    ChildTeam,

    /// <summary>Somebody in a role.</summary>
    Worker,
    LegalStatus,
    LegalPosition,
    Placement,
    PlacementAddress,
    PlacementPostcode,
    PlacementProvider,
    PlacementCarer,
    PlacementDistance,
    PlanPrimary,
    PlanAll,
    ReviewLast,
    ReviewNext,
    ReviewSecond,

    /// <summary>The last meeting of a type.</summary>
    Meeting,
    Assessments,
    Wishes,
    LifeStory,
    StayingPut,
    FamilySiblings,
    FamilySize,
    DutiesOverdue,
}

/// <summary>Where a field of a form is filled from: a closed list of facts, which every council's forms name alike.</summary>
/// <param name="Of">The role or the meeting, where the fact is of one.</param>
/// <param name="Name">As packs write it: <c>child.born</c>, <c>worker.iro</c>.</param>
/// <param name="Says">What it gives.</param>
public sealed record FormSource(RecordFact Fact, string? Of, string Name, string Says)
{
    /// <summary>Every fact that a form may name, in the order of the page that lists them.</summary>
    public static IReadOnlyList<FormSource> All { get; } =
    [
        new(RecordFact.CouncilName, null, "council.name", "the council"),
        new(RecordFact.ChildName, null, "child.name", "the child's name"),
        new(RecordFact.ChildId, null, "child.id", "the id of the record"),
        new(RecordFact.ChildBorn, null, "child.born", "the date of birth"),
        new(RecordFact.ChildAge, null, "child.age", "the age on the day"),
        new(RecordFact.ChildEthnicity, null, "child.ethnicity", "the ethnicity recorded"),
        new(RecordFact.ChildTeam, null, "child.team", "the team that works with the child"),
        .. EventVocabulary.Roles.Select(role => new FormSource(
            RecordFact.Worker,
            role,
            $"worker.{role}",
            $"the {role.Replace('-', ' ')} of the child"
        )),
        new(RecordFact.LegalStatus, null, "legal-status", "the legal status, since when"),
        new(RecordFact.LegalPosition, null, "legal-position", "legal status, orders in force, proceedings and the next hearing"),
        new(RecordFact.Placement, null, "placement", "the placement, since when"),
        new(RecordFact.PlacementAddress, null, "placement.address", "its address"),
        new(RecordFact.PlacementPostcode, null, "placement.postcode", "its postcode"),
        new(RecordFact.PlacementProvider, null, "placement.provider", "its provider"),
        new(RecordFact.PlacementCarer, null, "placement.carer", "who cares for the child there"),
        new(RecordFact.PlacementDistance, null, "placement.distance", "how far it is from home"),
        new(RecordFact.PlanPrimary, null, "plan.primary", "the primary plan, since when"),
        new(RecordFact.PlanAll, null, "plan.all", "the plans on every track, since when"),
        new(RecordFact.ReviewLast, null, "review.last", "the last statutory review"),
        new(RecordFact.ReviewNext, null, "review.next", "the next statutory review, booked or due"),
        new(RecordFact.ReviewSecond, null, "review.second", "the second review, and whether it had a signed plan"),
        .. EventVocabulary.Meetings.Select(meeting => new FormSource(
            RecordFact.Meeting,
            meeting,
            $"meeting.{meeting}",
            $"the last {meeting.Replace('-', ' ')} meeting and its outcome"
        )),
        new(RecordFact.Assessments, null, "assessments", "assessments begun and completed"),
        new(RecordFact.Wishes, null, "wishes", "when wishes and feelings were last recorded"),
        new(RecordFact.LifeStory, null, "life-story", "when life story work was last begun or brought up to date"),
        new(RecordFact.StayingPut, null, "staying-put", "when Staying Put was raised"),
        new(RecordFact.FamilySiblings, null, "family.siblings", "brothers and sisters, and what was decided about them"),
        new(RecordFact.FamilySize, null, "family.size", "how many children there are"),
        new(RecordFact.DutiesOverdue, null, "duties.overdue", "what is overdue"),
    ];

    private static readonly Dictionary<string, FormSource> ByName = All.ToDictionary(source => source.Name, StringComparer.Ordinal);

    public static FormSource? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Its name and what it gives, with … in place of the role or the meeting.</summary>
    internal (string Name, string Says) General =>
        Of is null
            ? (Name, Says)
            : (Name.Replace(Of, "…", StringComparison.Ordinal), Says.Replace(Of.Replace('-', ' '), "…", StringComparison.Ordinal));

    /// <summary>Whether the record has it of brothers and sisters too, so that rows can begin with it.</summary>
    public bool IsOfEachChild => Fact is RecordFact.ChildName or RecordFact.ChildId or RecordFact.ChildBorn or RecordFact.ChildAge;

    /// <summary>Whether it is a short answer whole; else it is what somebody writes the answer from.</summary>
    public bool IsAnAnswer =>
        Fact
            is not (
                RecordFact.LegalPosition
                or RecordFact.PlacementDistance
                or RecordFact.PlanAll
                or RecordFact.ReviewSecond
                or RecordFact.Meeting
                or RecordFact.Assessments
                or RecordFact.Wishes
                or RecordFact.LifeStory
                or RecordFact.StayingPut
                or RecordFact.FamilySiblings
                or RecordFact.DutiesOverdue
            );

    /// <summary>The platform's words that a value of a choice may stand for; empty for a fact that is no choice.</summary>
    public IReadOnlyList<string> Words(CodeSets codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return Fact switch
        {
            RecordFact.LegalStatus => [.. codes.Of(CodeSets.LegalStatuses).Select(code => code.Code)],
            RecordFact.Placement => [.. codes.PlacementGroups, .. codes.Of(CodeSets.Placements).Select(code => code.Code)],
            RecordFact.PlanPrimary => [.. EventVocabulary.Options],
            _ => [],
        };
    }
}
