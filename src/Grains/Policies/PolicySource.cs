using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.Policies;

namespace Permanence.Grains.Policies;

/// <summary>
/// The policies in force on this node, read from a config folder and read again when a file there changes, without a restart. A folder
/// with a fault never replaces policies that are running.
/// </summary>
public sealed class PolicySource : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly string folder;
    private readonly TimeProvider time;
    private readonly ILogger<PolicySource> log;

    // One look at a time: a second that began meanwhile finds nothing new.
    private readonly Lock looking = new();
    private volatile Reading reading;
    private string seen;

    /// <exception cref="PolicyFaultsException">The folder has faults: there is nothing to start with.</exception>
    public PolicySource(string folder, TimeProvider time, ILogger<PolicySource> log)
    {
        this.folder = folder;
        this.time = time;
        this.log = log;
        seen = Fingerprint();
        var files = Files();
        var (library, faults) = PolicyLibrary.Load(folder, Today);
        reading = new Reading(library ?? throw new PolicyFaultsException(folder, faults), files, Now, null, null);
    }

    /// <summary>The config folder the policies are read from.</summary>
    public string Folder => folder;

    public PolicyLibrary Library => reading.Library;

    /// <summary>When the policies that are running were read.</summary>
    public Instant ReadAt => reading.At;

    /// <summary>Why the folder as it is now is not what is running. Null where it is.</summary>
    public RefusedPolicies? Refused => reading.Refused;

    /// <summary>
    /// What ran before the last edit that this node took up, to show what the edit changed, and what runs now. Before is null where it has
    /// taken up none.
    /// </summary>
    public (PolicyLibrary? Before, PolicyLibrary Now) LastEdit
    {
        get
        {
            var last = reading;
            return (last.Before, last.Library);
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private LocalDate Today => new TimeProviderClock(time).Today();

    /// <summary>
    /// The folder with the councils' policies: the one given, or the nearest <c>config</c> with a national layer above the program or the
    /// working folder.
    /// </summary>
    public static string Find(string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return Path.GetFullPath(given);
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var above = new DirectoryInfo(start); above is not null; above = above.Parent)
            {
                var candidate = Path.Combine(above.FullName, "config");
                if (Directory.Exists(Path.Combine(candidate, "england")))
                    return candidate;
            }
        }

        throw new DirectoryNotFoundException(
            "There is no folder 'config' with the councils' policies above the program: give its path in PERMANENCE__CONFIGFOLDER."
        );
    }

    /// <summary>
    /// Reads the folder again if a file in it changed. Whether the policies running are now the folder's. Never throws for what the folder
    /// holds.
    /// </summary>
    public bool LookAgain()
    {
        lock (looking)
        {
            try
            {
                var now = Fingerprint();
                if (now == seen && !reading.IsToBeReadAgain)
                    return reading.Refused is null;
                var files = Files();
                var (library, faults) = PolicyLibrary.Load(folder, Today);
                seen = now;
                reading = library is null
                    ? reading with
                    {
                        Refused = new RefusedPolicies(Now, [.. Gone(files), .. faults]),
                        IsToBeReadAgain = false,
                    }
                    : new Reading(library, files, Now, null, reading.Library);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The folder is away, or holds something that no reader expects. Whatever it is, the node goes on serving what it has.
                log.LogError(fault, "The policies in {Folder} cannot be read; the ones running stay", folder);
                reading = reading with
                {
                    Refused = new RefusedPolicies(Now, [new("config", 1, $"The folder of policies cannot be read: {fault.Message}")]),
                    IsToBeReadAgain = true,
                };
                return false;
            }

            if (reading.Refused is { } refused)
                log.LogError(
                    "The policies in {Folder} have {Count} faults; the ones running stay. The first: {Fault}",
                    folder,
                    refused.Faults.Count,
                    refused.Faults[0]
                );
            else
                log.LogInformation("Policies read again from {Folder}", folder);
            return reading.Refused is null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            LookAgain();
    }

    // What misses a file that was deleted speaks of itself; here the file is named too.
    private IEnumerable<PolicyFault> Gone(IReadOnlyList<string> files) =>
        reading
            .Files.Except(files)
            .Select(gone => new PolicyFault(
                gone,
                1,
                "The file was there when the policies that are running were read, and is gone: put it back, or mend what misses it below."
            ));

    private IReadOnlyList<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')),
        ];

    private string Fingerprint() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => new FileInfo(path))
                .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")
        );

    /// <param name="Files">Those of the folder when the policies that are running were read.</param>
    /// <param name="IsToBeReadAgain">Whether the last look got nowhere, so that the next one reads even what has not changed.</param>
    private sealed record Reading(
        PolicyLibrary Library,
        IReadOnlyList<string> Files,
        Instant At,
        RefusedPolicies? Refused,
        PolicyLibrary? Before,
        bool IsToBeReadAgain = false
    );
}

/// <summary>Policies that were changed on disk and not taken up.</summary>
/// <param name="At">When they were looked at.</param>
/// <param name="Faults">Every fault, with file and line.</param>
public sealed record RefusedPolicies(Instant At, IReadOnlyList<PolicyFault> Faults);

/// <summary>The policies cannot be read at all. <see cref="Faults"/> has every one, with file and line.</summary>
public sealed class PolicyFaultsException(string folder, IReadOnlyList<PolicyFault> faults)
    : Exception($"The policies in {folder} have {faults.Count} faults:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    public IReadOnlyList<PolicyFault> Faults => faults;
}
