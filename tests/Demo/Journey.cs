using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo.Tests;

/// <summary>The invented region of the repository's own config, and what must be true of every journey in it.</summary>
internal static class Journey
{
    public static readonly LocalDate Today = new(2026, 11, 24);

    public static readonly string ConfigFolder = Permanence.Builders.Repository.Config;

    public static readonly DemoConfiguration Configuration = DemoConfiguration.Load(Path.Combine(ConfigFolder, "demo")).Value!;

    private static readonly string[] AfterCare =
    [
        "care-leaver-contacted",
        "personal-adviser-offered",
        "special-guardianship-support-reviewed",
        "intervention-started",
        "order-made",
        "permanence-secured",
        "placement-ended",
        "minutes-signed",
        "minutes-recorded",
        "document-sent",
        "care-plan-updated",
        "meeting-held",
    ];

    public static DemoSettings Settings(string authority, long seed, int? howMany = null, LocalDate? today = null) =>
        Configuration.SettingsFor(authority, seed, today ?? Today, Permanence.Builders.ReadOnce.Calendar, howMany)!;

    public static IEnumerable<IReadOnlyList<CareEvent>> PeriodsOfCare(Timeline timeline)
    {
        var period = new List<CareEvent>();
        foreach (var happened in timeline.Events)
        {
            if (happened.Type == "became-looked-after" && period.Any(before => before.Type == "became-looked-after"))
            {
                yield return period;
                period = [];
            }

            period.Add(happened);
        }

        yield return period;
    }

    /// <summary>Everything that is wrong with a record, as sentences; none where it hangs together.</summary>
    public static IEnumerable<string> Faults(CaseFile file, LocalDate today)
    {
        var id = file.Child.Id;
        var ids = file.Events.Select(happened => happened.Id).ToList();
        if (ids.Distinct().Count() != ids.Count || ids.Any(entry => entry is null))
            yield return $"{id}: ids are not unique";
        for (var index = 1; index < file.Events.Count; index++)
        {
            if (file.Events[index].Recorded!.At < file.Events[index - 1].Recorded!.At)
                yield return $"{id}: {file.Events[index].Id} was recorded before the one above it";
        }

        foreach (var happened in file.Events)
        {
            if (happened.On >= today)
                yield return $"{id}: {happened.Type} on {happened.On} has not happened yet";
            if (happened.Recorded!.At.InZone(Timeline.London).Date is var recorded && (recorded >= today || recorded < happened.On))
                yield return $"{id}: {happened.Type} on {happened.On} was recorded on {recorded}";
            if (
                happened.Text("meeting") is { } meeting
                && happened.Type.StartsWith("minutes", StringComparison.Ordinal)
                && file.Events.FirstOrDefault(other => other.Id == meeting)?.Type != "meeting-held"
            )
                yield return $"{id}: {happened.Type} of {meeting}, which is no meeting";
            if (happened.Text("event") is { } about && ids.IndexOf(about) is var at && (at < 0 || at >= ids.IndexOf(happened.Id)))
                yield return $"{id}: {happened.Type} about {about}, which was not recorded before it";
            if (happened.Time("ended") is { } end && happened.Recorded!.At.InZone(Timeline.London).LocalDateTime < end)
                yield return $"{id}: a meeting that ended at {end} was recorded before";
            if (happened.Date("for") is { } day && day < happened.On && !happened.Type.EndsWith("cancelled", StringComparison.Ordinal))
                yield return $"{id}: {happened.Type} on {happened.On} for {day}, which is past";
        }

        var timeline = Timeline.Of(file);
        foreach (var fault in PeriodsOfCare(timeline).SelectMany(period => FaultsOfPeriod(file, period, today)))
            yield return $"{id}: {fault}";
    }

    private static IEnumerable<string> FaultsOfPeriod(CaseFile file, IReadOnlyList<CareEvent> period, LocalDate today)
    {
        var born = file.Child.Born ?? file.Child.Expected!.Value;
        var entry = period.FirstOrDefault(happened => happened.Type == "became-looked-after")?.On;
        var ceased = period.FirstOrDefault(happened => happened.Type == "ceased-looked-after");
        if (entry is { } day && (day < born || day >= born.PlusYears(18)))
            yield return $"entered care on {day}, born {born}";
        if (ceased is null && entry is not null && born.PlusYears(18) < today)
            yield return "is still in care after turning 18";
        foreach (var happened in period)
        {
            if (
                happened.Type
                    is "review-held"
                        or "placement-started"
                        or "legal-status-changed"
                        or "ceased-looked-after"
                        or "match-approved"
                        or "staying-put-raised"
                && !(happened.On >= entry)
            )
                yield return $"{happened.Type} on {happened.On} before care";
            if (
                ceased is not null
                && happened.On > ceased.On
                && !AfterCare.Contains(happened.Type)
                && happened.On < Restart(period, ceased.On)
            )
                yield return $"{happened.Type} on {happened.On} after care ended on {ceased.On}";
            if (happened.On < born && happened.Type is "wishes-recorded" or "consent-taken" or "review-held")
                yield return $"{happened.Type} on {happened.On} before birth";
        }

        foreach (var fault in FaultsOfOrder(period, entry, born))
            yield return fault;
        if (entry is not null && FaultOfStatus(period) is { } status)
            yield return status;
    }

    // Concern comes back before a child comes back: what follows it belongs to the second time.
    private static LocalDate Restart(IReadOnlyList<CareEvent> period, LocalDate ceased) =>
        period.FirstOrDefault(happened => happened.Type == "intervention-started" && happened.On > ceased)?.On ?? LocalDate.MaxIsoValue;

    private static int AgeOn(LocalDate born, LocalDate day) => Period.Between(born, day, PeriodUnits.Years).Years;

    private static bool Unfit(string plan, int age) =>
        plan switch
        {
            "adoption" or "early-permanence" => age > 9,
            "independence" => age < 14,
            "residential" => age < 9,
            _ => false,
        };

    // What the legal status says on the last day of the period, of the orders that are in force then.
    private static string? FaultOfStatus(IReadOnlyList<CareEvent> period)
    {
        var status = period.LastOrDefault(happened => happened.Text("legalStatus") is not null)?.Text("legalStatus");
        if (period.Any(happened => happened.Type == "ceased-looked-after"))
            return null;
        var ended = period.Where(happened => happened.Type == "order-ended").Select(happened => happened.Text("order")).ToHashSet();
        var made = period.Where(happened => happened.Type == "order-made").Select(happened => happened.Text("order")).ToHashSet();
        made.ExceptWith(ended);
        var right =
            made.Contains("placement") ? status == "E1"
            : made.Contains("care") ? status == "C2"
            : made.Contains("interim-care") ? status == "C1"
            : status is not ("E1" or "C1" or "C2");
        return right ? null : $"the legal status {status} with the orders {string.Join(", ", made)}";
    }

    private static IEnumerable<string> FaultsOfOrder(IReadOnlyList<CareEvent> period, LocalDate? entry, LocalDate born)
    {
        var reviews = period.Where(happened => happened.Type == "review-held").ToList();
        for (var index = 0; index < reviews.Count; index++)
        {
            if (reviews[index].Number("number") != index + 1)
                yield return $"review {reviews[index].Number("number")} is the {index + 1}th held";
            if (index > 0 && reviews[index].On <= reviews[index - 1].On)
                yield return $"two reviews on {reviews[index].On}";
        }

        string? status = null;
        var (home, orders, plan) = (default(CareEvent), new HashSet<string>(StringComparer.Ordinal), default(string));
        LocalDate? left = null;
        foreach (var happened in period)
        {
            status = happened.Text("legalStatus") ?? status;
            switch (happened.Type)
            {
                case "placement-started" when home is not null:
                    yield return $"a home from {happened.On} while the one of {home.On} goes on";
                    break;
                case "placement-started":
                    if (home is null && left < happened.On && left > entry)
                        yield return $"no home from {left} to {happened.On}";
                    home = happened;
                    break;
                case "placement-ended":
                    if (home is null)
                        yield return $"a home ended on {happened.On} that never began";
                    (home, left) = (null, happened.On);
                    break;
                case "ceased-looked-after" when home is not null:
                    yield return $"care ended on {happened.On} and the home of {home.On} goes on";
                    break;
                case "order-made":
                    orders.Add(happened.Text("order")!);
                    break;
                case "order-ended":
                    orders.Remove(happened.Text("order")!);
                    break;
                case "plan-set" when happened.Text("track") == "primary":
                    plan = happened.Text("option");
                    if (Unfit(plan!, AgeOn(born, happened.On)))
                        yield return $"the plan {plan} at {AgeOn(born, happened.On)}";
                    break;
                case "plan-ended" when happened.Text("track") == "primary":
                    plan = null;
                    break;
            }

            if (orders.Contains("placement") && plan == "return-home")
                yield return $"a placement order with a plan of going home on {happened.On}";
            if (happened.Type is "staying-put-agreed" or "staying-put-raised" && AgeOn(born, happened.On) < 16)
                yield return $"{happened.Type} at {AgeOn(born, happened.On)}";
            if (happened.Type == "pathway-plan-made" && AgeOn(born, happened.On) < 16)
                yield return $"a pathway plan at {AgeOn(born, happened.On)}";
            if (happened.Type != "placement-started")
                continue;
            var placement = happened.Text("placement")!;
            var right = placement switch
            {
                "A3" => status == "V2",
                "A5" or "A6" => status == "E1",
                "P1" => status is "C1" or "C2",
                "R5" or "K1" => status == "J1",
                "K3" => happened.On >= born.PlusYears(16),
                _ => true,
            };
            if (!right)
                yield return $"placement {placement} under {status} on {happened.On}";
        }

        var first = period.FirstOrDefault(happened => happened.Type == "placement-started");
        // Nothing at all is kept quiet on purpose, of one child of a council.
        if (entry is not null && first is not null && first.On != entry)
            yield return $"no home on the day of entry {entry}";
        string[] adoption = ["should-be-placed-decided", "link-proposed", "match-approved", "placed-for-adoption", "adoption-applied"];
        var steps = adoption.Select(type => period.FirstOrDefault(happened => happened.Type == type)?.On).OfType<LocalDate>().ToList();
        if (!steps.SequenceEqual(steps.Order()))
            yield return "adoption steps out of order";
        if (
            period.Any(happened => happened.Type == "placed-for-adoption")
            && period.All(happened => happened.Type is not ("match-approved"))
        )
            yield return "placed without a match";
        foreach (var minutes in period.Where(happened => happened.Type == "consent-taken" && happened.On < born.PlusDays(42)))
            yield return $"consent on {minutes.On} within six weeks of birth";
    }
}
