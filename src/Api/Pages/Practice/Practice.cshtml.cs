using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>What a council's policy gives people to work with beside its dates.</summary>
public sealed class PracticeModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies)
{
    public IReadOnlyList<IGrouping<FormKind, PolicyForm>> Kinds =>
        [.. Reference.Forms.GroupBy(form => form.Kind).OrderBy(kind => kind.Key)];
}
