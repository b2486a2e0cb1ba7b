using NodaTime;
using Permanence.Demo;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Demo.Tests;

/// <summary>
/// Every council of the region has a child of each kind of drift, and one of each thing that a record can keep quiet about, whatever the
/// seed; and its board shows them.
/// </summary>
public sealed class DriftTests
{
    private static readonly Dictionary<string, Func<Seen, bool>> Drifts = new()
    {
        ["meetings that never began"] = seen =>
            seen.InCare > 200 && !seen.Held("permanence-planning").Any() && !seen.Held("tracking").Any(),
        ["planning meetings that lapsed"] = seen =>
            seen.Reviews.Count > 1 && seen.Held("permanence-planning").FirstOrDefault() is { } first && first.On >= seen.Reviews[1].On,
        ["a planning meeting missed"] = seen =>
            !seen.Secured && seen.Held("permanence-planning").LastOrDefault() is { } last && seen.Since(last.On) > 90,
        ["tracking that stopped"] = seen => !seen.Secured && seen.Held("tracking").LastOrDefault() is { } last && seen.Since(last.On) > 60,
        ["a review overdue"] = seen => seen.Reviews.Count > 1 && seen.Since(seen.Reviews[^1].On) > 184,
        ["a plan never agreed"] = seen =>
            seen.Row.Stage!.Name == Stage.PlanNotAgreed && seen.Row.Stage.Days > 100 && seen.Reviews.Count > 1,
        ["a plan lost"] = seen => seen.Row.Plan is null && seen.Of("plan-ended").Any() && seen.Of("plan-agreed").Any(),
        ["permanence lost"] = seen => seen.History.Permanence is { IsLost: true },
        ["adoption decided and no order"] = seen => seen.Waits(Stage.AdoptionNoOrder, 200),
        ["an order and no match"] = seen => seen.Waits(Stage.OrderNoMatch, 200),
        ["a match and no placement"] = seen => seen.Waits(Stage.MatchedNotPlaced, 100),
        ["fostering and no match"] = seen => seen.Waits(Stage.FosteringNoMatch, 200),
        ["home and not there"] = seen => seen.Waits(Stage.ReturnHome, 184),
        ["an assessment of relatives that goes on"] = seen =>
            seen.Of("assessment-started").LastOrDefault(one => one.Text("assessment") == "connected-person") is { } begun
            && seen.Since(begun.On) > 115
            && seen.Of("assessment-completed").All(one => one.Text("assessment") != "connected-person"),
        ["an assessment older than a year"] = seen =>
            seen.Of("assessment-completed").LastOrDefault(one => one.Text("assessment") == "child-and-family") is { } last
            && seen.Since(last.On) > 366,
        ["staying put not raised"] = seen =>
            seen.Row.AgeInMonths >= 205 && seen.Row.AgeInMonths < 216 && !seen.Of("staying-put-raised").Any() && seen.Placement?[0] == 'U',
        ["a wait past its limit"] = seen => seen.Row.Stage!.IsPastLimit,
    };

    private static readonly Dictionary<string, Func<Seen, bool>> Silences = new()
    {
        ["no review"] = seen => seen.InCare > 30 && seen.Reviews.Count == 0,
        ["no plan"] = seen => seen.InCare > 120 && !seen.Of("plan-set").Any(),
        ["entry only on or before a day"] = seen => seen.History.Period!.Entry!.Flag("onOrBefore") == true,
        ["no legal status"] = seen => seen.Row.LegalStatus is null,
        ["no placement"] = seen => seen.Placement is null,
        ["a record that stops"] = seen => seen.Since(seen.File.Events.Max(one => one.On)) > 200,
    };

    /// <summary>Late everywhere, whatever a council's own policy says of it.</summary>
    private static readonly string[] RedEverywhere =
    [
        "a review overdue",
        "a plan never agreed",
        "adoption decided and no order",
        "an order and no match",
        "a wait past its limit",
    ];

    public static readonly TheoryData<string, long> Councils =
    [
        .. Journey.Configuration.Authorities.SelectMany(authority =>
            new[] { 1L, 2L, 3L, 20_250_401L }.Select(seed => new TheoryDataRow<string, long>(authority.Id, seed))
        ),
    ];

    [Theory, MemberData(nameof(Councils))]
    public void Every_kind_of_drift_is_there_and_what_is_late_everywhere_is_red(string authority, long seed)
    {
        var inCare = Seen.InCareOf(authority, seed);
        Assert.Equal([], Drifts.Where(drift => !inCare.Exists(seen => drift.Value(seen))).Select(drift => drift.Key));
        Assert.Equal([], RedEverywhere.Where(drift => !inCare.Exists(seen => Drifts[drift](seen) && seen.Row.Rag == Rag.Red)));
    }

    [Theory, MemberData(nameof(Councils))]
    public void One_child_is_there_of_each_silence_and_the_board_says_what_is_missing(string authority, long seed)
    {
        var inCare = Seen.InCareOf(authority, seed);
        var silent = Silences.ToDictionary(silence => silence.Key, silence => Assert.Single(inCare, seen => silence.Value(seen)));
        Assert.All(silent.Values, seen => Assert.NotEqual(Rag.Green, seen.Row.Rag));
        Assert.Contains(silent["entry only on or before a day"].Row.Unknown, words =>
            words.Contains("or earlier", StringComparison.Ordinal)
        );
        Assert.Contains("The legal status", silent["no legal status"].Row.Unknown);
        Assert.Contains(silent["no placement"].Row.Unknown, words => words.Contains("placement", StringComparison.Ordinal));
        Assert.Contains(silent["no review"].Late, title => title.Contains("review", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(silent["no plan"].Late, title => title.Contains("plan", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Stage.NoPlan, silent["no plan"].Row.Stage!.Name);
        Assert.Contains(silent["a record that stops"].Late, title => title.Contains("review", StringComparison.OrdinalIgnoreCase));
    }

    private sealed record Seen(CaseFile File, CaseHistory History, Evaluation Evaluation, TrackerRow Row)
    {
        private static PolicyLibrary Library => Permanence.Builders.ReadOnce.Library;

        public static List<Seen> InCareOf(string authority, long seed) => [.. All(authority, seed).Where(seen => seen.History.LookedAfter)];

        private static IEnumerable<Seen> All(string authority, long seed)
        {
            var packs = Library.For(authority)!;
            foreach (var file in DemoRegion.Generate(Journey.Settings(authority, seed)))
            {
                var timeline = Timeline.Of(file);
                var evaluation = ObligationEngine.Evaluate(timeline, packs, Library.Calendar, Journey.Today);
                var history = new CaseHistory(timeline, Journey.Today);
                yield return new(file, history, evaluation, TrackerRows.Of(history, evaluation, packs, Library.Calendar));
            }
        }

        private IReadOnlyList<CareEvent> Events { get; } =
        [.. Timeline.Of(File).Events.Where(one => !(one.On < History.Period?.Entry?.On)).OrderBy(one => one.On)];

        public int InCare => Since(History.Period!.Entry!.On);

        public IReadOnlyList<CareEvent> Reviews => [.. Of("review-held")];

        public IEnumerable<string> Late =>
            Evaluation.Obligations.Where(one => one is { Status: ObligationStatus.Overdue, IsBreach: true }).Select(one => one.Title);

        public bool Secured => History.Permanence is { IsLost: false };

        public string? Placement => Of("placement-started").LastOrDefault()?.Text("placement");

        public IEnumerable<CareEvent> Of(string type) => Events.Where(one => one.Type == type);

        public IEnumerable<CareEvent> Held(string meeting) => Of("meeting-held").Where(one => one.Text("meeting") == meeting);

        public int Since(LocalDate day) => Period.DaysBetween(day, Journey.Today);

        public bool Waits(string stage, int days) => Row.Stage!.Name == stage && Row.Stage.Days > days;
    }
}
