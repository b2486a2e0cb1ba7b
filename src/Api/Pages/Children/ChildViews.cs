using System.Globalization;
using NodaTime;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Pages.Entries;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.Calendar;
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
/// <param name="AsOf">The day or minute, and the state of knowledge, that was asked for.</param>
public sealed record ChildFacts(
    string Council,
    CaseFile File,
    Evaluation Evaluation,
    IReadOnlyDictionary<string, string?> Siblings,
    EventWords Speech,
    Func<string, string> Person,
    Instant Now,
    AsOf AsOf
)
{
    /// <summary>Which entries the reader may put right.</summary>
    public Func<KeptEntry, bool>? IsTheirs { get; init; }

    /// <summary>What may meet each duty, and which types of event the reader may record; null for one who may not record.</summary>
    public (PolicyPacks Policy, Func<string, bool> May)? ToRecord { get; init; }

    /// <summary>What limits how long a child waits; null where no policy answers.</summary>
    public (PolicyPacks Policy, WorkingDayCalendar Calendar)? Limits { get; init; }

    /// <summary>The day or minute that is not now; null for now.</summary>
    public DayOrMinute? Past =>
        AsOf.On is { } day && (AsOf.At is not null || day != LondonTime.DayOf(Now)) ? new DayOrMinute(day, AsOf.At) : null;
}

/// <summary>From a record and what its policy asks to what is drawn.</summary>
public static class ChildViews
{
    public static ChildView Of(ChildFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (file, evaluation) = (facts.File, facts.Evaluation);
        var on = evaluation.On;
        var history = new ChildHistory(file, facts.AsOf.KnownAt).At(facts.AsOf.ReadAt(facts.Now));
        var child = history.Child;
        var address = Links.Child(file.Authority, child.Id);
        var past = facts.Past is not null || facts.AsOf.KnownAt is not null;
        var policy = evaluation.Policy;
        var row = facts.Limits is var (limiting, calendar) ? TrackerRows.Of(history, evaluation, limiting, calendar) : null;
        var stage = row?.Stage;
        return new ChildView
        {
            Status = row?.Status(),
            Concerns = [.. history.Concerns.Select(concern => Concern(concern, on, past, facts))],
            Wait = stage is null ? null : $"{Stages.Of(stage.Name)}: {BoardRows.Since(stage)}",
            WaitLimit = BoardRows.Limit(stage),
            WaitLimitUrl = BoardRows.LimitUrl(file.Authority, stage),
            IsWaitPastLimit = stage is { IsPastLimit: true, Name: not Stage.Secured },
            Unknown =
            [
                .. Unknowns
                    .Of(history, evaluation)
                    .Select(words => new UnknownFact(words, past ? null : FormFor(words, file.Authority, child.Id))),
            ],
            Authority = file.Authority,
            Child = child.Id,
            Name = child.Name ?? $"Child {child.Id}",
            BaseUrl = address,
            On = on,
            Past = facts.Past,
            PastBanner = past ? Past(facts) : null,
            Who = Who(history, facts.Person),
            Siblings =
            [
                .. child.Siblings.Select(id => new SiblingLink(
                    id,
                    facts.Siblings.GetValueOrDefault(id) ?? id,
                    facts.Siblings.ContainsKey(id) ? Links.Child(file.Authority, id) : null
                )),
            ],
            Where = Where(history, facts.Speech),
            Plan = Plan(history, facts.Speech),
            Groups = Duties.Grouped(
                evaluation,
                on,
                facts.Speech,
                file.Events.Select(one => one.Id).OfType<string>().ToHashSet(StringComparer.Ordinal),
                // A version is named only where it is not the one that the clause's page shows anyway.
                (clause, version) => Links.Clause(file.Authority, clause, past || version != policy.Version ? version : null),
                one => past ? null : RecordUrl(one, facts.ToRecord, address)
            ),
            PolicyStamp =
                $"Dates follow the policy of {facts.Council}, "
                + $"version of {(Dates.FromIso(policy.Version) is { } version ? Dates.InWords(version) : policy.Version)}.",
            PolicyWarning = policy.PastItsReviewDate ? "This policy is past its own review date." : null,
            Timeline = TimelineDrawing.Of(history, evaluation, facts.Speech),
            History = History.Of(file, facts.AsOf.KnownAt, past ? null : address, facts.Speech, facts.Person, facts.IsTheirs),
        };
    }

    private static ConcernView Concern(Concern concern, LocalDate on, bool past, ChildFacts facts)
    {
        var (raised, speech) = (concern.Raised, facts.Speech);
        var by = raised.SaidBy is { } role ? $" by the {speech.NameInSentence(role)}" : "";
        var to = raised.Fields["to"] is { } whom ? $", to the {Codes.InSentence(speech.Value(raised.Type, "to", whom))}" : "";
        return new ConcernView(
            raised.Text("reason")
                ?? (raised.Text("clause") is { } clause ? speech.Value(raised.Type, "clause", clause) : "What it is about is not recorded"),
            $"Raised on {Dates.InWords(raised.On)}{by}{to}",
            concern.ComplyBy is { } day
                ? $"To be answered by {Dates.InWords(day)}, {Dates.FromToday(day, on)}"
                : "By when it is to be answered is not recorded",
            concern.IsPastItsDay(on),
            past || raised.Id is null ? null : $"?history=all#entry-{raised.Id}"
        );
    }

    private static string? FormFor(string unknown, string authority, string child) =>
        unknown.Split(':')[0] switch
        {
            "The date of birth" => Links.Record(authority, child, EventTypes.DetailsChanged),
            "The legal status" => Links.Record(authority, child, EventTypes.LegalStatusChanged),
            "When and how care ended" => Links.Record(authority, child, EventTypes.CeasedLookedAfter),
            _ => null,
        };

    // The first way to meet it that the reader may record. That it was met, declined or not needed is the way of a requirement that no
    // event of its own meets, and the exception after one: there it is not offered.
    private static string? RecordUrl(Obligation duty, (PolicyPacks Policy, Func<string, bool> May)? toRecord, string address)
    {
        if (toRecord is not var (policy, may) || !(duty.IsToBeDone || duty.Status == ObligationStatus.Waiting))
            return null;
        var asked = policy
            .Versions.FirstOrDefault(version => version.Version == duty.Version)
            ?.Duties.FirstOrDefault(one => IsOf(duty.Id, one.Id));
        return
            asked
                ?.MetBy.Where((way, index) => index == 0 || way.TypeName != EventTypes.RequirementRecorded)
                .FirstOrDefault(way => EventVocabulary.Find(way.TypeName) is { By: RecordedBy.People } && may(way.TypeName))
                is { } met
            ? EntryForm.UrlOf(
                address,
                met.TypeName,
                met.Where.Where(test => test.Values is [string]).Select(test => KeyValuePair.Create(test.Field, (string)test.Values[0]))
            )
            : null;

        static bool IsOf(string obligation, string duty) =>
            obligation.StartsWith(duty, StringComparison.Ordinal)
            && (obligation.Length == duty.Length || obligation[duty.Length] is '@' or '.');
    }

    private static string Past(ChildFacts facts)
    {
        var day = facts.Past is { } on ? $"the record as it stood on {Dates.InWords(on)}" : "";
        var known = facts.AsOf.KnownAt is { } at ? $"what was known on {Dates.InWords(at)}" : "";
        return $"You are looking at {Counting.List([.. new[] { day, known }.Where(part => part.Length > 0)])}, not at now.";
    }

    private static List<Fact> Who(CaseHistory history, Func<string, string> person)
    {
        var child = history.Child;
        var who = new List<Fact> { new("Id", child.Id) };
        if (history.Age is { Unborn: true })
            who.Add(new("Expected", Dates.InWords(history.Birth!.Value), "unborn"));
        else if (history.Birth is { } expected && history.Age == Age.NotKnown)
            who.Add(new("Expected", $"{Dates.InWords(expected)}, and no birth is recorded"));
        else if (history.Birth is { } born)
            who.Add(new("Born", Dates.InWords(born), history.Age is { Years: >= 1 } age ? $"age {age.InWords()}" : history.Age.InWords()));
        else
            who.Add(new("Born", "Not recorded"));
        who.Add(Officer("Social worker", history.SocialWorker, history.AllocatedTo("social-worker"), person));
        // Every child in care has one: that none is on the record has to be seen.
        if (history.ReviewingOfficer is not null || history.Standing == Standing.LookedAfter)
            who.Add(Officer("Reviewing officer", history.ReviewingOfficer, history.AllocatedTo("iro"), person));
        who.Add(new("Team", history.Team ?? "Not recorded"));
        return who;
    }

    private static Fact Officer(string label, string? who, Allocation? allocation, Func<string, string> person) =>
        new(label, who is null ? "Not recorded" : person(who), who is not null && allocation is not null ? Since(allocation.Since) : null);

    private static List<Fact> Where(CaseHistory history, EventWords speech)
    {
        var where = new List<Fact>();
        var summary = ChildSummaries.Of(history);
        if (summary.LookedAfter)
        {
            where.Add(
                new(
                    "Looked after",
                    summary.EnteredCare is { } entered ? $"since {Dates.InWords(entered)}" : "Yes",
                    summary.PeriodsOfCare > 1 ? $"{EventWords.Ordinal(summary.PeriodsOfCare).ToLowerInvariant()} period of care" : null
                )
            );
            where.Add(
                new(
                    "Legal status",
                    summary.LegalStatus is { } status ? $"{speech.LegalStatus(status)} ({status})" : "Not recorded",
                    Since(summary.LegalStatusSince)
                )
            );
            where.Add(
                new(
                    "Placement",
                    summary.Placement is { } placement ? $"{speech.Placement(placement)} ({placement})" : "Not recorded",
                    Since(summary.PlacementSince)
                )
            );
            if (history.Placement?.Fields["distanceMiles"] is decimal miles)
                where.Add(
                    new(
                        "Distance",
                        miles == 1 ? "1 mile from home" : $"{miles.ToString("0.#", CultureInfo.InvariantCulture)} miles from home"
                    )
                );
            if (history.Placement?.Text("carer") is { } carer)
                where.Add(new("Carer", carer));
        }
        else if (summary.Ceased is { } ceased)
        {
            where.Add(
                new(
                    "Looked after",
                    $"until {Dates.InWords(ceased)}",
                    summary.EnteredCare is { } entered ? $"from {Dates.InWords(entered)}" : null
                )
            );
            where.Add(
                new("Left care", summary.CeasedReason is { } reason ? $"{speech.CeasedReason(reason)} ({reason})" : "Reason not recorded")
            );
        }
        else
        {
            where.Add(new("Looked after", "No, not yet"));
        }

        return where;
    }

    private static string? Since(LocalDate? day) => day is { } since ? $"since {Dates.InWords(since)}" : null;

    private static List<Fact> Plan(CaseHistory history, EventWords speech)
    {
        var plan = history
            .Plans.OrderBy(one =>
                one.Track switch
                {
                    "primary" => 0,
                    "concurrent" => 1,
                    "parallel" => 2,
                    _ => 3,
                }
            )
            .ThenBy(one => one.Rank ?? int.MaxValue)
            .Select(one => new Fact(Codes.Name(one.Track), speech.Name(one.Option), Since(one.Since)))
            .ToList();
        if (history.PrimaryPlan is null)
            plan.Insert(0, new Fact("Primary", "No primary plan recorded"));
        if (history.Plans is [{ LastAgreed: { } agreed } primary, ..])
            plan.Add(
                new Fact(
                    primary.AgreedAtReview ? "Plan agreed at a review" : EventVocabulary.Find(agreed.Type)!.Label,
                    speech.Name(primary.Option),
                    $"on {Dates.InWords(agreed.On)}"
                )
            );
        if (history.Adoption is { ShouldBePlaced: true, Decided: { } decided })
            plan.Add(new Fact("Should be placed for adoption", "Decided", $"on {Dates.InWords(decided)}"));
        if (history.Permanence is { } permanence)
        {
            plan.Add(
                permanence.LostBy is { } lost
                    ? new Fact(
                        "Permanence lost",
                        $"{speech.Name(permanence.Option)}, secured on {Dates.InWords(permanence.Since)}",
                        $"{Codes.InSentence(speech.Title(lost))}, {Dates.InWords(lost.On)}"
                    )
                    : new Fact("Permanence secured", speech.Name(permanence.Option), $"on {Dates.InWords(permanence.Since)}")
            );
        }

        return plan;
    }
}
