namespace Permanence.Domain.Records;

/// <summary>What is wrong with what is being read, up to as much as an answer lists.</summary>
internal sealed class Refusals
{
    private readonly List<Refusal> found = [];

    public int Count => found.Count;

    /// <summary>Whether so much is wrong that reading on would help nobody.</summary>
    public bool Enough => found.Count >= RecordLimits.MostFaults;

    public void Add(string code, string sentence, string? field)
    {
        if (!Enough)
            found.Add(new Refusal(code, sentence, field));
    }

    public void ForgetAfter(int count) => found.RemoveRange(count, found.Count - count);

    /// <summary>The value, or what is wrong with it.</summary>
    public Outcome<T> Or<T>(T? value)
    {
        if (found.Count == 0)
            return value!;
        if (Enough)
            found.Add(
                new Refusal(RefusalCodes.MoreFaults, $"These are the first {RecordLimits.MostFaults} faults; the rest was not read.")
            );
        return found;
    }
}
