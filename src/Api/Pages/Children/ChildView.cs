using NodaTime;
using Permanence.Api.Words;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Children;

/// <summary>A child's page as it is drawn.</summary>
public sealed record ChildView
{
    public required string Authority { get; init; }

    public required string Child { get; init; }

    public required string Name { get; init; }

    public required string BaseUrl { get; init; }

    public required LocalDate On { get; init; }

    /// <summary>The day or minute asked for; null for now.</summary>
    public required DayOrMinute? Past { get; init; }

    /// <summary>Set where another day or another state of knowledge than now is shown.</summary>
    public string? PastBanner { get; init; }

    /// <summary>What a board says of the child first; null where no policy answers.</summary>
    public RowStatus? Status { get; init; }

    /// <summary>Concerns that nobody has resolved, the earliest first.</summary>
    public IReadOnlyList<ConcernView> Concerns { get; init; } = [];

    /// <summary>Where the child waits and how long; null for who waits nowhere.</summary>
    public string? Wait { get; init; }

    /// <summary>How long it may be, and how far past that it is; null where nothing says.</summary>
    public string? WaitLimit { get; init; }

    /// <summary>The page of the clause that limits it; null where a national measure does, or nothing.</summary>
    public string? WaitLimitUrl { get; init; }

    public bool IsWaitPastLimit { get; init; }

    /// <summary>
    /// What is not known and keeps a date from being said, with the form that records it where there is one for it alone.
    /// </summary>
    public IReadOnlyList<UnknownFact> Unknown { get; init; } = [];

    public required IReadOnlyList<Fact> Who { get; init; }

    public required IReadOnlyList<SiblingLink> Siblings { get; init; }

    public required IReadOnlyList<Fact> Where { get; init; }

    public required IReadOnlyList<Fact> Plan { get; init; }

    public required IReadOnlyList<DutyGroup> Groups { get; init; }

    public required string PolicyStamp { get; init; }

    public string? PolicyWarning { get; init; }

    public required TimelineDrawing Timeline { get; init; }

    public required IReadOnlyList<HistoryEntry> History { get; init; }

    public bool ReadOnly => PastBanner is not null;

    public int Count(string group) => Groups.FirstOrDefault(one => one.Id == group)?.Duties.Count ?? 0;
}

public sealed record Fact(string Label, string Value, string? More = null);

/// <param name="About">In the words of who raised it.</param>
/// <param name="Raised">When, by whom and to whom.</param>
/// <param name="Answer">By when it is to be answered.</param>
/// <param name="Url">Its entry in the history; null where that is not shown.</param>
public sealed record ConcernView(string About, string Raised, string Answer, bool IsPast, string? Url);

public sealed record UnknownFact(string Words, string? RecordUrl);

public sealed record SiblingLink(string Child, string Name, string? Url);

/// <param name="Id">For links from the board: <c>overdue</c>.</param>
/// <param name="Folded">Whether the group starts closed because most readers do not need it.</param>
public sealed record DutyGroup(string Id, string Title, string? Explanation, IReadOnlyList<DutyView> Duties, bool Folded);

public sealed record DutyView
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string StatusWords { get; init; }

    /// <summary><c>late</c>, <c>soon</c>, <c>well</c>, <c>future</c> or <c>quiet</c>.</summary>
    public required string Tone { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The clauses that time it, each with the page that explains it.</summary>
    public required IReadOnlyList<ClauseLink> Clauses { get; init; }

    public string? Reason { get; init; }

    public required string WhyQuestion { get; init; }

    /// <summary>The short answer, before the working.</summary>
    public required string WhyAnswer { get; init; }

    public required IReadOnlyList<LimbView> Limbs { get; init; }

    public LocalDate? Due { get; init; }

    /// <summary>
    /// The form that records it as done, begun with what is known; null where it is not to be done, and where nothing that the reader may
    /// record meets it.
    /// </summary>
    public string? RecordUrl { get; init; }
}

public sealed record ClauseLink(string Id, string Url);

public sealed record LimbView(ClauseLink Clause, string Due, bool Binding, string Counts, IReadOnlyList<StepView> Steps);

/// <param name="EntryId">The entry of the record the step stands on; its link stands between the two texts.</param>
public sealed record StepView(string Text, string? EntryId, string Rest);

public sealed record HistoryEntry
{
    public required string? Id { get; init; }

    public required LocalDate On { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<(string Label, string Value)> Facts { get; init; }

    public string? Note { get; init; }

    public required string Source { get; init; }

    /// <summary><c>Corrected</c> or <c>Withdrawn</c>, where a later entry did so.</summary>
    public string? State { get; init; }

    public string? StateReason { get; init; }

    public string? CorrectUrl { get; init; }

    public string? WithdrawUrl { get; init; }

    public string OnWords => Dates.InWords(On);
}
