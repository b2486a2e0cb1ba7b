using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Live;
using Permanence.Domain.Lists;
using Permanence.Domain.Policies.Reference;
using Permanence.Grains;
using Permanence.Grains.Lists;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Lists;

/// <summary>A council's indicators and lists with their numbers.</summary>
public sealed class ListsModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IBoards boards
) : ListsPage(councils, access, clock, policies, grains, boards)
{
    private readonly IGrainFactory grains = grains;

    /// <summary>The lists of its policy that the council keeps here, with the rows that stand on each.</summary>
    public IReadOnlyList<(PolicyForm Form, IReadOnlyList<ListRow> Rows)> Kept { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var kept = Task.WhenAll(Reference.Forms.Where(form => form.Kind == FormKind.List).Select(Rows));
        await Count();
        Kept = await kept;
    }

    private async Task<(PolicyForm Form, IReadOnlyList<ListRow> Rows)> Rows(PolicyForm form) =>
        (
            form,
            [
                .. (await grains.GetGrain<IKeptListGrain>(new ListKey(Authority, form.Id)).Read(HttpContext.RequestAborted))
                    .Rows()
                    .Where(row => !row.Removed),
            ]
        );
}
