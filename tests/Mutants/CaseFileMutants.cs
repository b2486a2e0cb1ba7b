using System.Text;
using System.Text.Json;
using Permanence.Builders;
using Permanence.Domain;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;

namespace Permanence.Mutants;

/// <summary>
/// Case files. One that is refused is refused by its fields; one that is read goes out and in again byte for byte, and is evaluated to the
/// same bytes twice on any day, never with an exception.
/// </summary>
public static class CaseFileMutants
{
    private static readonly Lazy<IReadOnlyList<byte[]>> Cases = new(() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Config, "authorities"), "*.json", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(Case),
        ]
    );

    /// <param name="write">How a case file is written: the program's own way, unless the test tries whether this can fail.</param>
    public static Task<MutationReport> Run(int seed, int count, Func<CaseFile, byte[]>? write = null)
    {
        write ??= CaseFileJson.Write;
        var library = ReadOnce.Library;
        return Mutation.Run(
            "case files",
            seed,
            count,
            random =>
            {
                var read = CaseFileJson.ReadCaseFile(JsonSlips.In(Cases.Value[random.Next(Cases.Value.Count)], random));
                if (!read.Succeeded)
                    return Task.FromResult(Named(read.Refusals));
                var file = read.Value;
                var written = write(file);
                var again = CaseFileJson.ReadCaseFile(written);
                if (!again.Succeeded || !write(again.Value).AsSpan().SequenceEqual(written))
                    throw new MisbehavedException("written and read", again.Succeeded ? "other bytes" : again.Refusals[0].Sentence);
                if (library.For(file.Authority) is not { } policy)
                    return Task.FromResult(true);
                foreach (var on in Days(file, random))
                {
                    var first = EvaluationJson.Write(ObligationEngine.Evaluate(Timeline.Of(file), policy, library.Calendar, on));
                    if (
                        !first
                            .AsSpan()
                            .SequenceEqual(
                                EvaluationJson.Write(ObligationEngine.Evaluate(Timeline.Of(again.Value), policy, library.Calendar, on))
                            )
                    )
                        throw new MisbehavedException($"evaluated on {on:uuuu-MM-dd}", "the same file gave other bytes");
                }

                return Task.FromResult(true);
            }
        );
    }

    private static bool Named(IReadOnlyList<Refusal> refusals)
    {
        // What is no JSON, or no text at all, has no fields.
        if (
            refusals.FirstOrDefault(one =>
                one.Sentence.Length == 0 || (one.Field is null && !one.Code.StartsWith("not-", StringComparison.Ordinal))
            ) is
            { } vague
        )
            throw new MisbehavedException("a refusal without its field", $"{vague.Code}: {vague.Sentence}");
        return false;
    }

    private static IEnumerable<NodaTime.LocalDate> Days(CaseFile file, Random random)
    {
        yield return new(2025, 6, 1);
        if (file.Events.Count > 0)
            yield return file.Events[random.Next(file.Events.Count)].On;
    }

    private static byte[] Case(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("case").GetRawText());
    }
}
