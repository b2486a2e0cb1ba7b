using NodaTime;
using Permanence.Api.Words;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Api.Tests.Pages;

/// <summary>Invented children of one council.</summary>
public static class Sample
{
    private static readonly string[] First = ["Ava", "Noah", "Mia", "Leo", "Isla", "Omar", "Zara", "Finn", "Ruby", "Kofi", "Elsie", "Amir"];
    private static readonly string[] Last = ["Hartley", "Okafor", "Penrose", "Sadiq", "Whitlow", "Marsh", "Devlin", "Quayle"];
    private static readonly string[] Teams = ["Children in Care North", "Children in Care South", "Court and Pre-Birth"];
    private static readonly string[] Workers = ["Tomos Hale", "Beth Aldous", "Imran Shah", "Carys Nolan"];
    private static readonly string[] Plans = ["return-home", "adoption", "special-guardianship", "long-term-fostering", "kinship-care"];

    /// <summary>The codes of the return, as the config folder has them.</summary>
    public static CodeSets Codes { get; } = ReadCodes();

    /// <summary>The platform's own words, with those of the codes.</summary>
    public static EventWords Speech { get; } = new(new Dictionary<string, string>(), codes: Codes);

    private static CodeSets ReadCodes()
    {
        using var file = File.OpenRead(Path.Combine(Repository.Config, PolicyFolder.Codes));
        return CodeSets.Read(file).Value!;
    }

    public static CareEvent Event(string type, LocalDate on, params (string Name, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = on,
            Fields = EventFields.Of(fields.Select(field => new KeyValuePair<string, object>(field.Name, field.Value))),
        };

    /// <summary>A child in proceedings with a plan of adoption and a sibling.</summary>
    public static CaseFile Ava { get; } =
        Child(
            "C-001",
            "Ava Hartley",
            new LocalDate(2021, 9, 4),
            Event("pre-proceedings-started", new(2025, 11, 20)),
            Event("care-decision-made", new(2026, 1, 9)),
            Event("became-looked-after", new(2026, 1, 12), ("basis", "planned"), ("legalStatus", "V2")),
            Event("placement-started", new(2026, 1, 12), ("placement", "U6"), ("distanceMiles", 7.5m)),
            Event("plan-set", new(2026, 1, 26), ("option", "return-home"), ("track", "primary")),
            Event("review-booked", new(2026, 1, 26), ("for", new LocalDate(2026, 2, 5)), ("number", 1)),
            Event("review-held", new(2026, 2, 5), ("number", 1), ("returnHome", "uncertain")),
            Event("meeting-held", new(2026, 2, 12), ("meeting", "permanence-planning")),
            Event("proceedings-issued", new(2026, 2, 16)),
            Event("order-made", new(2026, 2, 20), ("order", "interim-care")),
            Event("legal-status-changed", new(2026, 2, 20), ("legalStatus", "C1")),
            Event("assessment-started", new(2026, 3, 2), ("assessment", "sibling")),
            Event("review-held", new(2026, 4, 28), ("number", 2), ("returnHome", "ruled-out")) with
            {
                Note = "Parents did not attend. Contact plan to be looked at again.",
            },
            Event(
                "plan-ended",
                new(2026, 4, 28),
                ("option", "return-home"),
                ("track", "primary"),
                ("reason", "Ruled out at the second review")
            ),
            Event("plan-set", new(2026, 4, 28), ("option", "adoption"), ("track", "primary")),
            Event("plan-set", new(2026, 4, 28), ("option", "special-guardianship"), ("track", "parallel")),
            Event("court-date-listed", new(2026, 5, 6), ("hearing", "final"), ("for", new LocalDate(2026, 8, 20))),
            Event("meeting-booked", new(2026, 5, 20), ("meeting", "permanence-planning"), ("for", new LocalDate(2026, 6, 24)))
        );

    public static IEnumerable<CaseFile> Many(int count) =>
        Enumerable
            .Range(2, count)
            .Select(number =>
            {
                var entered = PagesHost.Today.PlusDays(-(number * 37 % 420) - 6);
                var events = new List<CareEvent>
                {
                    Event(
                        "became-looked-after",
                        entered,
                        ("basis", number % 3 == 0 ? "emergency" : "planned"),
                        (
                            "legalStatus",
                            number % 4 == 0 ? "C1"
                            : number % 4 == 1 ? "V2"
                            : "C2"
                        )
                    ),
                    Event("placement-started", entered, ("placement", number % 5 == 0 ? "U3" : "U6")),
                };
                if (number % 9 != 0)
                    events.Add(Event("plan-set", entered.PlusDays(14), ("option", Plans[number % Plans.Length]), ("track", "primary")));
                for (
                    var (review, day) = (1, entered.PlusDays(22));
                    day < PagesHost.Today && (number % 3 != 0 || review < 3);
                    review++, day = day.PlusDays(review == 2 ? 84 : 170)
                )
                    events.Add(Event("review-held", day, ("number", review)));
                return Child(
                    $"C-{number:000}",
                    $"{First[number % First.Length]} {Last[number * 5 % Last.Length]}",
                    PagesHost.Today.PlusDays(-number * 131 % 6000),
                    [.. events]
                );
            });

    public static CaseFile Child(string id, string name, LocalDate born, params CareEvent[] events)
    {
        var number = id[^1] - '0';
        return new CaseFile(
            PagesHost.Council,
            new Child
            {
                Id = id,
                Name = name,
                Born = born,
                Sex = "F",
                Team = Teams[number % 3],
                SocialWorker = Workers[number % 4],
                Siblings = id == "C-001" ? ["C-002", "C-900"] : [],
            },
            [
                .. events.Select(
                    (one, index) =>
                        one with
                        {
                            Id = $"e{index + 1}",
                            Recorded = new Recording(
                                one.On.At(new LocalTime(15, 5)).InZoneStrictly(Timeline.London).ToInstant(),
                                $"{PagesHost.Council}-social-worker",
                                index == 2 ? "ssda903/2024-25/episodes.csv:17" : "page"
                            ),
                        }
                ),
            ]
        );
    }
}
