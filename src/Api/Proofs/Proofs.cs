using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies;

namespace Permanence.Api.Proofs;

/// <summary>An invented child or a worked answer that shows what comes of a clause.</summary>
/// <param name="Title">In a sentence.</param>
/// <param name="Path">Of its file, relative to the config folder.</param>
/// <param name="Checks">How many of its checks are about the clause.</param>
/// <param name="Passes">Whether all of them come out as written.</param>
internal sealed record Proof(string Clause, string Title, string Path, int Checks, bool Passes);

/// <summary>What proves each clause, tried under the policies as they are.</summary>
internal static class PolicyProofs
{
    /// <summary>
    /// By clause. A check that a clause is not asked proves nothing of it and is left out, and so is a case that cannot be read:
    /// <c>policy check</c> says why.
    /// </summary>
    public static ILookup<string, Proof> Of(PolicyLibrary library, string config) =>
        OfCases(library, config).Concat(OfAnswers(library)).ToLookup(proof => proof.Clause, StringComparer.Ordinal);

    private static IEnumerable<Proof> OfCases(PolicyLibrary library, string config)
    {
        foreach (var path in WorkedCaseFile.Below(config, config))
        {
            if (
                WorkedCaseFile.Read(Path.Combine(config, path), path, library).Case is not { } worked
                || library.For(worked.File.Authority) is not { } policy
            )
                continue;
            foreach (
                var clause in worked
                    .Try(policy, library.Calendar)
                    .Where(check => !check.Absent)
                    .GroupBy(check => check.Clause, StringComparer.Ordinal)
            )
                yield return new Proof(clause.Key, worked.Title, path, clause.Count(), clause.All(check => check.Failure is null));
        }
    }

    private static IEnumerable<Proof> OfAnswers(PolicyLibrary library) =>
        from authority in library.Authorities
        from version in library.For(authority.Id)!.Versions
        from question in version.Reference.Questions
        from example in question.Worked
        // The rules that the answer rests on, not all that were looked at.
        from source in EligibilityCheck
            .Answer(question, example.Facts, example.Day)
            .Reasons.Where(reason => reason.Holds)
            .Select(reason => reason.Source)
            .Distinct()
        where version.Clauses.ContainsKey(source)
        select new Proof(
            source,
            $"{question.Title}: {char.ToLowerInvariant(example.Title[0])}{example.Title[1..]}",
            example.File,
            1,
            EligibilityCheck.Failure(question, example) is null
        );
}
