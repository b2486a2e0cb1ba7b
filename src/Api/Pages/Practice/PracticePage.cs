using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>A page about how one council works, from the version of its policy that is in force today.</summary>
public abstract class PracticePage(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : CouncilPage(councils, access, clock)
{
    // A council that has a page has a policy: both come from the same folder.
    public PolicyPack Pack => policies.Library.For(Authority)!.InForceOn(Today);

    public PolicyReference Reference => Pack.Reference;

    /// <summary>The working days that the councils count by.</summary>
    protected WorkingDayCalendar Calendar => policies.Library.Calendar;

    /// <summary>Somebody's title as this council gives it: its own role, or the platform's in the council's word.</summary>
    public string Role(string id) => RoleWords.Of(Reference, Council.Speech, id);
}
