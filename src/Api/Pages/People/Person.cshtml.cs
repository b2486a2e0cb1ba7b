using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.People;
using Permanence.Grains;
using Permanence.Grains.People;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.People;

/// <summary>One person's entry in the council's directory, to put right.</summary>
[ResponseCache(NoStore = true)]
public sealed class PersonModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IPeople people,
    IGrainFactory grains
) : CouncilPage(councils, access, clock)
{
    private const string Until = "until";

    [FromRoute(Name = "person")]
    public string PersonId { get; set; } = "";

    /// <summary>Made when the form is first shown and sent with it: sending it twice does it once.</summary>
    [BindProperty(Name = "commandId")]
    public Guid CommandId { get; set; } = Guid.NewGuid();

    public Person Person { get; private set; } = null!;

    public StaffList Staff { get; private set; } = StaffList.Empty;

    public bool IsOwn => PersonId == Visitor.From(User)!.Id;

    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldFault> Faults { get; private set; } = [];

    /// <summary>The roles that are given and taken away here.</summary>
    public IReadOnlyList<string> RolesKeptHere => policies.Library.For(Authority)?.Authority.RolesKeptHere ?? [];

    public IReadOnlyList<string> Teams =>
        [
            .. (policies.Library.For(Authority)?.Authority.Teams ?? [])
                .Concat(Staff.Teams)
                .Concat(Person.Teams)
                .Distinct()
                .Order(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>Colleagues for whom they could stand in: of one of their roles.</summary>
    public IReadOnlyList<Person> Colleagues =>
        [.. Staff.In(null, null).Where(other => other.Id != PersonId && other.Roles.Intersect(Person.Roles.Concat(RolesKeptHere)).Any())];

    public string? Fault(string field) => Faults.FirstOrDefault(fault => fault.Field == field)?.Sentence;

    public bool Has(string field, string value) => Typed.GetValueOrDefault(field, "").Split('\n').Contains(value);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Open() is { } refused)
            return refused;
        var typed = new Dictionary<string, string>
        {
            ["name"] = Person.Name,
            ["roles"] = string.Join('\n', Person.Roles),
            ["teams"] = string.Join('\n', Person.Teams),
            ["stands-in-for"] = Person.StandsInFor ?? "",
            ["left"] = Person.Active ? "" : "yes",
        };
        if (Person.Until is { } until)
            DateBoxes.Write(typed, Until, until);
        Typed = typed;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Open() is { } refused)
            return refused;
        Typed = Request.Typed();
        var (until, fault) = DateBoxes.Read(Typed, Until, "The last day");
        if (fault is not null)
            return Invalid(new FieldFault(Until, fault));
        var away = Typed.GetValueOrDefault("stands-in-for", "");
        var ruling = await grains
            .GetGrain<IDirectoryGrain>(new DirectoryKey(Authority))
            .Change(
                CommandId,
                new PersonChange(
                    PersonId,
                    Typed.GetValueOrDefault("name", "").Trim(),
                    [.. Person.Roles.Where(role => !RolesKeptHere.Contains(role)), .. Lines("roles").Where(RolesKeptHere.Contains)],
                    [.. Lines("teams").Concat(Lines("other-team")).Distinct()],
                    Typed.GetValueOrDefault("left", "") != "yes"
                )
                {
                    StandsInFor = away.Length == 0 ? null : away,
                    Until = away.Length == 0 ? null : until,
                }
            );
        if (ruling.Person is null)
        {
            CommandId = Guid.NewGuid();
            return Invalid([.. ruling.Refusals.Select(refusal => new FieldFault(InputOf(refusal.Field), refusal.Sentence))]);
        }

        await people.ReadAgain(Authority);
        return Redirect($"{Links.People(Authority)}?done={Uri.EscapeDataString(PersonId)}");
    }

    private IEnumerable<string> Lines(string field) =>
        Typed.GetValueOrDefault(field, "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string InputOf(string? field) =>
        field switch
        {
            "teams" => "other-team",
            "standsInFor" => "stands-in-for",
            Until => Until,
            _ => "name",
        };

    private PageResult Invalid(params IReadOnlyList<FieldFault> faults)
    {
        Faults = faults;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult?> Open()
    {
        if (!KeepsPeople)
            return Forbidden();
        Staff = await people.ReadAgain(Authority);
        if (Staff.Find(PersonId) is not { } person)
            return NotFound();
        Person = person;
        return HttpMethods.IsPost(Request.Method) && IsOwn ? NotYourAct("Nobody changes their own entry.") : null;
    }

    public string? ChangedInWords =>
        Person.Changed is { } changed ? $"Last changed on {Dates.InWords(changed.At)} by {people.Name(changed.By)}" : null;
}
