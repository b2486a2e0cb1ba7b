namespace Permanence.Api.Access;

/// <summary>Names of the people this node knows; anybody else is shown by their id.</summary>
internal sealed class People(IEnumerable<DemoPeople> invented) : IPeople
{
    private readonly DemoPeople? invented = invented.FirstOrDefault();

    public string Name(string id) => invented?.Find(id)?.Name ?? id;

    public KnownPerson? Find(string id) =>
        invented?.Find(id) is { } person ? new KnownPerson(person.Id, person.Role, person.Authority) : null;
}
