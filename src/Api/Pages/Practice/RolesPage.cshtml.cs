using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>Who somebody is in a council's policy, and who signs what in which order.</summary>
public sealed class RolesPageModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies);
