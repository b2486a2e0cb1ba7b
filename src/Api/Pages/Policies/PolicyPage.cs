using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>A page about one council's policy, read as the policies are that this node runs.</summary>
public abstract class PolicyPage(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : CouncilPage(councils, access, clock)
{
    /// <summary>One library for the whole page: files may be read again while it is made.</summary>
    protected PolicyLibrary Library { get; private set; } = null!;

    public PolicyPacks Packs { get; private set; } = null!;

    /// <summary>The version shown: the one asked for by name, else the one in force today.</summary>
    public PolicyPack Pack { get; private set; } = null!;

    public PolicyWords Words { get; private set; } = null!;

    public PolicyState State { get; private set; } = null!;

    /// <summary>The version as links carry it: null for the one in force today, so that a link stays right when a new one comes.</summary>
    public string? VersionInLinks => ReferenceEquals(Pack, Packs.InForceOn(Today)) ? null : Pack.Version;

    /// <summary>
    /// The version shown as it was before the last edit of its files; null where nothing of it was edited while this node ran.
    /// </summary>
    protected PolicyPack? BeforeEdit(PolicyPack pack) =>
        policies
            .LastEdit.Before?.For(Authority)
            ?.Versions.FirstOrDefault(version => version.Version == pack.Version && version.Hash != pack.Hash);

    public string PolicyUrl =>
        $"{Links.Policy(Authority)}{(VersionInLinks is { } version ? $"?version={Uri.EscapeDataString(version)}" : "")}";

    public string ClauseUrl(string clause) => Links.Clause(Authority, clause, VersionInLinks);

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context?.Result is not null)
            return;
        Library = policies.Library;
        if (Library.For(Authority) is not { } packs)
        {
            context!.Result = Forbidden();
            return;
        }

        Packs = packs;
        var inForce = packs.InForceOn(Today);
        Pack =
            Request.Query["version"] is [{ } asked] && packs.Versions.FirstOrDefault(version => version.Version == asked) is { } found
                ? found
                : inForce;
        Words = new PolicyWords(Council.Speech);
        State = PolicyState.Of(Pack, inForce, policies, Authority, Today);
    }
}
