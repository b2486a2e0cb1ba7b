namespace Permanence.Domain.Policies;

/// <summary>Roles as the council names them: as its policy does, else by its own words, else the platform's.</summary>
public sealed record RolesInWords(AuthorityProfile Authority, PolicyPack Pack)
{
    public string Of(string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return Pack.Reference.Roles.FirstOrDefault(guide => guide.Platform == role)?.Name
            ?? Authority.Word(role, role == "iro" ? "independent reviewing officer" : role.Replace('-', ' '));
    }

    public string Or(IReadOnlyList<string> roles) => InWords.Or([.. roles.Select(Of).Distinct(StringComparer.OrdinalIgnoreCase)]);
}
