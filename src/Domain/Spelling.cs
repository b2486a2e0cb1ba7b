namespace Permanence.Domain;

/// <summary>What a word was meant for that somebody wrote in their own way.</summary>
public static class Spelling
{
    /// <summary>
    /// Whether two words differ at most in capitals, apostrophes and in what stands between their parts: “PPM minutes” is “ppm-minutes”.
    /// </summary>
    public static bool AreAlike(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Equals(right, StringComparison.OrdinalIgnoreCase))
            return true;
        int i = 0,
            j = 0;
        while (true)
        {
            while (i < left.Length && (left[i] is '\'' or '’'))
                i++;
            while (j < right.Length && (right[j] is '\'' or '’'))
                j++;
            if (i == left.Length || j == right.Length)
                return i == left.Length && j == right.Length;
            if (Plain(left[i++]) != Plain(right[j++]))
                return false;
        }
    }

    private static char Plain(char written) =>
        written is '-' or '_' or '–' || char.IsWhiteSpace(written) ? ' ' : char.ToUpperInvariant(written);

    /// <summary>“Did you mean …?” for a word that is nearly one of the known ones; nothing where none is near, or none is known.</summary>
    public static string Nearest(string word, IEnumerable<string> known)
    {
        var best = known.Select(candidate => ((string, int)?)(candidate, Distance(word, candidate))).MinBy(pair => pair!.Value.Item2);
        return best is var (candidate, distance) && distance <= Math.Max(2, word.Length / 3) ? $" Did you mean '{candidate}'?" : "";
    }

    /// <summary>A word as a refusal repeats it: its beginning, where it is too long for a sentence.</summary>
    public static string Shortened(string word, int most = 80)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length <= most
            ? word
            : $"{word[..(char.IsHighSurrogate(word[most - 1]) ? most - 1 : most)]}… ({word.Length} characters)";
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 20 || left.Length > 100)
            return int.MaxValue;
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
                current[j] = Math.Min(
                    Math.Min(previous[j] + 1, current[j - 1] + 1),
                    previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
                );
            previous = current;
        }

        return previous[right.Length];
    }
}
