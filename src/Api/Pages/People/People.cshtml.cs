using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.People;

namespace Permanence.Api.Pages.People;

/// <summary>Who works for the council: for those who keep its directory.</summary>
[ResponseCache(NoStore = true)]
public sealed class PeopleModel(ICouncils councils, IAccess access, IClock clock, IPeople people) : CouncilPage(councils, access, clock)
{
    public string? Role { get; private set; }

    public string? Team { get; private set; }

    public StaffList Staff { get; private set; } = StaffList.Empty;

    /// <summary>Who has left stands last.</summary>
    public IReadOnlyList<Person> Shown { get; private set; } = [];

    /// <summary>The person whose entry was just saved.</summary>
    public Person? Done { get; private set; }

    public IReadOnlyList<string> Roles =>
        [.. Staff.People.SelectMany(person => person.Roles).Distinct().OrderBy(Council.Speech.Name, StringComparer.OrdinalIgnoreCase)];

    public async Task<IActionResult> OnGetAsync(string? role, string? team, string? done)
    {
        if (!KeepsPeople)
            return Forbidden();
        Staff = await people.ReadAgain(Authority);
        (Role, Team) = (string.IsNullOrEmpty(role) ? null : role, string.IsNullOrEmpty(team) ? null : team);
        Shown =
            Role is null && Team is null
                ? [.. Staff.ByName().Where(person => person.Active), .. Staff.ByName().Where(person => !person.Active)]
                : Staff.In(Role, Team);
        Done = Staff.Find(done);
        return Page();
    }

    public string Standing(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return !person.Active ? "Has left"
            : person.StandInOn(Today) is { } away ? $"Stands in for {people.Name(away)} until {Dates.InWords(person.Until!.Value)}"
            : Staff.People.FirstOrDefault(other => other.StandInOn(Today) == person.Id) is { } other
                ? $"Away: {other.Name} stands in until {Dates.InWords(other.Until!.Value)}"
            : "";
    }
}
