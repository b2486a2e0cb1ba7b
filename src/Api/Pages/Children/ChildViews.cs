using System.Globalization;
using NodaTime;
using Permanence.Api.Pages.Entries;
using Permanence.Api.Pages.Policies;
using Permanence.Api.Pages.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Children;

/// <summary>What a child's page is drawn from, all of it values.</summary>
/// <param name="Council">The council's name.</param>
/// <param name="Siblings">Names of brothers and sisters with a record here, by id.</param>
/// <param name="Speech">How the council says things.</param>
/// <param name="Person">From the id of who recorded something to a name.</param>
/// <param name="KnownAt">The instant of the reader's knowledge; null for now.</param>
public sealed record ChildFacts(
    string Council, CaseFile File, Evaluation Evaluation, ChildSummary? Summary, TrackerRow? Row, IReadOnlyDictionary<string, string?> Siblings,
    EventWords Speech, Func<string, string> Person, LocalDate Today, Instant? KnownAt)
{
    /// <summary>What may meet each duty; null for a reader who may not record.</summary>
    public PolicyPacks? ToRecord { get; init; }
}

/// <summary>From a record and what its policy asks to what is drawn.</summary>
public static class ChildViews
{
    public static ChildView Of(ChildFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (file, evaluation) = (facts.File, facts.Evaluation);
        var child = file.Child;
        var on = evaluation.On;
        var timeline = Timeline.Of(file, facts.KnownAt);
        var happened = timeline.Events.Where(one => one.On <= on).ToList();
        var address = Links.Child(file.Authority, child.Id);
        var past = on != facts.Today || facts.KnownAt is not null;
        var policy = evaluation.Policy;
        return new ChildView
        {
            Authority = file.Authority,
            Child = child.Id,
            Name = child.Name ?? $"Child {child.Id}",
            BaseUrl = address,
            On = on,
            PastBanner = past ? Past(on, facts) : null,
            Who = Who(child, facts.Row, on),
            Siblings = [.. child.Siblings.Select(id => new SiblingLink(id, facts.Siblings.GetValueOrDefault(id) ?? id,
                facts.Siblings.ContainsKey(id) ? Links.Child(file.Authority, id) : null))],
            Where = Where(happened, facts.Summary, facts.Speech),
            Plan = Plan(happened, facts.Speech),
            Groups = Duties.Grouped(evaluation, on, facts.Speech, file.Events.Select(one => one.Id).OfType<string>().ToHashSet(StringComparer.Ordinal),
                // A version is named only where it is not the one that the clause's page shows anyway.
                (clause, version) => PolicyQuery.ClauseUrl(file.Authority, clause, past || version != policy.Version ? version : null),
                one => past ? null : RecordUrl(one, facts.ToRecord, address)),
            PolicyStamp = $"Dates follow the policy of {facts.Council}, version of {(Dates.FromIso(policy.Version) is { } version ? Dates.InWords(version) : policy.Version)}.",
            PolicyWarning = policy.PastItsReviewDate ? "This policy is past its own review date." : null,
            Timeline = TimelineDrawing.Of(happened, evaluation, facts.Speech),
            History = History.Of(file, facts.KnownAt, past ? null : address, facts.Speech, facts.Person)
        };
    }

    // A requirement that no event of its own meets: its form can begin with the clause.
    private static string? RecordUrl(Obligation duty, PolicyPacks? policy, string address)
    {
        if (policy is null || !(duty.IsToBeDone || duty.Status == ObligationStatus.Waiting))
            return null;
        var asked = policy.Versions.FirstOrDefault(version => version.Version == duty.Version)?.Duties.FirstOrDefault(one => IsOf(duty.Id, one.Id));
        // Where it stands first, it is the way to meet the duty; after another event it is the exception.
        return asked?.MetBy is [{ TypeName: "requirement-recorded" } met, ..]
            ? EntryForm.UrlOf(address, met.TypeName, met.Where.Where(test => test.Values is [string]).Select(test => KeyValuePair.Create(test.Field, (string)test.Values[0])))
            : null;

        static bool IsOf(string obligation, string duty) =>
            obligation.StartsWith(duty, StringComparison.Ordinal) && (obligation.Length == duty.Length || obligation[duty.Length] is '@' or '.');
    }

    private static string Past(LocalDate on, ChildFacts facts)
    {
        var day = on == facts.Today ? "" : $"the record as it stood on {Dates.InWords(on)}";
        var known = facts.KnownAt is { } at ? $"what was known on {Dates.InWords(at)}" : "";
        return $"You are looking at {Counting.List([.. new[] { day, known }.Where(part => part.Length > 0)])}, not at now.";
    }

    private static List<Fact> Who(Child child, TrackerRow? row, LocalDate on)
    {
        var who = new List<Fact> { new("Id", child.Id) };
        if (child.Born is { } born && born <= on)
            who.Add(new("Born", Dates.InWords(born), row is null ? null : row.Age.All(char.IsAsciiDigit) ? $"age {row.Age}" : row.Age));
        else if ((child.Expected ?? child.Born) is { } expected)
            who.Add(new("Expected", Dates.InWords(expected), "unborn"));
        else
            who.Add(new("Born", "Not recorded"));
        who.Add(new("Social worker", child.SocialWorker ?? "Not recorded"));
        who.Add(new("Team", child.Team ?? "Not recorded"));
        return who;
    }

    private static List<Fact> Where(List<CareEvent> happened, ChildSummary? summary, EventWords speech)
    {
        var where = new List<Fact>();
        if (summary is null)
            return [new("In care", "Not recorded")];
        if (summary.LookedAfter)
        {
            where.Add(new("Looked after", summary.EnteredCare is { } entered ? $"since {Dates.InWords(entered)}" : "Yes",
                summary.PeriodsOfCare > 1 ? $"{EventWords.Ordinal(summary.PeriodsOfCare).ToLowerInvariant()} period of care" : null));
            where.Add(new("Legal status", summary.LegalStatus is { } status ? $"{speech.LegalStatus(status)} ({status})" : "Not recorded", Since(summary.LegalStatusSince)));
            where.Add(new("Placement", summary.Placement is { } placement ? $"{speech.Placement(placement)} ({placement})" : "Not recorded", Since(summary.PlacementSince)));
            var started = happened.LastOrDefault(one => one.Type == "placement-started");
            if (started?.Fields["distanceMiles"] is decimal miles)
                where.Add(new("Distance", miles == 1 ? "1 mile from home" : $"{miles.ToString("0.#", CultureInfo.InvariantCulture)} miles from home"));
            if (started?.Text("carer") is { } carer)
                where.Add(new("Carer", carer));
        }
        else if (summary.Ceased is { } ceased)
        {
            where.Add(new("Looked after", $"until {Dates.InWords(ceased)}", summary.EnteredCare is { } entered ? $"from {Dates.InWords(entered)}" : null));
            where.Add(new("Left care", summary.CeasedReason is { } reason ? $"{speech.CeasedReason(reason)} ({reason})" : "Reason not recorded"));
        }
        else
        {
            where.Add(new("Looked after", "No, not yet"));
        }

        return where;
    }

    private static string? Since(LocalDate? day) => day is { } since ? $"since {Dates.InWords(since)}" : null;

    private static List<Fact> Plan(List<CareEvent> happened, EventWords speech)
    {
        var standing = new List<CareEvent>();
        foreach (var one in happened.Where(one => one.Type is "plan-set" or "plan-ended"))
        {
            // A new primary plan takes the place of the one before; parallel and contingency plans may stand side by side.
            standing.RemoveAll(other => other.Text("track") == one.Text("track") && (one.Text("track") == "primary" && one.Type == "plan-set" || other.Text("option") == one.Text("option")));
            if (one.Type == "plan-set")
                standing.Add(one);
        }

        var plan = standing.OrderBy(one => one.Text("track") switch { "primary" => 0, "concurrent" => 1, "parallel" => 2, _ => 3 }).ThenBy(one => one.Number("rank") ?? 99)
            .Select(one => new Fact(Codes.Name(one.Text("track") ?? ""), speech.Name(one.Text("option") ?? ""), Since(one.On))).ToList();
        if (plan.All(one => one.Label != "Primary"))
            plan.Insert(0, new Fact("Primary", "No primary plan recorded"));
        if (happened.LastOrDefault(one => one.Type is "plan-ratified" or "plan-confirmed" or "plan-agreed") is { } agreed)
            plan.Add(new Fact(EventVocabulary.Find(agreed.Type)!.Label, speech.Name(agreed.Text("option") ?? ""), $"on {Dates.InWords(agreed.On)}"));
        if (happened.LastOrDefault(one => one.Type == "permanence-secured") is { } secured)
            plan.Add(new Fact("Permanence secured", speech.Name(secured.Text("option") ?? ""), $"on {Dates.InWords(secured.On)}"));
        return plan;
    }
}
