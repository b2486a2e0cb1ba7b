using System.Globalization;
using NodaTime;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Domain.Lists;

/// <summary>What somebody asks to be done to a list.</summary>
/// <param name="Id">Of the caller's own making: the same again changes nothing.</param>
public abstract record ListCommand(Guid Id);

/// <param name="Values">As <see cref="ListEntry.Values"/>.</param>
public sealed record AddRow(Guid Id, IReadOnlyDictionary<string, string> Values) : ListCommand(Id);

/// <param name="Version">The version of the row that whoever changes it saw.</param>
/// <param name="Values">The whole row as it should be; a column that is left out becomes blank.</param>
public sealed record ChangeRow(Guid Id, string Row, int Version, IReadOnlyDictionary<string, string> Values) : ListCommand(Id);

public sealed record RemoveRow(Guid Id, string Row, string Reason) : ListCommand(Id);

/// <summary>Whether something may be done to a list, and the entry it makes. No clock, store or grain.</summary>
public static class Listkeeping
{
    public const int MostEntries = 10_000;

    /// <param name="form">The list as the council's policy describes it now.</param>
    /// <param name="now">When it becomes known. Its London date is today.</param>
    /// <param name="by">The id of the person or program that asks.</param>
    /// <param name="source">The screen or system it comes from.</param>
    /// <returns>The new entry, to be put at the end of the list; or the entry that the same command made before.</returns>
    public static Outcome<ListEntry> Decide(PolicyForm form, KeptList list, ListCommand command, Instant now, string by, string source)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(command);
        if (list.Entries.FirstOrDefault(entry => entry.Command == command.Id) is { } done)
            return done;
        if (list.Entries.Count >= MostEntries)
            return new Refusal(
                RefusalCodes.ListFull,
                $"A list may hold {MostEntries.ToString("N0", CultureInfo.InvariantCulture)} entries, and this one does."
            );

        var recorded = new Recording(now, by, source);
        var today = now.InZone(Timeline.London).Date;
        switch (command)
        {
            case AddRow add:
                var added = RowValues.Read(form, add.Values, today);
                var number = list.Entries.Count(entry => entry.Kind == ListEntryKind.RowAdded) + 1;
                return added.Succeeded
                    ? new ListEntry(string.Create(CultureInfo.InvariantCulture, $"r{number}"), ListEntryKind.RowAdded, command.Id, recorded)
                    {
                        Values = added.Value,
                    }
                    : added.Refusals.ToList();
            case ChangeRow change:
                if (Standing(list, change.Row, out var row) is { } gone)
                    return gone;
                if (change.Version != row.Version)
                {
                    return new Refusal(
                        RefusalCodes.ChangedMeanwhile,
                        $"You saw version {change.Version.ToString(CultureInfo.InvariantCulture)} of this row and it is at version "
                            + $"{row.Version.ToString(CultureInfo.InvariantCulture)} now: somebody changed it meanwhile. "
                            + "Read it again and send the change with the version you then see.",
                        "version"
                    );
                }

                var changed = RowValues.Read(form, change.Values, today);
                return changed.Succeeded
                    ? new ListEntry(row.Id, ListEntryKind.RowChanged, command.Id, recorded)
                    {
                        Values = RowValues.WithDropped(form, row.Values, changed.Value),
                    }
                    : changed.Refusals.ToList();
            case RemoveRow remove:
                if (Standing(list, remove.Row, out var leaving) is { } absent)
                    return absent;
                var reason = remove.Reason.Trim().ReplaceLineEndings("\n");
                return reason.Length switch
                {
                    0 => new Refusal(RefusalCodes.MissingField, "Say why the row comes off the list.", "reason"),
                    > RecordLimits.LongestText => RowValues.TooLong("The reason", "reason", reason, RecordLimits.LongestText),
                    _ => new ListEntry(leaving.Id, ListEntryKind.RowRemoved, command.Id, recorded) { Reason = reason },
                };
            default:
                throw new ArgumentException($"Nothing decides a {command.GetType().Name}.", nameof(command));
        }
    }

    private static Refusal? Standing(KeptList list, string id, out ListRow row)
    {
        var found = list.Row(id);
        row = found!;
        return found switch
        {
            null => new Refusal(RefusalCodes.NotFound, $"There is no row '{id}' on this list.", "row"),
            { Removed: true } => new Refusal(
                RefusalCodes.AlreadyRemoved,
                "This row was taken off the list. Add it again as a new row if it belongs there.",
                "row"
            ),
            _ => null,
        };
    }
}
