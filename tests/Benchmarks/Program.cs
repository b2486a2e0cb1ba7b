using Permanence.Benchmarks;

// The reference of the cold start: this program as a bare web program.
if (args is ["bare-web-program", var address])
{
    await BareWeb.Build(address).RunAsync();
    return 0;
}

if (args is [Wake.LoopArgument, var store, var where])
{
    await Wake.Loop(store, where);
    return 0;
}

// Ratios against a bare reference measured in the same run, because machines differ and are noisy; absolute figures are for orientation.
var benchmarks = new (string Name, string What, Func<Task> Run)[]
{
    ("evaluate", "obligations of a child with 60 events, one core, against reading the same record from JSON", Evaluations.Run),
    ("long", "a record of 10,000 events of any one kind, against every policy", Evaluations.RunLong),
    (
        "record",
        "one more event on a record of 20, 200, 1,000, 2,000 and 10,000 events, against raw upserts of the same bytes",
        Recordings.Run
    ),
    ("live", "from an event to the changed row in the document of every open page, against a bare SignalR hub", Live.Run),
    ("wake", "a council's first board after a restart, against a plain loop over the same rows", Wake.Run),
    ("import", "rows of an SSDA903 return, against reading the same rows as CSV", Imports.Run),
    ("start", "from starting the program to its first answer, against a bare web program", ColdStart.Run),
};

var asked = args.Length == 0 ? benchmarks : [.. benchmarks.Where(benchmark => args.Contains(benchmark.Name))];
if (asked.Length == 0)
{
    Console.Error.WriteLine(
        $"Benchmarks: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}. All of them where none is named."
    );
    return 2;
}

Console.WriteLine(
    $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, "
        + $"{(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} garbage collection"
);
foreach (var (name, what, run) in asked)
{
    Console.WriteLine($"\n## {name}: {what}");
    await run();
}

return 0;
