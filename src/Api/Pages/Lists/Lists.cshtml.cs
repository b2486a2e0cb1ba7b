using NodaTime;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>A council's indicators and lists with their numbers.</summary>
public sealed class ListsModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies, IGrainFactory grains) : ListsPage(councils, access, clock, policies, grains)
{
    public Task OnGetAsync() => Count();
}
