using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// Makes some entries wrong at first and put right later, and a few not belonging at all. What a reader sees after the amendments is
/// the journey as it was written.
/// </summary>
internal static class Amendments
{
    private static readonly string[] Movable =
    [
        EventTypes.WishesRecorded,
        EventTypes.CarePlanUpdated,
        EventTypes.LifeStoryUpdated,
        EventTypes.AssessmentCompleted,
        EventTypes.DocumentSent,
    ];

    public static void Write(Diary diary)
    {
        var dice = diary.Dice;
        if (
            dice.Chance(22)
            && Candidates(
                diary,
                entry => entry.Happened.Type == EventTypes.PlacementStarted && entry.Happened.Fields["distanceMiles"] is decimal
            )
                is { Count: > 0 } homes
        )
        {
            var entry = dice.Pick(homes);
            var right = entry.Happened;
            var wrong = Diary.Event(
                right.Type,
                right.On,
                [
                    .. right.Fields.Select(field =>
                        (field.Key, field.Key == "distanceMiles" ? (object?)((decimal)field.Value + 10m) : field.Value)
                    ),
                ]
            );
            Correct(diary, entry, wrong, "The distance was measured to the wrong town.");
        }

        if (
            dice.Chance(22)
            && Candidates(diary, entry => Movable.Contains(entry.Happened.Type) && entry.About is null) is { Count: > 0 } dated
        )
        {
            var entry = dice.Pick(dated);
            Correct(
                diary,
                entry,
                entry.Happened with
                {
                    On = entry.Happened.On.PlusDays(-dice.Between(1, 3)),
                },
                "The day written down was the day of the telephone call before it."
            );
        }

        if (dice.Chance(14) && Candidates(diary, entry => entry.Happened.Type == EventTypes.ReviewHeld) is { Count: > 0 } settled)
        {
            var day = diary.Days.OnOrAfter(dice.Pick(settled).Happened.On.PlusDays(dice.Between(3, 25)));
            if (diary.Add(EventTypes.DiscussionRecorded, day, ("topic", dice.Pick(["other", "consultation"]))) is { } mistaken)
                diary.Add(
                    "team-manager",
                    EventTypes.EventWithdrawn,
                    diary.Days.OnOrAfter(day.PlusDays(dice.Between(1, 6))),
                    [("reason", "Written on the wrong child's record.")],
                    mistaken
                );
        }
    }

    private static List<Entry> Candidates(Diary diary, Func<Entry, bool> which) =>
        [.. diary.Entries.Where(entry => which(entry) && entry.Happened.On < diary.LastDay.PlusDays(-20))];

    private static void Correct(Diary diary, Entry entry, CareEvent wrong, string reason)
    {
        var right = entry.Happened;
        entry.Happened = wrong with { Note = right.Note };
        var on = diary.Days.OnOrAfter(right.On.PlusDays(diary.Dice.Between(2, 9)));
        // A correction that cannot be made yet would leave the wrong entry standing.
        if (diary.Add("team-manager", EventTypes.EventCorrected, on, [("with", right), ("reason", reason)], entry) is null)
            entry.Happened = right;
    }
}
