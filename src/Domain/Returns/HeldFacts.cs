using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns.Facts;
using Permanence.Domain.Returns.Merging;

namespace Permanence.Domain.Returns;

/// <summary>A fact of a return that waits for a person, because a person recorded it otherwise.</summary>
/// <param name="Key">Of this conflict and no other: it changes when either side says something else.</param>
/// <param name="Label">What it is about: <c>Review held</c>, <c>Date of birth</c>.</param>
/// <param name="Returned">What the return says happened; null where it is about who the child is.</param>
/// <param name="Recorded">What the person recorded; null where the person withdrew it, or where it is about who the child is.</param>
/// <param name="ReturnedText">What the return says of who the child is; else null.</param>
/// <param name="RecordedText">What the record says of who the child is; else null.</param>
/// <param name="File">The file that says it.</param>
/// <param name="Line">The line of that file; 0 where it is not known.</param>
public sealed record HeldFact(
    string Key,
    string Label,
    CareEvent? Returned,
    CareEvent? Recorded,
    string? ReturnedText,
    string? RecordedText,
    string File,
    int Line
);

/// <summary>
/// What the returns in a record say otherwise than its people, and what deciding it records. Follows from the record alone: a decision made
/// is a fact of the record, so a conflict is decided once, by whoever comes first.
/// </summary>
public static class HeldFacts
{
    private const int LongestReason = 1000;
    private const int LongestSaid = 200;

    private static readonly Refusal NotHeld = new(
        RefusalCodes.AlreadyDecided,
        "This conflict is not waiting any more: somebody has decided it, or the record or the return has changed since.",
        "fact"
    );

    public static IReadOnlyList<HeldFact> Of(CaseFile file) => [.. Open(file).Select(open => open.Fact)];

    /// <summary>
    /// What deciding records: the decision with its reason, and where the return is taken, the correction or the detail it leads to.
    /// </summary>
    /// <param name="take">Whether the return's word is taken; else what the person recorded is kept.</param>
    /// <param name="codes">In whose words the decision keeps what both sides said.</param>
    /// <param name="today">The London date of the decision.</param>
    public static Outcome<TakeFromReturn> Decide(CaseFile file, string key, bool take, string reason, CodeSets codes, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(codes);
        var why = reason.Trim();
        if (why.Length == 0)
            return new Refusal(RefusalCodes.ReasonNeeded, "Say why.", "reason");
        if (why.Length > LongestReason)
            return new Refusal(RefusalCodes.TooLong, "The reason must be 1,000 characters or fewer.", "reason");
        if (Open(file).FirstOrDefault(open => open.Fact.Key == key) is not { Fact: { } fact } held)
            return NotHeld;

        var events = new List<CareEvent>();
        var child = file.Child;
        if (take && held.Conflict is { } conflict)
            events.Add(Taken(conflict, why, today));
        else if (take)
            child = ChildDetails.With(child, held.Detail!, held.Says);
        var (returned, recorded) = (
            fact.ReturnedText is { } theirs ? codes.Said(ChildDetails.ColumnOf(held.Detail!), theirs) : Words(fact.Returned!, codes),
            fact.RecordedText is { } ours ? codes.Said(ChildDetails.ColumnOf(held.Detail!), ours)
            : fact.Recorded is null ? null
            : Words(fact.Recorded, codes)
        );
        events.Add(
            new CareEvent
            {
                Type = Conflict.Decision,
                On = today,
                Fields = EventFields.Of(
                    new (string Name, string? Value)[]
                    {
                        ("fact", key),
                        ("decision", take ? "taken" : "kept"),
                        ("returnSays", $"{returned} ({Where(fact)})"),
                        ("recordSays", recorded),
                        ("reason", why),
                    }
                        .Where(field => field.Value is not null)
                        .Select(field => KeyValuePair.Create(field.Name, (object)field.Value!))
                ),
            }
        );
        return new TakeFromReturn(file.Authority, child, events);
    }

    // What a person recorded beyond what the return says stays with it.
    private static CareEvent Taken(Conflict conflict, string why, LocalDate today)
    {
        var said = conflict.Fact.Happened;
        var reason = $"Taken from the return, {conflict.Fact.File} line {conflict.Fact.Line}. {why}";
        reason = reason.Length > LongestReason ? reason[..LongestReason] : reason;
        // A withdrawal stands for ever: what is right after all is a new entry.
        if (conflict.Recorded is not { } recorded)
            return said with { Recorded = null, Note = reason };
        var fields = EventVocabulary
            .Find(said.Type)!
            .Fields.Select(field =>
                KeyValuePair.Create(
                    field.Name,
                    Disagreement.IsAPersonsToSay(field.Name)
                        ? recorded.Fields[field.Name] ?? said.Fields[field.Name]
                        : said.Fields[field.Name] ?? recorded.Fields[field.Name]
                )
            )
            .Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Key, field.Value!));
        return new CareEvent
        {
            Type = EventTypes.EventCorrected,
            On = today,
            Fields = EventFields.Of([
                new("event", recorded.Id!),
                new(
                    "with",
                    new CareEvent
                    {
                        Type = said.Type,
                        On = said.On,
                        Fields = EventFields.Of(fields),
                        Note = recorded.Note,
                    }
                ),
                new("reason", reason),
            ]),
        };
    }

    private static IEnumerable<(HeldFact Fact, Conflict? Conflict, string? Detail, object? Says)> Open(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var recorded = RecordedFacts.Of(file);
        if (recorded.Returns.Count == 0)
            yield break;
        var returns = new ReturnsOfAChild(ReturnMerge.InForce(recorded.Returns));
        foreach (
            var conflict in RecordChanges
                .Of(file, recorded, ReturnMerge.Facts(returns, recorded, []), file.Child.Id, "held", "", "")
                .Conflicts
        )
        {
            var fact = conflict.Fact;
            yield return (
                new HeldFact(
                    conflict.Key,
                    EventVocabulary.Find(fact.Happened.Type)!.Label,
                    fact.Happened with
                    {
                        Recorded = null,
                    },
                    conflict.Recorded,
                    null,
                    null,
                    fact.File,
                    fact.Line
                ),
                conflict,
                null,
                null
            );
        }

        foreach (var (name, label, says) in ChildDetails.Of(returns).Fields())
        {
            var now = ChildDetails.Recorded(file.Child, name);
            if (
                says is null
                || now is null
                || Equals(now, says)
                || ReturnMerge.DetailKey(name, says, now) is var key && recorded.Decided.Contains(key)
            )
                continue;
            var row = returns.Rows(ReturnKind.Header).LastOrDefault().Row;
            yield return (
                new HeldFact(
                    key,
                    char.ToUpperInvariant(label[0]) + label[1..],
                    null,
                    null,
                    ReturnMerge.Shown(says),
                    ReturnMerge.Shown(now),
                    row?.File ?? "",
                    row?.Line ?? 0
                ),
                null,
                name,
                says
            );
        }
    }

    private static string Words(CareEvent happened, CodeSets codes)
    {
        var type = EventVocabulary.Find(happened.Type);
        var values = string.Join(
            ", ",
            happened
                .Fields.Where(field => field.Value is string)
                .Select(field => type?.Field(field.Key)?.CodeSet is { } set ? codes.Said(set, (string)field.Value) : (string)field.Value)
        );
        var said = values.Length == 0 ? InWords.Date(happened.On) : $"{values} on {InWords.Date(happened.On)}";
        return said.Length > LongestSaid ? said[..LongestSaid] : said;
    }

    private static string Where(HeldFact fact) => fact.Line == 0 ? "SSDA903 return" : $"SSDA903 return, {fact.File} line {fact.Line}";
}
