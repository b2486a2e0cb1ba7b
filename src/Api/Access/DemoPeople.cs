using Permanence.Demo;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using RegionPerson = Permanence.Demo.DemoPerson;

namespace Permanence.Api.Access;

/// <summary>
/// The invented people who can sign in where nothing real is kept: those of the invented region, and one for each role of any other
/// council, so that a council just added can be tried at once. Refuses to exist in production: there it is never made.
/// </summary>
internal sealed class DemoPeople : IDemoPeople
{
    private readonly Dictionary<string, RegionPerson> people;

    public DemoPeople(PolicyLibrary library, DemoConfiguration? region)
    {
        people = new(StringComparer.Ordinal);
        foreach (var person in region?.People ?? [])
            people[person.Id] = person;
        foreach (var authority in library.Authorities)
        {
            foreach (var role in EventVocabulary.EveryRole.Where(role => role != "adoption-coordinator"))
                people.TryAdd(
                    $"{authority.Id}-{role}",
                    new RegionPerson($"{authority.Id}-{role}", $"{Capital(role)} of {authority.Name}", role, authority.Id, null, null)
                );
        }

        foreach (var agency in library.Agencies)
            people.TryAdd(
                $"{agency.Id}-adoption-coordinator",
                new RegionPerson(
                    $"{agency.Id}-adoption-coordinator",
                    $"Adoption coordinator of {agency.Name}",
                    "adoption-coordinator",
                    null,
                    agency.Id,
                    null
                )
            );
        people.TryAdd(
            Caller.PlatformAdministrator,
            new RegionPerson(Caller.PlatformAdministrator, "Platform administrator", Caller.PlatformAdministrator, null, null, null)
        );

        var named = (region?.People ?? []).Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        All =
        [
            .. people.Values.Select(person => new DemoPerson(person.Id, person.Name, person.Role, Place(person, library))
            {
                IsNamed = named.Contains(person.Id),
            }),
        ];
    }

    public IReadOnlyList<DemoPerson> All { get; }

    /// <summary>Those of one council.</summary>
    public IEnumerable<RegionPerson> Of(string authority) => people.Values.Where(person => person.Authority == authority);

    public RegionPerson? Find(string id) => people.GetValueOrDefault(id);

    private static string Place(RegionPerson person, PolicyLibrary library) =>
        library.For(person.Authority ?? "")?.Authority.Name ?? library.Agency(person.Agency)?.Name ?? "The platform";

    private static string Capital(string role) => string.Concat(char.ToUpperInvariant(role[0]).ToString(), role[1..].Replace('-', ' '));
}
