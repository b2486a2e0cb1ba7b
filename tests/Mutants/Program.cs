using System.Globalization;
using Permanence.Mutants;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// As `dotnet test` runs it; where neither a seed nor a count is given it is a test program as all others are.
if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
    return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
if (!args.Any(arg => arg is "--seed" or "--count"))
    return await ConsoleRunner.Run(args);

// More mutants than CI has time for: `dotnet run --project tests/Mutants -- --count 100000 --seed 7 packs returns`. A mutant that escaped
// is made again alone by its own seed and --count 1.
var kinds = new (string Name, Func<int, int, Task<MutationReport>> Run)[]
{
    ("packs", (seed, count) => PackMutants.Run(seed, count)),
    ("returns", (seed, count) => ReturnMutants.Run(seed, count)),
    ("code-sets", (seed, count) => CodeSetMutants.Run(seed, count)),
    ("case-files", (seed, count) => CaseFileMutants.Run(seed, count)),
    ("bodies", (seed, count) => BodyMutants.Run(seed, count)),
};
var (seed, count) = (Number("--seed", 1), Number("--count", 2000));
var named = kinds.Where(kind => args.Contains(kind.Name)).ToList();
if (seed is null || count is null)
{
    Console.Error.WriteLine(
        $"Mutants: [--seed N] [--count N] [{string.Join(' ', kinds.Select(kind => kind.Name))}]; all kinds where none is named."
    );
    return 2;
}

var escaped = 0;
foreach (var (_, run) in named.Count > 0 ? named : [.. kinds])
{
    var report = await run(seed.Value, count.Value);
    escaped += report.Escapes.Count;
    foreach (var escape in report.Escapes.Take(50))
        Console.WriteLine(escape);
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Kind}: {report.Mutants} mutants from seed {seed}, {report.Taken} taken, {report.Escapes.Count} escaped, "
                + $"{report.Took.TotalSeconds:0.0} s"
        )
    );
}

return escaped == 0 ? 0 : 1;

int? Number(string option, int usual) =>
    Array.IndexOf(args, option) is var at && at < 0 ? usual
    : at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
    : null;
