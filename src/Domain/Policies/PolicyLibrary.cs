using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies;

/// <summary>Every council's policy with the national layer under it, the agencies, and the calendar they all count by.</summary>
public sealed class PolicyLibrary
{
    private readonly Dictionary<string, PolicyPacks> packs;

    internal PolicyLibrary(
        Dictionary<string, PolicyPacks> packs,
        IReadOnlyList<AgencyProfile> agencies,
        WorkingDayCalendar calendar,
        CodeSets codes
    )
    {
        (this.packs, Calendar, Codes) = (packs, calendar, codes);
        // A council that names its agency is served by it, whatever the agency's own file came to say: nobody would miss the children.
        Agencies =
        [
            .. agencies.Select(agency =>
                agency with
                {
                    Serves =
                    [
                        .. agency.Serves.Union(Authorities.Where(council => council.Agency == agency.Id).Select(council => council.Id)),
                    ],
                }
            ),
        ];
    }

    public WorkingDayCalendar Calendar { get; }

    /// <summary>The codes of the return, with their words and groups.</summary>
    public CodeSets Codes { get; }

    /// <summary>Each with the councils that its own file names, and those that name it.</summary>
    public IReadOnlyList<AgencyProfile> Agencies { get; }

    /// <summary>By id.</summary>
    public IReadOnlyList<AuthorityProfile> Authorities =>
        [.. packs.Values.Select(pack => pack.Authority).OrderBy(authority => authority.Id, StringComparer.Ordinal)];

    public PolicyPacks? For(string authority) => packs.GetValueOrDefault(authority);

    /// <summary>An agency, with the councils it serves; null where no agency has this id.</summary>
    public AgencyProfile? Agency(string? id) => Agencies.FirstOrDefault(agency => agency.Id == id);

    /// <summary>Reads a config folder. All faults of all files are reported; with any fault there is no library.</summary>
    /// <param name="today">A London date: a policy that takes effect years after it is a slip. Not looked at where left out.</param>
    public static (PolicyLibrary? Library, IReadOnlyList<PolicyFault> Faults) Load(string configFolder, LocalDate? today = null)
    {
        var faults = new List<PolicyFault>();
        var files = PolicyFolder.Read(configFolder, faults);
        var calendar = ReadCalendar(configFolder, faults);
        var library = calendar is null ? null : Read(files, calendar, faults, today);
        return (faults.Count == 0 ? library : null, PolicyFault.Roots(faults));
    }

    /// <summary>The bank holidays of a config folder; null with its faults noted.</summary>
    public static WorkingDayCalendar? ReadCalendar(string configFolder, List<PolicyFault> faults)
    {
        const string path = "calendar/bank-holidays.json";
        try
        {
            var (calendar, found) = BankHolidayFile.Read(File.ReadAllBytes(Path.Combine(configFolder, path)));
            faults.AddRange(found.Select(fault => new PolicyFault(path, fault.Line, fault.Message)));
            return calendar;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(path, 1, $"The bank holidays cannot be read: {fault.Message}"));
            return null;
        }
    }

    /// <summary>Reads packs from files whose paths are relative to the config folder, with <c>/</c> between folders.</summary>
    public static PolicyLibrary? Read(
        IReadOnlyList<PolicyFile> files,
        WorkingDayCalendar calendar,
        List<PolicyFault> faults,
        LocalDate? today = null
    )
    {
        var (library, found) = PolicyDocuments.Parse(files).Bind(calendar, today: today);
        // A folder says by itself of a file that it could not read, and then nothing else of it is news.
        faults.AddRange(found.Where(fault => !faults.Exists(known => known.File == fault.File)).ToList());
        return faults.Count == 0 ? library : null;
    }
}
