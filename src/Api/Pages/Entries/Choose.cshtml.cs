using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Entries;

/// <summary>Which kind of event is to be recorded.</summary>
public sealed class ChooseModel(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains)
    : EntryPage(councils, access, clock, grains)
{
    public bool MayRecordSome(EventTypeSpecification type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return WhyNotRecord(type.Name) is null;
    }

    public async Task<IActionResult> OnGetAsync() => await Open() ?? Page();
}
