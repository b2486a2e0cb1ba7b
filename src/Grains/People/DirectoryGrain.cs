using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.People;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Keeping;
using Permanence.Grains.Policies;

namespace Permanence.Grains.People;

/// <summary>What the store keeps of one council's directory.</summary>
public sealed record StoredDirectory
{
    public StaffList Staff { get; init; } = StaffList.Empty;

    public IReadOnlyList<Answer> Answers { get; init; } = [];
}

/// <summary>Who works for one council: decides with a pure function, writes and waits for the write, and only then ends sessions.</summary>
[GrainType("directory")]
public sealed class DirectoryGrain : Grain, IDirectoryGrain
{
    private readonly Kept<StoredDirectory> kept;
    private readonly IAssessor assessor;
    private readonly IClock clock;
    private readonly ISessions? sessions;

    public DirectoryGrain(
        [PersistentState("directory", StoreNames.Records)] IPersistentState<StoredDirectory> stored,
        IAssessor assessor,
        IClock clock,
        IEnumerable<ISessions> sessions,
        ILogger<DirectoryGrain> log
    )
    {
        (this.assessor, this.clock, this.sessions) = (assessor, clock, sessions.FirstOrDefault());
        kept = new Kept<StoredDirectory>(stored, () => Key, DeactivateOnIdle, log);
    }

    private string Key => this.GetPrimaryKeyString();

    private string Authority => GrainKeys.Parse<DirectoryKey>(Key).Authority;

    public Task<StaffList> Read(CancellationToken cancelled = default) => Task.FromResult(kept.Now.Staff);

    public async Task<Person> SignedIn(Arrival arrival)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        if (Caller.Current is not { IsPlatform: true } platform)
            throw new NotYoursException();
        var before = kept.Now.Staff.Find(arrival.Id);
        var keptHere = assessor.Directory(Authority, clock.Today()).KeptHere;
        var outcome = await kept.Keep<Person>(stored =>
        {
            var there = stored.Staff.Find(arrival.Id);
            var now = Staffkeeping.SignedIn(
                stored.Staff,
                arrival,
                keptHere,
                new Recording(clock.GetCurrentInstant(), arrival.Id, platform.Source)
            );
            return new(now, now == there ? null : stored with { Staff = stored.Staff.With(now) });
        });
        if (!outcome.Succeeded)
            throw new StoreAwayException();
        await EndWhereLess(before, outcome.Value, "roles-changed");
        return outcome.Value;
    }

    public async Task Enter(IReadOnlyList<Arrival> arrivals)
    {
        if (Caller.Current is not { IsPlatform: true } platform)
            throw new NotYoursException();
        var outcome = await kept.Keep<bool>(stored =>
        {
            var stamp = new Recording(clock.GetCurrentInstant(), platform.Id, platform.Source);
            var staff = arrivals
                .Where(arrival => stored.Staff.Find(arrival.Id) is null)
                .Aggregate(stored.Staff, (all, arrival) => all.With(Staffkeeping.SignedIn(all, arrival, [], stamp)));
            return new(true, staff.People.Count == stored.Staff.People.Count ? null : stored with { Staff = staff });
        });
        if (!outcome.Succeeded)
            throw new StoreAwayException();
    }

    public async Task<PersonRuling> Change(Guid commandId, PersonChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (Caller.Current is not { } caller)
            throw new NotYoursException();
        var before = kept.Now.Staff.Find(change.Id);
        var rules = assessor.Directory(Authority, clock.Today());
        var content = Answers.Digest(JsonSerializer.SerializeToUtf8Bytes(change, CaseRecordJson.Options));
        var outcome = await kept.Keep<PersonRuling>(stored =>
        {
            if (stored.Answers.To(commandId) is { } answered)
                return new(
                    answered.IsFor(content) && stored.Staff.Find(change.Id) is { } there
                        ? new PersonRuling([], there)
                        : PersonRuling.Refused(Answers.OtherContent)
                );
            var now = clock.GetCurrentInstant();
            var decided = Staffkeeping.Change(
                stored.Staff,
                change,
                new DirectoryKeeper(
                    caller.Id,
                    caller.IsPlatform || caller.Roles.Any(rules.Keepers.Contains),
                    new Recording(now, caller.Id, caller.Source) { Role = caller.Roles.FirstOrDefault(rules.Keepers.Contains) }
                ),
                rules.KeptHere,
                clock.Today()
            );
            return decided.Succeeded
                ? new(
                    new PersonRuling([], decided.Value),
                    new StoredDirectory
                    {
                        Staff = stored.Staff.With(decided.Value),
                        Answers = stored.Answers.With(new Answer(commandId, 0, 0, []) { Content = content }, now),
                    }
                )
                : new(PersonRuling.Refused(decided.Refusals));
        });
        if (!outcome.Succeeded)
            return PersonRuling.Refused(outcome.Refusals);
        if (outcome.Value.Person is { } person)
            await EndWhereLess(before, person, person.Active ? "roles-changed" : "left");
        return outcome.Value;
    }

    // A session carries the roles it began with.
    private Task EndWhereLess(Person? before, Person now, string reason) =>
        sessions is not null && before is not null && ((before.Active && !now.Active) || before.Roles.Except(now.Roles).Any())
            ? sessions.EndAll(now.Id, reason)
            : Task.CompletedTask;
}
