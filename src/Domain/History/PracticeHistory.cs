using Permanence.Domain.Records;

namespace Permanence.Domain.History;

/// <summary>
/// What was done with and for a child by a day: meetings, assessments, wishes and feelings, life story work, steps at court. Each is the
/// last entry of its kind, which has its own day and words.
/// </summary>
public sealed class PracticeHistory
{
    private readonly CaseHistory history;

    internal PracticeHistory(CaseHistory history) => this.history = history;

    /// <summary>The last meeting of a type that was held.</summary>
    public CareEvent? Meeting(string type) => history.Latest(EventTypes.MeetingHeld, held => held.Text("meeting") == type);

    /// <summary>The last time one of the council's forms was completed.</summary>
    public CareEvent? Checklist(string form) => history.Latest(EventTypes.ChecklistCompleted, done => done.Text("checklist") == form);

    /// <summary>Assessments that began and of which none of their kind has been completed since, and those that were completed.</summary>
    public IReadOnlyList<CareEvent> Assessments
    {
        get
        {
            var completed = history.All(EventTypes.AssessmentCompleted);
            var last = completed.GroupBy(one => one.Text("assessment")).ToDictionary(kind => kind.Key ?? "", kind => kind.Last().On);
            var open = history
                .All(EventTypes.AssessmentStarted)
                .Where(one => !(last.TryGetValue(one.Text("assessment") ?? "", out var done) && done >= one.On));
            return [.. open.Concat(completed).OrderBy(one => one.On)];
        }
    }

    public CareEvent? Wishes => history.Latest(EventTypes.WishesRecorded);

    public CareEvent? LifeStoryUpdated => history.Latest(EventTypes.LifeStoryUpdated);

    public CareEvent? LifeStoryStarted => history.Latest(EventTypes.LifeStoryStarted);

    public CareEvent? StayingPutRaised => history.Latest(EventTypes.StayingPutRaised);

    /// <summary>The last decision whether brothers and sisters are to live together.</summary>
    public CareEvent? SiblingsDecided => history.Latest(EventTypes.SiblingsDecided);

    public CareEvent? ProceedingsIssued => history.Latest(EventTypes.ProceedingsIssued);

    /// <summary>The hearing listed last, of those that are on the day asked about or after it.</summary>
    public CareEvent? HearingAhead => history.Latest(EventTypes.CourtDateListed, listed => listed.Date("for") >= history.On);
}
