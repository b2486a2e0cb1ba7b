using Permanence.Builders;
using Permanence.Domain;
using Permanence.Domain.Policies;
using Permanence.Domain.Returns;

namespace Permanence.Mutants;

/// <summary>
/// The file of the return's codes, which analysts may change. Whatever stands in it, reading gives codes or refusals that say what is
/// wrong, never an exception; and with the codes that were read a return is read, twice the same.
/// </summary>
public static class CodeSetMutants
{
    /// <param name="read">How the file is read: the program's own way, unless the test tries whether this can fail.</param>
    public static Task<MutationReport> Run(int seed, int count, Func<Stream, Outcome<CodeSets>>? read = null)
    {
        read ??= CodeSets.Read;
        var original = File.ReadAllBytes(Path.Combine(Repository.Config, PolicyFolder.Codes));
        var sent = Samples.Files(Samples.Y24);
        return Mutation.Run(
            "code-sets",
            seed,
            count,
            random =>
            {
                using var file = new MemoryStream(Slips.In(original, random));
                var codes = read(file);
                if (!codes.Succeeded)
                {
                    if (codes.Refusals.Count == 0 || codes.Refusals.Any(refusal => refusal.Sentence.Length == 0))
                        throw new MisbehavedException("code sets", "a refusal that says nothing");
                    return Task.FromResult(false);
                }

                var (first, second) = (Found(sent, codes.Value), Found(sent, codes.Value));
                if (first.Zip(second).FirstOrDefault(pair => pair.First != pair.Second) is { First: { } one } pair)
                    throw new MisbehavedException("code sets, read twice", $"{one}, but {pair.Second}");
                return Task.FromResult(true);
            }
        );
    }

    // What is sent can be read once: the next reading has it sent again.
    private static List<string> Found(Dictionary<string, byte[]> sent, CodeSets codes)
    {
        var reading = ReturnReader.Read([.. sent.Select(file => ReturnFile.Of(file.Key, file.Value))], Samples.Y24, codes);
        return
        [
            $"{reading.Children.Count} children, {reading.Findings.Count} findings",
            .. reading.Findings.Select(found => $"{found}"),
            .. reading.Refusals.Select(refusal => $"{refusal}"),
        ];
    }
}
