using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.Policies;
using Permanence.Grains;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>One clause: what it says, everything that uses it, whom it asks something of today, and what proves it.</summary>
[ResponseCache(NoStore = true)]
public sealed class ClauseModel(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    ClauseProofs proofs,
    IGrainFactory grains,
    ILogger<ClauseModel> log
) : PolicyPage(councils, access, clock, policies)
{
    public ClauseView View { get; private set; } = null!;

    /// <summary>
    /// Null where the clause gives no duty and counts nobody; <see cref="ReachUnavailable"/> says whether the children could be asked.
    /// </summary>
    public ReachView? Reach { get; private set; }

    public bool ReachUnavailable { get; private set; }

    public string AllUrl => $"{ClauseUrl(View.Id)}{(VersionInLinks is null ? '?' : '&')}children=all#children";

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (ClauseUsage.Of(Pack, id) is not { } usage)
            return NotFound();
        View = ClauseViews.Of(usage, Pack, Packs.Authority, Words, ProofsOf(usage), ClauseUrl, VersionInLinks is null ? Authority : null);
        if (usage.Duties.Count + usage.Indicators.Count > 0)
            await AskChildren(usage);
        HttpContext.Saw((Reach?.Rows ?? []).Select(row => row.Child).Union((Reach?.Counted ?? []).Select(one => one.Child)).Count());
        return Page();
    }

    // Cases of this council; a national clause is proved by them under this council's policy.
    private IEnumerable<Proofs.Proof> ProofsOf(ClauseUsage usage) =>
        proofs
            .Of(Library)[usage.Clause.Id]
            .Where(proof => proof.Path.StartsWith($"authorities/{Authority}/", StringComparison.Ordinal))
            .Distinct();

    private async Task AskChildren(ClauseUsage usage)
    {
        try
        {
            Reach = ReachViews.Of(
                usage,
                await grains.GetGrain<IClauseReachGrain>(new AuthorityKey(Authority)).Of(usage.Clause.Id, HttpContext.RequestAborted),
                Authority,
                Request.Query["children"] == "all"
            );
        }
        catch (Exception fault) when (fault is TimeoutException or Orleans.Runtime.OrleansException)
        {
            // What the policy says can be read also while the children do not answer.
            log.LogWarning(fault, "The children of {Authority} could not be asked about {Clause}", Authority, usage.Clause.Id);
            ReachUnavailable = true;
        }
    }
}
