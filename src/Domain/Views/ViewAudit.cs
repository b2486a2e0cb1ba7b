namespace Permanence.Domain.Views;

/// <summary>Where the log of views is not what was written.</summary>
public enum ViewFaultKind
{
    /// <summary>It says something else than when it was written.</summary>
    Changed,

    /// <summary>It is gone, and what came after it is there.</summary>
    Missing,

    /// <summary>It is gone with everything after it.</summary>
    CutOff,
}

/// <param name="Writer">The chain of rows; null where it is a seal.</param>
/// <param name="Number">The first row, or the first seal, that is not as it was written.</param>
/// <param name="Last">Of what was cut off, the last that was sealed; of what is missing, the last before the next that is there.</param>
public sealed record ViewFault(ViewFaultKind Kind, string? Writer, long Number, long? Last = null)
{
    public string Sentence =>
        (Kind, Writer) switch
        {
            (ViewFaultKind.Changed, null) => $"Seal {Number} was changed.",
            (ViewFaultKind.Missing, null) => $"{Span("Seal", "Seals")} missing.",
            (ViewFaultKind.CutOff, null) =>
                $"The seals end before seal {Number}, which is written outside the database: they were cut off.",
            (ViewFaultKind.Changed, _) => $"Row {Number} of {Writer} was changed.",
            (ViewFaultKind.Missing, _) => $"{Span("Row", "Rows")} missing from {Writer}.",
            _ => $"{Writer} was cut off: {Span("row", "rows")} gone.",
        };

    private string Span(string one, string several) =>
        Last is { } last && last != Number ? $"{several} {Number} to {last} are" : $"{one} {Number} is";
}

/// <summary>Whether the log of views is what was written.</summary>
public static class ViewAudit
{
    /// <summary>The first fault of each chain, and of the seals; none where the log is whole.</summary>
    /// <param name="entries">Every row, chain by chain and each chain by number; read once.</param>
    /// <param name="seals">Every seal, by number.</param>
    /// <param name="outside">Seals that were written outside the database: some, all or none, in any order.</param>
    public static IReadOnlyList<ViewFault> Faults(
        IEnumerable<ViewEntry> entries,
        IReadOnlyList<ViewSeal> seals,
        IReadOnlyList<ViewSeal> outside
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(seals);
        ArgumentNullException.ThrowIfNull(outside);
        var faults = new List<ViewFault>();
        if (OfSeals(seals, outside) is { } ofSeals)
            faults.Add(ofSeals);

        // What is written outside holds also where the seals in the database say otherwise.
        var reached = new Dictionary<(string, long), string>();
        var ends = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var chain in seals.Concat(outside).SelectMany(seal => seal.Chains))
        {
            reached[(chain.Writer, chain.Number)] = chain.Hash;
            ends[chain.Writer] = Math.Max(chain.Number, ends.GetValueOrDefault(chain.Writer));
        }

        var faulty = new HashSet<string>(StringComparer.Ordinal);
        ViewEntry? last = null;
        foreach (var entry in entries)
        {
            if (last is not null && last.Writer != entry.Writer)
            {
                End(last.Writer, last.Number);
                last = null;
            }

            if (!faulty.Contains(entry.Writer) && Of(last, entry) is { } fault)
            {
                faulty.Add(entry.Writer);
                faults.Add(fault);
            }

            last = entry;
        }

        if (last is not null)
            End(last.Writer, last.Number);
        faults.AddRange(
            ends.OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => new ViewFault(ViewFaultKind.CutOff, end.Key, 1, end.Value))
        );
        return faults;

        void End(string writer, long number)
        {
            if (ends.Remove(writer, out var end) && number < end && faulty.Add(writer))
                faults.Add(new ViewFault(ViewFaultKind.CutOff, writer, number + 1, end));
        }

        ViewFault? Of(ViewEntry? before, ViewEntry entry)
        {
            var expected = (before?.Number ?? 0) + 1;
            if (entry.Number != expected)
                return new ViewFault(ViewFaultKind.Missing, entry.Writer, expected, entry.Number - 1);
            if (entry.Hash != entry.HashOfWhatItSays())
                return new ViewFault(ViewFaultKind.Changed, entry.Writer, entry.Number);
            // Whoever changed a row and its hash with it did not change what the next one says of it.
            if (entry.Before != (before?.Hash ?? ""))
                return new ViewFault(ViewFaultKind.Changed, entry.Writer, Math.Max(1, expected - 1));
            return reached.TryGetValue((entry.Writer, entry.Number), out var hash) && hash != entry.Hash
                ? new ViewFault(ViewFaultKind.Changed, entry.Writer, entry.Number)
                : null;
        }
    }

    private static ViewFault? OfSeals(IReadOnlyList<ViewSeal> seals, IReadOnlyList<ViewSeal> outside)
    {
        ViewSeal? last = null;
        foreach (var seal in seals)
        {
            var expected = (last?.Number ?? 0) + 1;
            if (seal.Number != expected)
                return new ViewFault(ViewFaultKind.Missing, null, expected, seal.Number - 1);
            if (seal.Hash != seal.HashOfWhatItSays())
                return new ViewFault(ViewFaultKind.Changed, null, seal.Number);
            if (seal.Before != (last?.Hash ?? ""))
                return new ViewFault(ViewFaultKind.Changed, null, Math.Max(1, expected - 1));
            last = seal;
        }

        foreach (var known in outside.OrderBy(seal => seal.Number))
        {
            if (known.Hash != known.HashOfWhatItSays())
                return new ViewFault(ViewFaultKind.Changed, null, known.Number);
            if (known.Number > seals.Count)
                return new ViewFault(ViewFaultKind.CutOff, null, known.Number);
            if (seals[(int)known.Number - 1].Hash != known.Hash)
                return new ViewFault(ViewFaultKind.Changed, null, known.Number);
        }

        return null;
    }
}
