using System.Text;

namespace Permanence.Demo;

/// <summary>
/// Numbers that look random and are not: the same seed and path give the same numbers on every machine and version, so an invented
/// region is the same bytes everywhere. Each family and each rhythm rolls its own dice, so a change to one leaves the others alone.
/// </summary>
internal sealed class Dice
{
    private ulong state;

    public Dice(long seed, params ReadOnlySpan<string> path)
    {
        state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);
        foreach (var part in path)
        {
            foreach (var letter in Encoding.UTF8.GetBytes(part))
                state = unchecked((state ^ letter) * 0x100000001B3UL);
            Next();
        }
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => high <= low ? low : low + (int)(Next() % (ulong)(high - low + 1));

    public bool Chance(int percent) => Between(1, 100) <= percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Between(0, from.Count - 1)];

    public T Weighted<T>(IReadOnlyList<(T Value, int Weight)> from)
    {
        var left = Between(1, from.Sum(pair => pair.Weight));
        foreach (var (value, weight) in from)
        {
            left -= weight;
            if (left <= 0)
                return value;
        }

        return from[^1].Value;
    }

    // SplitMix64: a few lines, no state but one number, and its output is fixed for ever.
    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
