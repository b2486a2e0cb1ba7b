using System.Diagnostics;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs.Silence;

namespace Permanence.Api.CommandLine;

/// <summary>Tries of each council's policy whether anything could go missing without a word, and prints the score.</summary>
internal static class SilenceReport
{
    public static int Run(string config, string? authority, TextWriter output, TextWriter error)
    {
        if (AskedCouncils.Read(config, authority, error, out var exit) is not { } councils)
            return exit;
        var scores = councils.Policies.Select(policy => Print(policy, councils.Library, output)).ToList();
        // What no council rests on is idle; of one council alone that can be said of its own reasons only.
        var idle = councils
            .Policies.SelectMany(policy => policy.Versions)
            .SelectMany(version => version.Quiet)
            .Distinct()
            .Where(reason => authority is null || reason.File.StartsWith($"authorities/{authority}/", StringComparison.Ordinal))
            .Except(scores.SelectMany(score => score.Used))
            .ToList();
        foreach (var reason in idle)
            output.WriteLine(
                new PolicyFault(reason.File, reason.Line, $"Nothing rests on this reason for '{reason.Entry.TypeName}': leave it out.")
            );
        return idle.Count == 0 && scores.TrueForAll(score => score.IsProven) ? Exit.Done : Exit.Refused;
    }

    private static SilenceScore Print(PolicyPacks policy, PolicyLibrary library, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var score = SilenceProof.Of(policy, library.Calendar, WellKeptLives.Of(policy, library.Calendar));
        foreach (var fault in score.Unclean)
            output.WriteLine($"{score.Authority}: not well kept: {fault}");
        foreach (var one in score.Unaccounted)
            output.WriteLine($"{score.Authority}: unaccounted: {one.Life}: {one.What}: {one.Nearest}");
        foreach (var one in score.Substitutes)
            output.WriteLine($"{score.Authority}: for the eye: {one}");
        if (score.HasTooManyReasons)
            output.WriteLine(
                $"{score.Authority}: too many reasons: {score.ByReasonWhereSpoken} of the {score.Spoken} knock-outs that its rules "
                    + "speak of, more than one in ten."
            );
        output.WriteLine(
            $"{score.Authority}: {score.Lives} lives, {score.KnockOuts} knock-outs: {score.Noticed} noticed "
                + $"({score.NoticedInTheListOnly} in the list of duties only, {score.NoticedAtTheDoor} by a gate only), "
                + $"{score.StillAnswered} answered by another entry, {score.ByReason} by a reason "
                + $"({score.ByReasonWhereSpoken} of {score.Spoken} that a rule speaks of), {score.Unaccounted.Count} unaccounted; "
                + $"{watch.Elapsed.TotalSeconds:F1} s."
        );
        return score;
    }
}
