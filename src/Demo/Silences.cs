using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// Takes out of a record that was written whole what nobody ever wrote down, with everything that would tell of it: the life goes on, and
/// the record keeps quiet about it.
/// </summary>
internal static class Silences
{
    private static readonly string[] OfReviews =
    [
        EventTypes.ReviewBooked,
        EventTypes.ReviewHeld,
        EventTypes.ReviewCancelled,
        EventTypes.CarePlanUpdated,
        EventTypes.PlanAgreed,
        EventTypes.PlanRatified,
    ];

    private static readonly string[] OfPlans =
    [
        EventTypes.PlanSet,
        EventTypes.PlanEnded,
        EventTypes.PlanAgreed,
        EventTypes.PlanRatified,
        EventTypes.PlanConfirmed,
        EventTypes.PermanenceSecured,
    ];

    private static readonly string[] OfPlacements = [EventTypes.PlacementStarted, EventTypes.PlacementEnded, EventTypes.UnplannedEnding];

    public static void Fall(DemoSilence silence, Course course, Diary diary)
    {
        switch (silence)
        {
            case DemoSilence.NoReview:
                diary.LeaveOut(happened => OfReviews.Contains(happened.Type));
                break;
            case DemoSilence.NoPlan:
                diary.LeaveOut(happened => OfPlans.Contains(happened.Type));
                Strip(diary, EventTypes.ReviewHeld, "planAgreed", "signedPlan");
                Strip(diary, EventTypes.MeetingHeld, "planAndContingencyConfirmed");
                break;
            case DemoSilence.EntryOnlyOnOrBefore:
                diary.LeaveOut(happened => happened.On < course.Entry);
                foreach (var entry in Of(diary, EventTypes.BecameLookedAfter))
                    entry.Happened = With(entry.Happened, ("onOrBefore", true));
                break;
            case DemoSilence.NoLegalStatus:
                diary.LeaveOut(happened => happened.Type == EventTypes.LegalStatusChanged);
                foreach (var entry in Of(diary, EventTypes.BecameLookedAfter))
                    entry.Happened = With(entry.Happened, ("legalStatus", "not-known"));
                break;
            case DemoSilence.NoPlacement:
                diary.LeaveOut(happened => OfPlacements.Contains(happened.Type) || happened.Text("meeting") == "learning");
                break;
            case DemoSilence.RecordStops:
                var last = diary.LastDay.PlusDays(-diary.Dice.Between(240, 300));
                diary.LeaveOut(happened => happened.On > last);
                break;
        }
    }

    private static IEnumerable<Entry> Of(Diary diary, string type) => diary.Entries.Where(entry => entry.Happened.Type == type);

    private static void Strip(Diary diary, string type, params string[] fields)
    {
        foreach (var entry in Of(diary, type))
            entry.Happened = With(entry.Happened, [.. fields.Select(field => (field, (object?)null))]);
    }

    private static CareEvent With(CareEvent happened, params (string Name, object? Value)[] instead) =>
        Diary.Event(
            happened.Type,
            happened.On,
            [
                .. instead,
                .. happened
                    .Fields.Where(field => instead.All(other => other.Name != field.Key))
                    .Select(field => (field.Key, (object?)field.Value)),
            ]
        ) with
        {
            Note = happened.Note,
        };
}
