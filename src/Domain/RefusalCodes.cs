using System.Collections.Frozen;

namespace Permanence.Domain;

/// <summary>A refusal's code, stable for programs, and what sort of refusal it names.</summary>
/// <param name="Name">Lower case, words joined by <c>-</c>.</param>
public sealed record RefusalCode(string Name, RefusalKind Kind)
{
    public static implicit operator string(RefusalCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Name;
    }

    public override string ToString() => Name;
}

/// <summary>
/// Every code that a refusal may carry, each named here and nowhere else, with its kind. A new one is a line here: programs of councils
/// compare them, so a code is never given another meaning.
/// </summary>
public static class RefusalCodes
{
    // Filled by the fields below as they are made, so it stands before them.
    private static readonly Dictionary<string, RefusalCode> Named = new(StringComparer.Ordinal);

    // What was sent does not read.
    public static readonly RefusalCode MissingField = Invalid("missing-field");
    public static readonly RefusalCode UnknownField = Invalid("unknown-field");
    public static readonly RefusalCode UnknownValue = Invalid("unknown-value");
    public static readonly RefusalCode NotText = Invalid("not-text");
    public static readonly RefusalCode NotUtf8 = Invalid("not-utf-8");
    public static readonly RefusalCode NotJson = Invalid("not-json");
    public static readonly RefusalCode NotAnObject = Invalid("not-an-object");
    public static readonly RefusalCode NotAList = Invalid("not-a-list");
    public static readonly RefusalCode TooLong = Invalid("too-long");
    public static readonly RefusalCode TooMany = Invalid("too-many");
    public static readonly RefusalCode BadDate = Invalid("bad-date");
    public static readonly RefusalCode BadTime = Invalid("bad-time");
    public static readonly RefusalCode BadInstant = Invalid("bad-instant");
    public static readonly RefusalCode BadFlag = Invalid("bad-flag");
    public static readonly RefusalCode BadNumber = Invalid("bad-number");
    public static readonly RefusalCode BadId = Invalid("bad-id");
    public static readonly RefusalCode BadCommandId = Invalid("bad-command-id");
    public static readonly RefusalCode BadCode = Invalid("bad-code");
    public static readonly RefusalCode BadCharacter = Invalid("bad-character");
    public static readonly RefusalCode TooDeep = Invalid("too-deep");
    public static readonly RefusalCode MoreFaults = Invalid("not-all-listed");
    public static readonly RefusalCode TooLarge = Code("too-large", RefusalKind.TooLarge);

    // A child's record.
    public static readonly RefusalCode Exists = Code("exists", RefusalKind.Conflict);
    public static readonly RefusalCode NotFound = Code("not-found", RefusalKind.NotFound);
    public static readonly RefusalCode AnotherChild = Invalid("another-child");
    public static readonly RefusalCode AnotherAuthority = Invalid("another-authority");
    public static readonly RefusalCode NothingToRecord = Invalid("nothing-to-record");
    public static readonly RefusalCode RecordedHere = Invalid("recorded-here");
    public static readonly RefusalCode SaysNothing = Invalid("says-nothing");
    public static readonly RefusalCode NotForCallers = Code("not-for-callers", RefusalKind.NotYours);
    public static readonly RefusalCode NotYourAct = Code("not-your-act", RefusalKind.NotYours);
    public static readonly RefusalCode UnknownPerson = Invalid("unknown-person");
    public static readonly RefusalCode OwnEntry = Code("own-entry", RefusalKind.NotYours);
    public static readonly RefusalCode NotKeptHere = Invalid("not-kept-here");
    public static readonly RefusalCode NotTheSameRole = Invalid("not-the-same-role");
    public static readonly RefusalCode StampedHere = Invalid("stamped-here");
    public static readonly RefusalCode RecordedInTheFuture = Invalid("recorded-in-the-future");
    public static readonly RefusalCode InTheFuture = Invalid("in-the-future");
    public static readonly RefusalCode BeforeBirth = Invalid("before-birth");
    public static readonly RefusalCode AfterDeath = Invalid("after-death");
    public static readonly RefusalCode InCareAlready = Invalid("in-care-already");
    public static readonly RefusalCode CareNotEnded = Invalid("care-not-ended");
    public static readonly RefusalCode DuplicateId = Invalid("duplicate-id");
    public static readonly RefusalCode UnknownEventType = Invalid("unknown-event-type");
    public static readonly RefusalCode UnknownEvent = Invalid("unknown-event");
    public static readonly RefusalCode NotAnEntry = Invalid("not-an-entry");
    public static readonly RefusalCode AlreadyWithdrawn = Invalid("already-withdrawn");
    public static readonly RefusalCode ReasonNeeded = Invalid("reason-needed");
    public static readonly RefusalCode WhichConcern = Invalid("which-concern");

    // A policy, and what a council chooses in it.
    public static readonly RefusalCode Gate = Invalid("gate");
    public static readonly RefusalCode GateNeedsReason = Invalid("gate-needs-reason");
    public static readonly RefusalCode UnknownClause = Invalid("unknown-clause");
    public static readonly RefusalCode UnknownSetting = Invalid("unknown-setting");
    public static readonly RefusalCode Unreadable = Invalid("unreadable");
    public static readonly RefusalCode BadPack = Invalid("bad-pack");
    public static readonly RefusalCode UnknownAuthority = Invalid("unknown-authority");
    public static readonly RefusalCode CalendarRange = Invalid("calendar-range");
    public static readonly RefusalCode CannotRead = Invalid("cannot-read");

    // A list that a council keeps.
    public static readonly RefusalCode EmptyRow = Invalid("empty-row");
    public static readonly RefusalCode ListFull = Invalid("list-full");
    public static readonly RefusalCode ChangedMeanwhile = Code("changed-meanwhile", RefusalKind.Conflict);
    public static readonly RefusalCode AlreadyRemoved = Code("already-removed", RefusalKind.Conflict);

    // A return and its import.
    public static readonly RefusalCode NoFiles = Invalid("no-files");
    public static readonly RefusalCode TooManyFiles = Invalid("too-many-files");
    public static readonly RefusalCode EmptyFile = Invalid("empty-file");
    public static readonly RefusalCode Utf16 = Invalid("utf-16");
    public static readonly RefusalCode Xml = Invalid("xml");
    public static readonly RefusalCode BadQuotes = Invalid("bad-quotes");
    public static readonly RefusalCode LineTooLong = Invalid("line-too-long");
    public static readonly RefusalCode TooManyRows = Invalid("too-many-rows");
    public static readonly RefusalCode UnknownColumns = Invalid("unknown-columns");
    public static readonly RefusalCode MissingColumn = Invalid("missing-column");
    public static readonly RefusalCode DuplicateColumn = Invalid("duplicate-column");
    public static readonly RefusalCode DuplicateKind = Invalid("duplicate-kind");
    public static readonly RefusalCode NoHeaderFile = Invalid("no-header-file");
    public static readonly RefusalCode BadCollectionYear = Invalid("bad-collection-year");
    public static readonly RefusalCode YearNotBegun = Invalid("year-not-begun");
    public static readonly RefusalCode BadCodeSets = Invalid("bad-code-sets");
    public static readonly RefusalCode ImportFailed = Invalid("import-failed");
    public static readonly RefusalCode NotReady = Code("not-ready", RefusalKind.Conflict);
    public static readonly RefusalCode NotApplied = Code("not-applied", RefusalKind.Conflict);
    public static readonly RefusalCode AlreadyDecided = Code("already-decided", RefusalKind.Conflict);

    // A worked case.
    public static readonly RefusalCode NoCase = Invalid("no-case");
    public static readonly RefusalCode NoTitle = Invalid("no-title");
    public static readonly RefusalCode NoChecks = Invalid("no-checks");
    public static readonly RefusalCode BadChoice = Invalid("bad-choice");
    public static readonly RefusalCode BadCheck = Invalid("bad-check");

    // The invented region's configuration.
    public static readonly RefusalCode MissingFile = Invalid("missing-file");
    public static readonly RefusalCode NotYaml = Invalid("not-yaml");
    public static readonly RefusalCode NotAMapping = Invalid("not-a-mapping");
    public static readonly RefusalCode UnknownKey = Invalid("unknown-key");
    public static readonly RefusalCode Twice = Invalid("twice");

    // The store and the cluster.
    public static readonly RefusalCode CommandIdReused = Code("command-id-reused", RefusalKind.Conflict);
    public static readonly RefusalCode StoreUnavailable = Code("store-unavailable", RefusalKind.Unavailable);

    private static readonly FrozenDictionary<string, RefusalCode> ByName = Named.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<RefusalCode> All => ByName.Values;

    /// <summary>The kind that a code is named with; <see cref="RefusalKind.Invalid"/> for one that is named nowhere here.</summary>
    public static RefusalKind KindOf(string code) => ByName.TryGetValue(code, out var named) ? named.Kind : RefusalKind.Invalid;

    private static RefusalCode Invalid(string name) => Code(name, RefusalKind.Invalid);

    private static RefusalCode Code(string name, RefusalKind kind)
    {
        var code = new RefusalCode(name, kind);
        Named.Add(name, code);
        return code;
    }
}
