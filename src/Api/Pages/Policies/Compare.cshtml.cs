using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies;
using Permanence.Grains;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>Two versions of a policy side by side.</summary>
[ResponseCache(NoStore = true)]
public sealed class CompareModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    ILogger<CompareModel> log
) : PolicyPage(councils, access, clock, policies)
{
    public PolicyPack From { get; private set; } = null!;

    public PolicyPack To { get; private set; } = null!;

    public string FromLabel { get; private set; } = "";

    public string ToLabel { get; private set; } = "";

    /// <summary>Whether one version is shown before and after an edit of its files, instead of two versions.</summary>
    public bool IsEdit { get; private set; }

    /// <summary>Null where there is nothing to compare.</summary>
    public ComparisonView? View { get; private set; }

    /// <summary>What the edit does to children's dates; null until somebody asks, because every child is evaluated twice for it.</summary>
    public EditReachView? Reach { get; private set; }

    public bool ReachUnavailable { get; private set; }

    public string ReachUrl => $"{Links.Edit(Authority, To.Version)}&children=yes#children";

    public async Task OnGetAsync()
    {
        var versions = Packs.Versions;
        if (Asked("edit") is { } edited && BeforeEdit(edited) is { } before)
        {
            (From, To, IsEdit) = (before, edited, true);
            (FromLabel, ToLabel) = ($"Before {State.ReadAt}", "Now");
        }
        else
        {
            To = Asked("to") ?? versions[^1];
            // The one before it, where nobody says which.
            From = Asked("from") ?? versions[Math.Max(0, Index(To) - 1)];
            (FromLabel, ToLabel) = (PolicyWords.Version(From), PolicyWords.Version(To));
        }

        if (IsEdit || versions.Count > 1)
            View = ComparisonViews.Of(PolicyComparison.Of(From, To), From, To, Words, Authority);
        if (IsEdit && Request.Query["children"] == "yes")
            await AskChildren();
        HttpContext.Saw((Reach?.Rows ?? []).Select(row => row.Child).Distinct().Count());
    }

    private async Task AskChildren()
    {
        try
        {
            Reach = ReachViews.Of(
                await grains.GetGrain<IClauseReachGrain>(new AuthorityKey(Authority)).OfLastEdit(HttpContext.RequestAborted),
                Authority
            );
        }
        catch (Exception fault) when (fault is TimeoutException or Orleans.Runtime.OrleansException)
        {
            log.LogWarning(fault, "The children of {Authority} could not be asked about an edit of its policy", Authority);
            ReachUnavailable = true;
        }
    }

    private int Index(PolicyPack version) => Packs.Versions.Index().First(one => ReferenceEquals(one.Item, version)).Index;

    private PolicyPack? Asked(string name) =>
        Request.Query[name] is [{ } version] ? Packs.Versions.FirstOrDefault(one => one.Version == version) : null;
}
