using System.Text.RegularExpressions;
using NodaTime;
using Permanence.Api.Proofs;
using Permanence.Domain;
using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies;

namespace Permanence.Api.CommandLine;

/// <summary>Reads every pack and tries every worked case; prints all faults of one run.</summary>
internal static partial class PolicyCheck
{
    public static int Run(string folder, LocalDate today, TextWriter output)
    {
        var config = ConfigFolder.Around(folder);
        var shown = Shown(config);
        var (library, faults) = PolicyLibrary.Load(config, today);
        foreach (var fault in faults)
            output.WriteLine(Line(shown, fault));
        if (library is null)
        {
            var following = faults.Sum(fault => fault.Following);
            output.WriteLine(
                $"{Count(faults.Count, "fault")}{(following == 0 ? "" : $", and {following} more that follow from them")}. "
                    + "The worked cases were not run: they need packs that can be read."
            );
            return Exit.Refused;
        }

        var packs = library.Authorities.Select(authority => library.For(authority.Id)!).ToList();
        var tally = new Tally(
            packs
                .SelectMany(pack => pack.Versions)
                .SelectMany(version => version.Clauses.Values)
                .DistinctBy(clause => clause.Id, StringComparer.Ordinal)
                .ToDictionary(clause => clause.Id, StringComparer.Ordinal)
        );
        foreach (var path in WorkedCaseFile.Below(folder, config))
            Try(library, config, shown, path, tally, output);

        TryEligibility(library, folder, config, shown, tally, output);
        var below = Path.GetRelativePath(config, Path.GetFullPath(folder)).Replace('\\', '/');
        foreach (var pack in packs.SelectMany(pack => pack.Versions))
        {
            var register = $"authorities/{pack.Id}/{pack.Version}/clauses.yaml";
            if (below != "." && !register.StartsWith($"{below}/", StringComparison.Ordinal))
                continue;
            foreach (var must in ClauseConsequences.Of(pack).Where(must => must.IsOnlyText))
            {
                tally.Failed++;
                output.WriteLine(
                    Line(
                        shown,
                        new PolicyFault(
                            register,
                            LineOf(must.Clause.Id, Path.Combine(config, register)),
                            $"{must.Clause.Id} says must and nothing follows from it: give it a duty, gate, indicator, attendance, "
                                + "required field or sign-off step, or the reason with 'no-consequence'."
                        )
                    )
                );
            }
        }

        output.WriteLine(
            $"{Count(packs.Count, "council")}, {Count(packs.Sum(pack => pack.Versions.Count), "policy version")}, "
                + $"{Count(tally.Clauses.Count, "clause")}; "
                + $"{Count(tally.Cases, "worked case")}: {Count(tally.Passed, "check")} passed, {tally.Failed} failed, "
                + $"{tally.Clauses.Values.Count(clause => clause.NotServed is not null)} not served for a reason given."
        );
        return tally.Failed > 0 ? Exit.Refused : Exit.Done;
    }

    /// <summary>Worked answers stand in the packs themselves; those of the folder asked about are tried.</summary>
    private static void TryEligibility(PolicyLibrary library, string folder, string config, string shown, Tally tally, TextWriter output)
    {
        var below = Path.GetRelativePath(config, Path.GetFullPath(folder)).Replace('\\', '/');
        var questions = library
            .Authorities.SelectMany(known => library.For(known.Id)!.Versions)
            .SelectMany(version => version.Reference.Questions);
        foreach (
            var (question, example) in questions
                .SelectMany(question => question.Worked.Select(example => (question, example)))
                .DistinctBy(pair => (pair.example.File, pair.example.Line))
        )
        {
            if (below != "." && !example.File.StartsWith($"{below}/", StringComparison.Ordinal))
                continue;
            if (EligibilityCheck.Failure(question, example) is not { } failure)
            {
                tally.Passed++;
                continue;
            }

            tally.Failed++;
            output.WriteLine(Line(shown, new PolicyFault(example.File, example.Line, failure)));
        }
    }

    private static void Try(PolicyLibrary library, string config, string shown, string path, Tally tally, TextWriter output)
    {
        tally.Cases++;
        var read = WorkedCaseFile.Read(Path.Combine(config, path), path, library);
        foreach (var fault in read.Faults)
        {
            tally.Failed++;
            output.WriteLine(Line(shown, fault));
        }

        if (read.Case is not { } worked || library.For(worked.File.Authority) is not { } policy)
            return;
        try
        {
            foreach (var check in worked.Try(policy, library.Calendar))
            {
                // That another council's clause is not asked is worth a check; that a clause of nobody's is not, is a slip of the pen.
                var failure =
                    check.Failure
                    ?? (
                        check.Absent && !tally.Clauses.ContainsKey(check.Clause)
                            ? $"There is no clause '{Spelling.Shortened(check.Clause)}' in any policy."
                                + $"{Spelling.Nearest(check.Clause, tally.Clauses.Keys)}"
                            : null
                    );
                if (failure is null)
                {
                    tally.Passed++;
                    continue;
                }

                tally.Failed++;
                output.WriteLine(Line(shown, new PolicyFault(path, read.Places.Value.Line(check.Place), failure)));
            }
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            // A slip of ours, not of the case's author; the other cases are still worth trying.
            tally.Failed++;
            output.WriteLine(Line(shown, new PolicyFault(path, 1, $"The case cannot be worked out: {fault.Message}")));
        }
    }

    private static string Line(string shown, PolicyFault fault) =>
        $"{(shown.Length == 0 ? fault.File : $"{shown}/{fault.File}")}:{Math.Max(fault.Line, 1)}: {fault.Said}";

    private static int LineOf(string clause, string register) =>
        1
        + File.ReadLines(register).TakeWhile(line => !IdOf().Match(line).Groups[1].Value.Equals(clause, StringComparison.Ordinal)).Count();

    [GeneratedRegex("""\bid: *["']?([^\s,"'}]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex IdOf();

    // A path that an editor at this terminal can follow.
    private static string Shown(string config)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), config);
        return relative == "."
            ? ""
            : (relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(config) : relative).Replace('\\', '/').TrimEnd('/');
    }

    private static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";

    /// <param name="clauses">Every clause of every policy.</param>
    private sealed class Tally(IReadOnlyDictionary<string, Clause> clauses)
    {
        public IReadOnlyDictionary<string, Clause> Clauses => clauses;

        public int Cases { get; set; }

        public int Passed { get; set; }

        public int Failed { get; set; }
    }
}
