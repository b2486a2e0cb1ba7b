using Permanence.Domain.Records;
using Permanence.Domain.Returns.Facts;
using Permanence.Domain.Returns.Merging;

namespace Permanence.Domain.Returns;

/// <summary>
/// Brings what a return says of a child together with what the record says already. A record keeps the rows of each year's return, so what
/// imports recorded always follows from all of them together: the years may come in any order, and any of them may be taken out again. What
/// a person recorded, corrected or withdrew here is never overwritten.
/// </summary>
public static class ReturnMerge
{
    /// <param name="existing">The record, or null where there is none.</param>
    /// <param name="importId">Up to 60 characters; starts the ids of the events, so it is unique to the import.</param>
    public static ChildImport Plan(CaseFile? existing, ReturnedChild child, string authority, CollectionYear year, string importId)
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentException.ThrowIfNullOrEmpty(importId);
        var recorded = RecordedFacts.Of(existing);
        var before = InForce(recorded.Returns);
        var kept = before.GetValueOrDefault(year);
        var now = kept is null ? child : ReturnRows.Over(kept, child);
        var repeated = kept is not null && ReturnRows.SaySame(kept, now);
        var after = new Dictionary<CollectionYear, ReturnedChild>(before);
        if (!repeated)
            after[year] = now;

        var returns = new ReturnsOfAChild(after);
        var held = new List<ReturnFinding>();
        var facts = Facts(returns, recorded, held);
        var changes = RecordChanges.Of(
            existing,
            recorded,
            facts,
            child.Id,
            importId,
            Source(year),
            $"The SSDA903 return of {year} says otherwise."
        );
        held.AddRange(changes.Held);
        if (kept is not null && !repeated)
            held.AddRange(ReturnRows.Gone(kept, now, child, year));
        held.AddRange(YearOnYear.Check(after, year));

        var record = existing?.Child ?? new Child { Id = child.Id };
        var (details, filled) = Details(
            existing,
            record,
            child,
            recorded,
            ChildDetails.Of(new ReturnsOfAChild(before)),
            ChildDetails.Of(returns),
            held
        );
        var events = changes.Events;
        if (!repeated)
            events.Insert(0, ReturnRows.Received(changes.NewId(), year, importId, child, filled));
        return new ChildImport(
            authority,
            child.Id,
            existing is null,
            details,
            details != record,
            events,
            changes.New,
            changes.Changed,
            changes.Unchanged,
            held
        );
    }

    /// <summary>
    /// A child in care at the end of a year's return who is not in the next year's: proposes an end for a person to record. Null where the
    /// return has no open episode at its end.
    /// </summary>
    public static ReturnFinding? GoneFromNext(ReturnedChild child, CollectionYear year)
    {
        ArgumentNullException.ThrowIfNull(child);
        return YearOnYear.GoneFromNext(child, year);
    }

    /// <summary>
    /// Takes out of a record what one import put there and puts back what it had changed. Other imports and what people recorded stay. An
    /// import that is not in the record changes nothing.
    /// </summary>
    public static ChildUndo Undo(CaseFile file, string importId)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(importId);
        var recorded = RecordedFacts.Of(file);
        var undone = recorded.Returns.Where(kept => kept.Import == importId).ToList();
        if (undone.Count == 0)
            return new ChildUndo(file.Child.Id, file.Child, false, [], false);

        var left = recorded.Returns.Where(kept => kept.Import != importId).ToList();
        var before = ChildDetails.Of(new ReturnsOfAChild(InForce(recorded.Returns)));
        var returns = new ReturnsOfAChild(InForce(left));
        var changes = RecordChanges.Of(
            file,
            recorded,
            Facts(returns, recorded, []),
            file.Child.Id,
            $"{importId}:undo",
            Source(undone[0].Year),
            $"The import of the SSDA903 return of {undone[0].Year} was undone."
        );
        var events = undone.Select(kept => changes.Withdrawal(kept.Received.Id!, kept.Received.On)).ToList();
        events.AddRange(changes.Events);

        var managed = recorded.Returns.SelectMany(kept => kept.Filled).ToHashSet(StringComparer.Ordinal);
        var details = file.Child;
        foreach (var ((name, _, was), (_, _, said)) in before.Fields().Zip(ChildDetails.Of(returns).Fields()))
        {
            if (managed.Contains(name) && Equals(ChildDetails.Recorded(details, name), was))
                details = ChildDetails.With(details, name, said);
        }

        var nothingLeft = left.Count == 0 && recorded.ByPeople.Count == 0;
        return new ChildUndo(file.Child.Id, details, details != file.Child, events, nothingLeft);
    }

    /// <summary>The latest word on each year, kind by kind of file.</summary>
    internal static Dictionary<CollectionYear, ReturnedChild> InForce(IEnumerable<KeptReturn> returns)
    {
        var years = new Dictionary<CollectionYear, ReturnedChild>();
        foreach (var kept in returns)
            years[kept.Year] = years.TryGetValue(kept.Year, out var before) ? ReturnRows.Over(before, kept.Child) : kept.Child;
        return years;
    }

    internal static IReadOnlyList<ReturnFact> Facts(ReturnsOfAChild returns, RecordedFacts recorded, List<ReturnFinding> held)
    {
        // OrderBy is stable: what a row says of one day stays in the order in which it happens.
        ReturnFact[] facts = [.. EpisodeFacts.Of(returns).Concat(OtherFacts.Of(returns, held)).OrderBy(fact => fact.Happened.On)];
        held.AddRange(returns.Episodes.SetAside);
        return AfterDeath(facts, recorded, held);
    }

    /// <summary>What only happens to the living, and is dated after the child's death, is held: one of the two is wrong.</summary>
    private static ReturnFact[] AfterDeath(ReturnFact[] facts, RecordedFacts recorded, List<ReturnFinding> held)
    {
        if (LifeCourse.Death(facts.Select(fact => fact.Happened).Concat(recorded.ByPeople)) is not { } died)
            return facts;
        var late = facts.Where(fact => fact.Happened.On > died && LifeCourse.NeedsTheLiving(fact.Happened.Type)).ToHashSet();
        held.AddRange(
            late.Select(fact => new ReturnFinding(
                fact.File,
                fact.Line,
                recorded.Child ?? "",
                "",
                ReturnDates.Written(fact.Happened.On),
                RefusalCodes.AfterDeath,
                FindingGrade.FactHeld,
                $"{EventVocabulary.LabelOf(fact.Happened.Type)} on {ReturnDates.Written(fact.Happened.On)} is after the child's death on "
                    + $"{ReturnDates.Written(died)}: correct the row, or the death if it is wrong."
            ))
        );
        return late.Count == 0 ? facts : [.. facts.Where(fact => !late.Contains(fact))];
    }

    /// <summary>
    /// Fills in what nobody has said, and brings up to date what an earlier import filled in; what a person entered stands.
    /// </summary>
    private static (Child Details, IReadOnlyList<string> Filled) Details(
        CaseFile? existing,
        Child record,
        ReturnedChild child,
        RecordedFacts recorded,
        ChildDetails before,
        ChildDetails said,
        List<ReturnFinding> held
    )
    {
        var managed = recorded.Returns.SelectMany(kept => kept.Filled).ToHashSet(StringComparer.Ordinal);
        var filled = new List<string>();
        var details = record;
        foreach (var ((name, label, says), (_, _, saidBefore)) in said.Fields().Zip(before.Fields()))
        {
            var now = ChildDetails.Recorded(record, name);
            if (says is null || (Equals(now, says) && !managed.Contains(name)))
                continue;
            if (now is null || (managed.Contains(name) && Equals(now, saidBefore)))
            {
                filled.Add(name);
                details = ChildDetails.With(details, name, says);
            }
            else if (existing is not null && !Equals(now, says) && !recorded.Decided.Contains(DetailKey(name, says, now)))
                held.Add(OfAPerson(child, name, label, says, now));
        }

        return (details, filled);
    }

    private static ReturnFinding OfAPerson(ReturnedChild child, string name, string label, object says, object now)
    {
        var column = ChildDetails.ColumnOf(name);
        var header = child.Rows.FirstOrDefault(row => row.Kind == ReturnKind.Header);
        return new ReturnFinding(
            header?.File ?? "",
            header?.Line ?? 0,
            child.Id,
            column,
            Shown(says),
            RefusalCodes.RecordedHere,
            FindingGrade.FactHeld,
            $"The return says the {label} is {Shown(says)}, but a person recorded {Shown(now)} here. What the person recorded stands; "
                + "correct it there if the return is right."
        );
    }

    internal static string DetailKey(string name, object says, object now) => Conflict.KeyOf($"{name}={Shown(says)}", Shown(now));

    internal static string Shown(object value) =>
        value switch
        {
            NodaTime.LocalDate date => ReturnDates.Written(date),
            bool flag => flag ? "yes" : "no",
            _ => (string)value,
        };

    private static string Source(CollectionYear year) => $"{ReturnFact.SourcePrefix}{year}";
}
