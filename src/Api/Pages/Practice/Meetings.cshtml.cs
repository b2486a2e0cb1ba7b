using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>A council's meetings, panels and boards: chair, people, how often, what for.</summary>
public sealed class MeetingsModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies)
{
    public static string Words(Force force) =>
        force switch
        {
            Force.Must => "must come",
            Force.Should => "should come",
            Force.WherePossible => "where possible",
            _ => "may come",
        };
}
