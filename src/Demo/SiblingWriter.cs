using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>Writes what brothers and sisters share: the group, the assessment together or apart, the decision with its reasons.</summary>
internal static class SiblingWriter
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="apart">The children of the group who cannot live with the others.</param>
    public static void Write(
        Course course,
        Diary diary,
        string group,
        IReadOnlyList<string> members,
        IReadOnlySet<string> apart,
        Dice shared
    )
    {
        var days = diary.Days;
        var joined = days.OnOrAfter(LocalDate.Max(course.Times.Concern, LocalDate.Max(course.Born, course.Times.Concern).PlusDays(2)));
        diary.Add(EventTypes.SiblingJoined, LocalDate.Min(joined, course.Entry), ("group", group));
        var answers = new Dictionary<string, string>
        {
            ["play together"] = shared.Pick(["often", "sometimes"]),
            ["seek comfort from each other"] = shared.Pick(["yes", "the younger from the older"]),
        };
        var looked = days.OnOrAfter(course.Times.Concern.PlusDays(shared.Between(5, 9)));
        diary.Add(
            EventTypes.ChecklistCompleted,
            looked < course.Entry && looked > course.Born ? looked : days.OnOrBefore(course.Entry.PlusDays(6)),
            ("checklist", diary.Settings.Papers.SiblingChecklist),
            ("answers", new JsonText(JsonSerializer.Serialize(answers, Compact)))
        );
        var started = days.OnOrAfter(course.Entry.PlusDays(shared.Between(10, 22)));
        var completed = days.OnOrAfter(started.PlusDays(shared.Between(28, 42)));
        var decided = days.OnOrAfter(completed.PlusDays(shared.Between(3, 10)));
        if (decided >= course.Leaves)
            return;
        diary.Add(EventTypes.AssessmentStarted, started, ("assessment", "sibling"));
        diary.Add(EventTypes.AssessmentCompleted, completed, ("assessment", "sibling"));
        var reasons = members.ToDictionary(
            member => member,
            member =>
                apart.Contains(member) ? "Needs a home of their own, with visits to the others every fortnight."
                : apart.Count > 0 ? "Stays with the others; visits are part of the plan."
                : "Looks for the others at every change; one home for all."
        );
        diary.Add(
            "team-manager",
            EventTypes.SiblingsDecided,
            decided,
            [
                ("group", group),
                ("decision", apart.Count > 0 ? "apart" : "together"),
                ("reasons", new JsonText(JsonSerializer.Serialize(reasons, Compact))),
            ]
        );
    }
}
