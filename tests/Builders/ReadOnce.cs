using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;

namespace Permanence.Builders;

/// <summary>
/// What the tests use of the checkout's config folder, read once for a test program: reading it is most of what a test costs.
/// </summary>
public static class ReadOnce
{
    private static readonly Lazy<(PolicyLibrary? Library, IReadOnlyList<PolicyFault> Faults)> Loaded = new(() =>
        PolicyLibrary.Load(Repository.Config)
    );

    private static readonly Lazy<WorkingDayCalendar> Holidays = new(() =>
    {
        using var stream = File.OpenRead(Path.Combine(Repository.Config, "calendar", "bank-holidays.json"));
        return WorkingDayCalendar.Read(stream);
    });

    private static readonly Lazy<IReadOnlyList<PolicyFile>> Everything = new(() => PolicyFolder.Read(Repository.Config, []));

    private static readonly Lazy<IReadOnlyList<PolicyFile>> WithoutCouncils = new(() =>
        [.. Files.Where(file => !file.Path.StartsWith("authorities/", StringComparison.Ordinal))]
    );

    /// <summary>Every real council's policy.</summary>
    public static PolicyLibrary Library =>
        Loaded.Value.Library ?? throw new InvalidOperationException($"The packs have faults: {string.Join("; ", Faults)}");

    /// <summary>What is wrong with the folder; nothing, where the checkout is in order.</summary>
    public static IReadOnlyList<PolicyFault> Faults => Loaded.Value.Faults;

    public static WorkingDayCalendar Calendar => Holidays.Value;

    /// <summary>Every policy file of the folder.</summary>
    public static IReadOnlyList<PolicyFile> Files => Everything.Value;

    /// <summary>The files that every council stands on: the national layer and the agencies.</summary>
    public static IReadOnlyList<PolicyFile> Shared => WithoutCouncils.Value;
}
