using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Lists;
using Permanence.Grains.Access;
using Permanence.Grains.Policies;
using Permanence.Grains.Storage;

namespace Permanence.Grains.Lists;

/// <summary>What the store keeps of one list.</summary>
public sealed record StoredList
{
    public KeptList List { get; init; } = KeptList.Empty;
}

/// <summary>
/// One list that a council keeps. Decides with a pure function, writes and waits for the write. Not reentrant: nothing happens between
/// deciding and writing. A command is answered from the entry it made, so no other memory of it is kept; one that was refused is decided again.
/// </summary>
[GrainType("keptlist")]
public sealed class KeptListGrain(
    [PersistentState("list", StoreNames.Records)] IPersistentState<StoredList> stored,
    IAssessor assessor, IClock clock, ILogger<KeptListGrain> log) : Grain, IKeptListGrain
{
    private string Key => this.GetPrimaryKeyString();

    public Task<KeptList> Read() => Task.FromResult(stored.State.List);

    public Task<ListRuling> Add(Guid commandId, Dictionary<string, string> values) => Do(new AddRow(commandId, values));

    public Task<ListRuling> Change(Guid commandId, string row, int version, Dictionary<string, string> values) => Do(new ChangeRow(commandId, row, version, values));

    public Task<ListRuling> Remove(Guid commandId, string row, string reason) => Do(new RemoveRow(commandId, row, reason));

    private async Task<ListRuling> Do(ListCommand command)
    {
        // A second time only where the store holds something newer than this activation had read.
        for (var attempt = 1; ; attempt++)
        {
            if (assessor.List(GrainKeys.AuthorityOf(Key), GrainKeys.ListOf(Key), clock.Today()) is not { } form)
                return ListRuling.Refused(new Refusal("not-found", "The council's policy has no such list today."));
            var caller = Caller.Current;
            var list = stored.State.List;
            var decided = Listkeeping.Decide(form, list, command, clock.GetCurrentInstant(), caller?.Id ?? "platform", caller?.Source ?? "platform");
            if (!decided.Succeeded)
                return ListRuling.Refused(decided.Refusals);
            if (list.Entries.Contains(decided.Value))
                return Done(decided.Value);

            var outcome = await stored.Write(new StoredList { List = new KeptList([.. list.Entries, decided.Value]) }, Key, DeactivateOnIdle, log);
            if (outcome == WriteOutcome.Conflict && attempt == 1)
                continue;
            // The write may have come through although its answer did not.
            return outcome == WriteOutcome.Written || stored.State.List.Entries.Any(entry => entry.Command == command.Id)
                ? Done(decided.Value)
                : ListRuling.Refused(new Refusal("store-unavailable", "The list could not be saved just now. Send the same command again: it is done once."));
        }
    }

    private ListRuling Done(ListEntry entry) =>
        new([], entry, stored.State.List.Entries.TakeWhile(one => one.Command != entry.Command).Count(one => one.Row == entry.Row) + 1);
}
