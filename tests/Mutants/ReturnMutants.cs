using System.Text;
using Permanence.Builders;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Mutants;

/// <summary>
/// SSDA903 files. Whatever stands in one, reading gives findings or refusals, never an exception; importing what was read twice adds
/// nothing the second time; undoing it leaves exactly the facts of before; and what it made can be evaluated.
/// </summary>
public static class ReturnMutants
{
    private static readonly CollectionYear[] Years = [Samples.Y22, Samples.Y23, Samples.Y24];

    /// <param name="undo">How an import is undone: the program's own way, unless the test tries whether this can fail.</param>
    public static Task<MutationReport> Run(int seed, int count, Action<CouncilRecords, string>? undo = null)
    {
        undo ??= (council, import) => council.Undo(import);
        var originals = Years.ToDictionary(year => year, Samples.Files);
        var earlier = new Dictionary<CollectionYear, ReturnReading>();
        return Mutation.Run(
            "returns",
            seed,
            count,
            random =>
            {
                var year = Years[random.Next(Years.Length)];
                var files = new Dictionary<string, byte[]>(originals[year]);
                var name = files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count));
                files[name] = random.Next(2) == 0 ? Slips.In(files[name], random) : Cells(files[name], random);
                var reading = Samples.Read(year, files);
                if (reading.Refusals.Count > 0)
                {
                    if (reading.Refusals.Any(refusal => refusal.Sentence.Length == 0))
                        throw new MisbehavedException(name, "a refusal that says nothing");
                    return Task.FromResult(false);
                }

                var council = new CouncilRecords();
                // Over the year before, where there is one: what is merged is where an undo can go wrong.
                if (year != Years[0] && random.Next(2) == 0)
                    council.Import(
                        earlier.TryGetValue(year, out var before)
                            ? before
                            : earlier[year] = Samples.Read(Years[Array.IndexOf(Years, year) - 1])
                    );
                var facts = council.AllFacts();
                council.Import(reading);
                var first = council.LastImport;
                Evaluated(council);

                if (council.Import(reading).FirstOrDefault(plan => !plan.ChangesNothing) is { } changing)
                    throw new MisbehavedException(
                        $"{name}, imported twice",
                        $"{changing.ChildId} changed again: {string.Join(", ", changing.EventsToAdd.Select(one => one.Type))}"
                    );
                undo(council, first);
                var after = council.AllFacts();
                if (after != facts)
                    throw new MisbehavedException($"{name}, undone", Difference(facts, after));
                return Task.FromResult(true);
            }
        );
    }

    private static void Evaluated(CouncilRecords council)
    {
        var policy = ReadOnce.Library.For(Samples.Authority)!;
        // Some, in turn: all of them would be most of the time.
        foreach (var file in council.Files.Values.Take(3))
        {
            var timeline = Timeline.Of(file);
            var evaluation = ObligationEngine.Evaluate(timeline, policy, ReadOnce.Calendar, new(2025, 3, 31));
            _ = TrackerRows.Of(new CaseHistory(timeline, evaluation.On), evaluation, policy, ReadOnce.Calendar);
            _ = ChildSummaries.Of(timeline, new(2025, 3, 31));
        }
    }

    // A cell of one row gets the value of the same or another column of another row: every value is one that stands in a return.
    private static byte[] Cells(byte[] bytes, Random random)
    {
        var rows = Encoding.UTF8.GetString(bytes).TrimEnd().Split('\n').Select(row => row.TrimEnd('\r').Split(',')).ToList();
        if (rows.Count < 2)
            return bytes;
        for (var slips = random.Next(1, 5); slips > 0; slips--)
        {
            var (to, from) = (rows[random.Next(1, rows.Count)], rows[random.Next(1, rows.Count)]);
            var column = random.Next(to.Length);
            to[column] = from[random.Next(4) == 0 ? random.Next(from.Length) : Math.Min(column, from.Length - 1)];
        }

        return Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(row => string.Join(',', row))) + "\r\n");
    }

    private static string Difference(string before, string after)
    {
        var (left, right) = (before.Split('\n').ToHashSet(StringComparer.Ordinal), after.Split('\n').ToHashSet(StringComparer.Ordinal));
        return $"gone: {left.Except(right).FirstOrDefault() ?? "nothing"}; left over: {right.Except(left).FirstOrDefault() ?? "nothing"}";
    }
}
