using Permanence.Domain;
using Permanence.Grains.Children;

namespace Permanence.Api.Pages;

/// <summary>What a page does after a ruling.</summary>
internal static class Rulings
{
    /// <summary>
    /// The id of the command that a page sends after a refusal. A command that had its answer would be given the same answer again,
    /// whatever is put right meanwhile; one that could not be saved is sent again as it was.
    /// </summary>
    public static Guid After(this Ruling ruling, Guid command) =>
        ruling.Allowed || ruling.Refusals.Any(refusal => refusal.Kind == RefusalKind.Unavailable) ? command : Guid.NewGuid();
}
