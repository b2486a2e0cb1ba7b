using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Lists;
using Permanence.Grains.Access;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Lists;

/// <summary>What the store keeps of one list.</summary>
public sealed record StoredList
{
    public KeptList List { get; init; } = KeptList.Empty;

    /// <summary>
    /// What each command was, as <see cref="Answers.Digest(string)"/> gives it; of those that were kept before, nothing is known.
    /// </summary>
    public ImmutableDictionary<Guid, string>? Contents { get; init; }
}

/// <summary>
/// One list that a council keeps. Decides with a pure function, writes and waits for the write. Not reentrant: nothing happens between
/// deciding and writing. A command is answered from the entry it made, so no other memory of it is kept; one that was refused is decided
/// again.
/// </summary>
[GrainType("keptlist")]
public sealed class KeptListGrain : Grain, IKeptListGrain
{
    private readonly Kept<StoredList> kept;
    private readonly IAssessor assessor;
    private readonly IClock clock;

    public KeptListGrain(
        [PersistentState("list", StoreNames.Records)] IPersistentState<StoredList> stored,
        IAssessor assessor,
        IClock clock,
        ILogger<KeptListGrain> log
    )
    {
        (this.assessor, this.clock) = (assessor, clock);
        kept = new Kept<StoredList>(stored, () => Key, DeactivateOnIdle, log);
    }

    private string Key => this.GetPrimaryKeyString();

    public Task<KeptList> Read(CancellationToken cancelled = default) => Task.FromResult(kept.Now.List);

    public Task<ListRuling> Add(Guid commandId, Dictionary<string, string> values) =>
        Do(new AddRow(commandId, values), Content(values, null, 0, null));

    public Task<ListRuling> Change(Guid commandId, string row, int version, Dictionary<string, string> values) =>
        Do(new ChangeRow(commandId, row, version, values), Content(values, row, version, null));

    public Task<ListRuling> Remove(Guid commandId, string row, string reason) =>
        Do(new RemoveRow(commandId, row, reason), Content([], row, 0, reason));

    private static string Content(Dictionary<string, string> values, string? row, int version, string? reason) =>
        Answers.Digest(
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    row,
                    version,
                    reason,
                    values = values.OrderBy(value => value.Key, StringComparer.Ordinal),
                }
            )
        );

    private async Task<ListRuling> Do(ListCommand command, string content)
    {
        var caller = Caller.Current;
        var outcome = await kept.Keep(stored => Decide(stored, command, content, caller));
        return outcome.Succeeded ? outcome.Value : ListRuling.Refused(outcome.Refusals);
    }

    private Decision<StoredList, ListRuling> Decide(StoredList stored, ListCommand command, string content, Caller? caller)
    {
        var (authority, id) = GrainKeys.Parse<ListKey>(Key);
        if (assessor.List(authority, id, clock.Today()) is not { } form)
            return new(ListRuling.Refused(new Refusal(RefusalCodes.NotFound, "The council's policy has no such list today.")));
        if (stored.Contents?.GetValueOrDefault(command.Id) is { } first && first != content)
            return new(ListRuling.Refused(Answers.OtherContent));
        var list = stored.List;
        var (by, source) = (caller?.Id ?? "platform", caller?.Source ?? "platform");
        var decided = Listkeeping.Decide(form, list, command, clock.GetCurrentInstant(), by, source);
        if (!decided.Succeeded)
            return new(ListRuling.Refused(decided.Refusals));
        var entry = decided.Value;
        var place = list.Entries.TakeWhile(one => one.Command != entry.Command).ToList();
        var done = new ListRuling([], entry, place.Count(one => one.Row == entry.Row) + 1);
        if (place.Count < list.Entries.Count)
            return new(done);
        var contents = (stored.Contents ?? ImmutableDictionary<Guid, string>.Empty).SetItem(command.Id, content);
        return new(done, new StoredList { List = new KeptList([.. list.Entries, entry]), Contents = contents });
    }
}
