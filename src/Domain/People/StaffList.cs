using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.People;

/// <summary>Everybody whom a council's directory knows, those who left among them.</summary>
public sealed record StaffList(IReadOnlyList<Person> People)
{
    public static readonly StaffList Empty = new([]);

    public Person? Find(string? id)
    {
        if (id is null)
            return null;
        foreach (var person in People)
        {
            if (person.Id == id)
                return person;
        }

        return null;
    }

    /// <summary>
    /// Who a record means by an id, or by the name that a return or an older record has instead, where one person alone has it.
    /// </summary>
    public Person? Meant(string? who) =>
        Find(who)
        ?? (
            who is not null
            && People.Where(person => string.Equals(person.Name, who, StringComparison.OrdinalIgnoreCase)).ToList() is [var one]
                ? one
                : null
        );

    public IReadOnlyList<Person> ByName() =>
        [.. People.OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase).ThenBy(person => person.Id, StringComparer.Ordinal)];

    /// <summary>Those who work in a role and in a team today, by name.</summary>
    public IReadOnlyList<Person> In(string? role, string? team) =>
        [
            .. ByName()
                .Where(person =>
                    person.Active && (role is null || person.Roles.Contains(role)) && (team is null || person.Teams.Contains(team))
                ),
        ];

    /// <summary>The teams that anybody here is in, by name.</summary>
    public IReadOnlyList<string> Teams =>
        [.. People.Where(person => person.Active).SelectMany(person => person.Teams).Distinct().Order(StringComparer.OrdinalIgnoreCase)];

    public StaffList With(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new(Find(person.Id) is null ? [.. People, person] : [.. People.Select(one => one.Id == person.Id ? person : one)]);
    }
}

/// <summary>Who changes a directory.</summary>
/// <param name="Keeps">Whether theirs is a role that keeps it: an administrator's or a manager's.</param>
public sealed record DirectoryKeeper(string Id, bool Keeps, Recording Stamp);

/// <summary>What a directory becomes by a sign-in, or by whoever keeps it. No clock, store or grain.</summary>
public static class Staffkeeping
{
    public const int MostPeople = 5_000;
    public const int MostTeams = 20;

    /// <summary>
    /// The person as they stand after signing in. The provider's word counts for their name and for every role but those that are kept
    /// here; teams that it names come on top of those they are in.
    /// </summary>
    /// <param name="keptHere">The roles that the council's mapping leaves to its directory.</param>
    public static Person SignedIn(StaffList list, Arrival arrival, IReadOnlyCollection<string> keptHere, Recording stamp)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(arrival);
        var before = list.Find(arrival.Id) ?? new Person(arrival.Id, arrival.Name, [], []);
        var after = before with
        {
            Name = arrival.Name,
            Roles = [.. arrival.Roles.Concat(before.Roles.Where(keptHere.Contains)).Distinct()],
            Teams = [.. before.Teams.Concat(arrival.Teams).Distinct()],
        };
        return after == before && list.Find(arrival.Id) is not null ? before : after with { Changed = stamp };
    }

    /// <param name="keptHere">The roles that the council's mapping leaves to its directory.</param>
    /// <param name="today">In London.</param>
    public static Outcome<Person> Change(
        StaffList list,
        PersonChange change,
        DirectoryKeeper keeper,
        IReadOnlyCollection<string> keptHere,
        LocalDate today
    )
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(keeper);
        ArgumentNullException.ThrowIfNull(keptHere);
        if (!keeper.Keeps)
            return new Refusal(RefusalCodes.NotYourAct, "The directory is kept by administrators and managers.");
        if (keeper.Id == change.Id)
            return new Refusal(RefusalCodes.OwnEntry, "Nobody changes their own entry: ask another administrator or manager.");
        var before = list.Find(change.Id);
        List<Refusal> refusals = [.. Unreadable(change)];
        if (before is null && list.People.Count >= MostPeople)
            refusals.Add(new Refusal(RefusalCodes.TooMany, $"A directory has {MostPeople} people at most.", "id"));
        foreach (var role in change.Roles.Concat(before?.Roles ?? []).Distinct())
        {
            if (!keptHere.Contains(role) && change.Roles.Contains(role) != (before?.Roles.Contains(role) ?? false))
                refusals.Add(
                    new Refusal(
                        RefusalCodes.NotKeptHere,
                        $"The role '{role}' comes with the sign-in: it is given and taken away there, in the identity provider.",
                        "roles"
                    )
                );
        }

        refusals.AddRange(StandIn(list, change, before, today));
        if (refusals.Count > 0)
            return refusals;
        var after = (before ?? new Person(change.Id, "", [], [])) with
        {
            Name = change.Name.Trim(),
            Roles = [.. change.Roles.Distinct()],
            Teams = [.. change.Teams.Distinct()],
            Active = change.Active,
            StandsInFor = change.StandsInFor,
            Until = change.StandsInFor is null ? null : change.Until,
        };
        return after == before ? before : after with { Changed = keeper.Stamp };
    }

    private static IEnumerable<Refusal> Unreadable(PersonChange change)
    {
        if (NotAName("An id", change.Id, "id") is { } id)
            yield return id;
        if (NotAName("A name", change.Name, "name") is { } name)
            yield return name;
        if (change.Teams.Count > MostTeams)
            yield return new Refusal(RefusalCodes.TooMany, $"Somebody is in {MostTeams} teams at most.", "teams");
        foreach (var fault in change.Teams.Select(team => NotAName("The name of a team", team, "teams")).OfType<Refusal>().Take(1))
            yield return fault;
        foreach (var role in change.Roles)
        {
            if (!EventVocabulary.IsRole(role))
                yield return new Refusal(RefusalCodes.UnknownValue, $"There is no role '{Characters.Quoted(role)}'.", "roles");
        }
    }

    private static Refusal? NotAName(string what, string text, string field) =>
        Characters.ShowNothing(text) || text.Length > RecordLimits.LongestName
            ? new Refusal(RefusalCodes.TooLong, $"{what} has 1 to {RecordLimits.LongestName} characters.", field)
        : Characters.Fault(text, isName: true) is { } fault ? new Refusal(RefusalCodes.BadCharacter, $"{what} {fault}.", field)
        : null;

    private static IEnumerable<Refusal> StandIn(StaffList list, PersonChange change, Person? before, LocalDate today)
    {
        if (change.StandsInFor is not { } away)
        {
            if (change.Until is not null)
                yield return new Refusal(RefusalCodes.MissingField, "'until' says until when somebody stands in: for whom?", "standsInFor");
            yield break;
        }

        // What is there already is left as it is: it may have run out, or the other have left since.
        if (before is not null && before.StandsInFor == away && before.Until == change.Until)
            yield break;
        if (change.Until is not { } until)
            yield return new Refusal(RefusalCodes.MissingField, "'until' is missing: the last day of standing in.", "until");
        else if (until < today || until > today.PlusYears(1))
            yield return new Refusal(RefusalCodes.BadDate, "'until' is today or a later day, within a year.", "until");
        if (away == change.Id || list.Find(away) is not { Active: true } colleague)
            yield return new Refusal(RefusalCodes.UnknownPerson, "'standsInFor' is a colleague of this directory.", "standsInFor");
        else if (!change.Active)
            yield return new Refusal(RefusalCodes.NotTheSameRole, "Who has left stands in for nobody.", "standsInFor");
        else if (!colleague.Roles.Intersect(change.Roles).Any())
            yield return new Refusal(
                RefusalCodes.NotTheSameRole,
                "A stand-in has the same role as the colleague who is away.",
                "standsInFor"
            );
    }
}
