using Permanence.Api.Words;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Practice;

/// <summary>Roles as one council names them.</summary>
public static class RoleWords
{
    public static string Of(PolicyReference reference, EventWords speech, string id)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(speech);
        return reference.Role(id)?.Name ?? speech.Name(id);
    }
}
