using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Permanence.Domain.Records;

namespace Permanence.Mutants;

/// <summary>
/// Files of a config folder. Whatever stands in one of them, reading gives a library or faults that name a file, never an exception; and a
/// library that was given never throws on a worked case and says the same twice.
/// </summary>
public static class PackMutants
{
    /// <param name="load">How a folder is read: the program's own way, unless the test tries whether this can fail.</param>
    public static async Task<MutationReport> Run(
        int seed,
        int count,
        Func<string, (PolicyLibrary? Library, IReadOnlyList<PolicyFault> Faults)>? load = null
    )
    {
        load ??= folder => PolicyLibrary.Load(folder);
        using var config = new InventedConfig();
        // Not the worked cases and the demo's own files: those are read by others.
        var files = Directory
            .EnumerateFiles(config.Folder, "*", SearchOption.AllDirectories)
            .Where(path =>
                Path.GetRelativePath(config.Folder, path).Split(Path.DirectorySeparatorChar)[0]
                    is "england"
                        or "authorities"
                        or "agencies"
                        or "calendar"
                        or "returns"
            )
            .Order(StringComparer.Ordinal)
            .ToDictionary(path => path, File.ReadAllBytes);
        var paths = files.Keys.ToArray();
        var worked = WorkedCase.Read(Invented.SaltmarshCase).Value!;
        return await Mutation.Run(
            "packs",
            seed,
            count,
            random =>
            {
                var path = paths[random.Next(paths.Length)];
                var name = Path.GetRelativePath(config.Folder, path);
                try
                {
                    if (random.Next(20) == 0)
                        File.Delete(path);
                    else
                        File.WriteAllBytes(path, Slips.In(files[path], random));
                    return Task.FromResult(Behaves(load, config.Folder, name, worked));
                }
                finally
                {
                    File.WriteAllBytes(path, files[path]);
                }
            }
        );
    }

    private static bool Behaves(
        Func<string, (PolicyLibrary? Library, IReadOnlyList<PolicyFault> Faults)> load,
        string folder,
        string name,
        WorkedCase worked
    )
    {
        var (library, faults) = load(folder);
        if (library is null != faults.Count > 0)
            throw new MisbehavedException(
                $"{name}, read",
                library is null ? "no library, and no fault that says why" : "a library in spite of faults"
            );
        if (faults.FirstOrDefault(fault => fault.File.Length == 0 || fault.Message.Length == 0 || fault.Line < 0) is { } vague)
            throw new MisbehavedException($"{name}, a fault without its place", vague.ToString());
        if (library?.For(worked.File.Authority) is not { } policy)
            return library is not null;

        _ = worked.Try(policy, library.Calendar).ToList();
        foreach (var month in Enumerable.Range(0, 3))
        {
            var on = new NodaTime.LocalDate(2026, 1, 5).PlusMonths(month * 8);
            var first = EvaluationJson.Write(ObligationEngine.Evaluate(Timeline.Of(worked.File), policy, library.Calendar, on));
            if (
                !first
                    .AsSpan()
                    .SequenceEqual(EvaluationJson.Write(ObligationEngine.Evaluate(Timeline.Of(worked.File), policy, library.Calendar, on)))
            )
                throw new MisbehavedException($"{name}, on {on:uuuu-MM-dd}", "the same inputs gave other bytes");
        }

        return true;
    }
}
