using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>One council's policy by section: every clause, how hard it is and what the program does with it.</summary>
[ResponseCache(NoStore = true)]
public sealed class PolicyModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PolicyPage(councils, access, clock, policies)
{
    public PolicyView View { get; private set; } = null!;

    /// <summary>Where to see what the last edit of the files changed; null where there was none while this node ran.</summary>
    public string? EditUrl { get; private set; }

    public void OnGet()
    {
        View = PolicyViews.Of(Pack, PolicyQuery.From(Request.Query) with { Version = VersionInLinks }, Authority, VersionInLinks);
        if (BeforeEdit(Pack) is not null)
            EditUrl = Links.Edit(Authority, Pack.Version);
    }
}
