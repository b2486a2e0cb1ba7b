using System.Diagnostics;

namespace Permanence.Mutants;

/// <summary>A mutant that did not behave: its seed makes it again, alone.</summary>
public sealed record Escaped(int Seed, string What, string Said)
{
    private const int LongestSaid = 300;

    public override string ToString() =>
        $"--seed {Seed}: {What}: {(Said.Length > LongestSaid ? Said[..LongestSaid] : Said).ReplaceLineEndings(" ")}";
}

/// <summary>What became of a run.</summary>
/// <param name="Taken">How many mutants were taken for good: where none is, the properties of what is taken were not tried.</param>
public sealed record MutationReport(string Kind, int Mutants, int Taken, IReadOnlyList<Escaped> Escapes, TimeSpan Took);

/// <summary>Makes mutants one after another and asks of each whether it behaved.</summary>
public static class Mutation
{
    /// <param name="seed">Of the first mutant; the next has the next number.</param>
    /// <param name="behave">Tries one mutant: whether it was taken, or throws with what is wrong.</param>
    public static async Task<MutationReport> Run(string kind, int seed, int count, Func<Random, Task<bool>> behave)
    {
        ArgumentNullException.ThrowIfNull(behave);
        var since = Stopwatch.StartNew();
        var escapes = new List<Escaped>();
        var taken = 0;
        for (var mutant = 0; mutant < count; mutant++)
        {
            try
            {
                if (await behave(new Random(seed + mutant)))
                    taken++;
            }
            catch (MisbehavedException found)
            {
                escapes.Add(new(seed + mutant, found.What, found.Message));
            }
#pragma warning disable CA1031 // Whatever is thrown at a mutant is what this looks for.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                escapes.Add(new(seed + mutant, "threw", $"{thrown.GetType().Name}: {thrown.Message} {FirstFrame(thrown)}"));
            }
        }

        return new(kind, count, taken, escapes, since.Elapsed);
    }

    private static string FirstFrame(Exception thrown) =>
        thrown
            .StackTrace?.Split('\n')
            .Select(frame => frame.Trim())
            .FirstOrDefault(frame => frame.Contains("Permanence", StringComparison.Ordinal))
        ?? "";
}

/// <summary>A mutant broke a property.</summary>
public sealed class MisbehavedException(string what, string said) : Exception(said)
{
    public string What { get; } = what;
}
