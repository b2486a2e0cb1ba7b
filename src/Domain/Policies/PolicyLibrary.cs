using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies;

/// <summary>Every council's policy with the national layer under it, the agencies, and the calendar they all count by.</summary>
public sealed class PolicyLibrary
{
    private static readonly IReadOnlyDictionary<string, string> NoChoices = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly Dictionary<string, PolicyPacks> packs;

    private PolicyLibrary(Dictionary<string, PolicyPacks> packs, IReadOnlyList<AgencyProfile> agencies, WorkingDayCalendar calendar, CodeSets codes) =>
        (this.packs, Agencies, Calendar, Codes) = (packs, agencies, calendar, codes);

    public WorkingDayCalendar Calendar { get; }

    /// <summary>The codes of the return, with their words and groups.</summary>
    public CodeSets Codes { get; }

    public IReadOnlyList<AgencyProfile> Agencies { get; }

    /// <summary>By id.</summary>
    public IReadOnlyList<AuthorityProfile> Authorities => [.. packs.Values.Select(pack => pack.Authority).OrderBy(authority => authority.Id, StringComparer.Ordinal)];

    public PolicyPacks? For(string authority) => packs.GetValueOrDefault(authority);

    /// <summary>Reads a config folder. All faults of all files are reported; with any fault there is no library.</summary>
    public static (PolicyLibrary? Library, IReadOnlyList<PolicyFault> Faults) Load(string configFolder)
    {
        var faults = new List<PolicyFault>();
        var files = PolicyFolder.Read(configFolder, faults);
        var calendar = ReadCalendar(configFolder, faults);
        var library = calendar is null ? null : Read(files, calendar, faults);
        return (faults.Count == 0 ? library : null, faults);
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
            faults.Add(new(path, 0, $"The bank holidays cannot be read: {fault.Message}"));
            return null;
        }
    }

    /// <summary>Reads packs from files whose paths are relative to the config folder, with <c>/</c> between folders.</summary>
    public static PolicyLibrary? Read(IReadOnlyList<PolicyFile> files, WorkingDayCalendar calendar, List<PolicyFault> faults)
    {
        var codes = ReadCodes(files, faults);
        var documents = files.Where(file => file.Path != PolicyFolder.Codes).Select(file => new PolicyDocument(file, PolicyNode.Read(file, faults))).ToList();
        faults.AddRange(documents.Where(IsMisplaced).Select(file => new PolicyFault(file.Path, 0,
            "Nothing reads a file here: a version's files stand in its own folder, beside pack.yaml, and so do those of the national layer; a council's own folder holds authority.yaml.")));
        var national = documents.FindAll(file => file.Path.StartsWith("england/", StringComparison.Ordinal));
        if (national.Count == 0)
            faults.Add(new("england", 0, "The national layer is missing: every council inherits it."));
        else
            NationalHeader(national, faults);
        var agencies = documents.Where(file => file.Path.StartsWith("agencies/", StringComparison.Ordinal)).Select(Agency).OfType<AgencyProfile>().ToList();
        var packs = new Dictionary<string, PolicyPacks>(StringComparer.Ordinal);
        foreach (var council in documents.Where(file => file.Path.StartsWith("authorities/", StringComparison.Ordinal)).GroupBy(file => file.Path.Split('/')[1]))
        {
            if (Council(council.Key, [.. council], national, agencies, codes, NoChoices, faults) is { } read)
                packs[council.Key] = read;
        }

        // The national layer is read under every council; its faults are said once.
        var distinct = faults.Distinct().ToList();
        faults.Clear();
        faults.AddRange(distinct);
        return faults.Count == 0 ? new PolicyLibrary(packs, agencies, calendar, codes) : null;
    }

    private static CodeSets ReadCodes(IReadOnlyList<PolicyFile> files, List<PolicyFault> faults)
    {
        if (files.FirstOrDefault(file => file.Path == PolicyFolder.Codes) is not { } file)
        {
            // Where the file could not be read at all, the folder has said so.
            if (!faults.Exists(fault => fault.File == PolicyFolder.Codes))
                faults.Add(new(PolicyFolder.Codes, 0, "The code sets are missing: policies name placements by the codes of the return."));
            return CodeSets.None;
        }

        var read = CodeSets.Read(new MemoryStream(Encoding.UTF8.GetBytes(file.Text)));
        faults.AddRange(read.Refusals.Select(refusal => new PolicyFault(
            PolicyFolder.Codes, int.TryParse(refusal.Field, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0, refusal.Sentence)));
        return read.Value ?? CodeSets.None;
    }

    private static bool IsMisplaced(PolicyDocument file) => file.Path.Split('/') switch
    {
        ["england" or "agencies", _] => false,
        ["authorities", _, "authority.yaml"] => false,
        ["authorities", _, "cases", ..] => true,
        ["authorities", _, _, _] => false,
        _ => true
    };

    private static void NationalHeader(List<PolicyDocument> national, List<PolicyFault> faults)
    {
        if (national.Find(file => file.Path == "england/pack.yaml") is not { } header)
        {
            faults.Add(new("england/pack.yaml", 0, "pack.yaml is missing: it names the national layer, and when a duty is called due soon where a council does not say."));
            return;
        }

        if (header.Root is not { } node)
            return;
        node.RefuseUnknown("title", "version", "effective", "due-soon-days", "notes");
        node.Need("title", "citations name the document")?.Text();
        node.Need("version", "it says which edition of the national layer this is")?.Name();
        if (node.Need("effective", "the day it takes effect, or undated") is { } effective && effective.Text() != "undated")
            effective.Date();
        node.Need("due-soon-days", "every council inherits it")?.Whole(1, 60);
        node.Text("notes");
    }

    private static PolicyPacks? Council(
        string id, List<PolicyDocument> files, List<PolicyDocument> national, List<AgencyProfile> agencies, CodeSets codes,
        IReadOnlyDictionary<string, string> choices, List<PolicyFault> faults)
    {
        var folder = $"authorities/{id}";
        var profile = files.FirstOrDefault(file => file.Path == $"{folder}/authority.yaml");
        if (profile is null)
        {
            faults.Add(new(folder, 0, "authority.yaml is missing: it names the council."));
            return null;
        }

        var authority = Authority(id, profile, agencies);
        var versions = files
            .Where(file => file.Path.Split('/').Length > 3 && file.Path.Split('/')[2] != "cases")
            .GroupBy(file => file.Path.Split('/')[2])
            .Select(version => Pack(id, $"{folder}/{version.Key}", [.. version], national, profile, codes, choices, faults))
            .OfType<PolicyPack>()
            .OrderBy(pack => pack.Effective ?? LocalDate.MinIsoValue)
            .ToList();
        if (versions.Count == 0)
            faults.Add(new(folder, 0, "There is no version of the policy: add a folder with pack.yaml."));
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
        {
            if (earlier.Effective == later.Effective)
                faults.Add(new($"{folder}/{later.Version}/pack.yaml", 1, $"Versions {earlier.Version} and {later.Version} take effect on the same day: no duty could tell which one governs it."));
        }

        return authority is null || versions.Count == 0 ? null
            : new PolicyPacks(authority, versions) { Chosen = others => Council(id, files, national, agencies, codes, others, []) };
    }

    private static PolicyPack? Pack(
        string id, string folder, List<PolicyDocument> own, List<PolicyDocument> national, PolicyDocument profile, CodeSets codes,
        IReadOnlyDictionary<string, string> choices, List<PolicyFault> faults)
    {
        if (own.Find(file => file.Path == $"{folder}/pack.yaml") is not { } header)
        {
            faults.Add(new(folder, 0, "pack.yaml is missing: it gives the version and the day it takes effect."));
            return null;
        }

        var before = faults.Count;
        var clauses = new Dictionary<string, Clause>(StringComparer.Ordinal);
        var registered = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        var definitions = new Definitions(clauses, codes);
        var selectors = new SelectorReader(definitions);
        var momentReader = new MomentReader(definitions, selectors);
        var conditions = new ConditionReader(definitions, selectors);
        var dutyReader = new DutyReader(definitions, selectors, conditions);
        var indicatorReader = new IndicatorReader(definitions, selectors, conditions);
        var indicators = new List<Indicator>();
        var gates = new List<Gate>();
        var duties = new Dictionary<string, Duty>(StringComparer.Ordinal);
        var dueSoon = national.Find(file => file.Path == "england/pack.yaml")?.Root?.Get("due-soon-days")?.Whole(1, 60) ?? 14;
        HashSet<string> nationalDuties = [];
        var reference = new ReferenceReader(definitions, conditions, choices);
        Layer("england", national);
        nationalDuties = [.. duties.Keys];
        Layer(folder, own);

        if (header.Root is not { } node)
            return null;
        node.RefuseUnknown("title", "version", "effective", "next-review", "owner", "notes", "due-soon-days", "re-clocks-open-duties");
        var version = node.Need("version", "the version is shown with every date")?.Name();
        if (version is not null && version != folder.Split('/')[2])
            node.Get("version")!.Fault($"The version '{version}' is not the name of its folder, '{folder.Split('/')[2]}'.");
        var effective = node.Need("effective", "the day it takes effect, or undated");
        node.Text("owner");
        node.Text("notes");
        if (version is null || effective is null)
            return null;
        var pack = new PolicyPack
        {
            Id = id,
            Title = node.Need("title", "citations name the document")?.Text() ?? "",
            Version = version,
            Effective = effective.Text() == "undated" ? null : effective.Date(),
            NextReview = node.Get("next-review")?.Date(),
            ReclocksOpenDuties = node.Get("re-clocks-open-duties")?.Flag() ?? false,
            DueSoonDays = node.Get("due-soon-days")?.Whole(1, 60) ?? dueSoon,
            Clauses = clauses,
            Codes = codes,
            Moments = definitions.Moments,
            Duties = CouncilChoices.Apply(duties.Values, reference.Settings),
            Indicators = indicators,
            Gates = gates,
            Reference = reference.Whole(),
            Hash = Hash([.. national, profile, .. own])
        };
        // Where something else is wrong, it may be the very thing that would have served the clause.
        if (faults.Count == before)
            Unserved(pack, registered);
        return pack;

        void Layer(string root, List<PolicyDocument> files)
        {
            var title = files.Find(file => file.Path == $"{root}/pack.yaml")?.Root?.Text("title") ?? root;
            if (files.Find(file => file.Path == $"{root}/clauses.yaml") is { } register)
                Clauses(register, title, clauses, registered);
            else
                faults.Add(new(root, 0, "clauses.yaml is missing: every clause that a duty cites stands in it."));
            var subjects = files.Where(file => file.Name is not ("pack.yaml" or "clauses.yaml") && !ReferenceReader.Reads(file))
                .OrderBy(file => file.Name != "moments.yaml").ThenBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => file.Root).OfType<PolicyNode>().ToList();
            // Moments and groups first, so that a duty may use one that another file defines.
            foreach (var subject in subjects)
            {
                subject.RefuseUnknown("subject", "moments", "events", "duties", "indicators", "gates");
                if (subject.Get("events") is { } named)
                    selectors.ReadGroups(named);
                if (subject.Get("moments") is { } defined)
                    momentReader.ReadMoments(defined);
            }

            // After the moments, because a form may name one in what shows a part of it; before the duties, which may ask what a council chose.
            reference.Read(files, title);
            foreach (var subject in subjects)
            {
                indicators.AddRange(subject.Get("indicators")?.Items().Select(indicatorReader.Indicator).OfType<Indicator>() ?? []);
                gates.AddRange(subject.Get("gates")?.Items().Select(indicatorReader.Gate).OfType<Gate>() ?? []);
                if (subject.Get("duties") is not { } list)
                    continue;
                var name = subject.Need("subject", "pages group duties by it")?.Text() ?? "";
                foreach (var item in list.Items())
                {
                    if (dutyReader.Duty(item, name, duties) is not { } duty)
                        continue;
                    if (duties.ContainsKey(duty.Id) && !nationalDuties.Contains(duty.Id))
                        item.Fault($"There is a duty '{duty.Id}' already in this pack.");
                    duties[duty.Id] = duty;
                }
            }
        }
    }

    private static void Clauses(PolicyDocument file, string document, Dictionary<string, Clause> clauses, Dictionary<string, PolicyNode> registered)
    {
        if (file.Root is not { } root)
            return;
        root.RefuseUnknown("clauses");
        foreach (var item in root.Get("clauses")?.Items() ?? [])
        {
            item.RefuseUnknown("id", "section", "kind", "force", "title", "says", "not-served");
            var id = item.Need("id", "a clause is known by its id")?.Name();
            var section = item.Need("section", "a citation names the section")?.Text();
            var kind = item.Need("kind", "say what the clause is about")?.Word("a kind of clause", Kinds.Keys);
            var force = item.Need("force", "say how hard the wording is")?.Word("a force", Forces.Keys);
            var title = item.Need("title", "lists show it")?.Text();
            var says = item.Need("says", "explanations give it")?.Text();
            if (id is null || section is null || kind is null || force is null || title is null || says is null)
                continue;
            if (clauses.TryAdd(id, new Clause(id, section, Kinds[kind], Forces[force], title, says) { Document = document, NotServed = item.Text("not-served") }))
                registered[id] = item;
            else
                item.Fault($"The clause '{id}' stands in a register already.");
        }
    }

    /// <summary>Every clause is put to use or says why none is possible: a file of duties that went missing is noticed.</summary>
    private static void Unserved(PolicyPack pack, Dictionary<string, PolicyNode> registered)
    {
        var used = pack.Uses().Select(use => use.Clause).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, place) in registered)
        {
            var excused = pack.Clauses[id].NotServed is not null;
            if (!excused && !used.Contains(id))
                place.Fault($"Nothing in this pack serves the clause '{id}': no duty, gate, indicator, form, role, option or requirement cites it. Cite it where it is put to use, or give the reason why nothing can with not-served.");
            else if (excused && used.Contains(id))
                place.Fault($"The clause '{id}' gives a reason why nothing serves it, and something does: leave 'not-served' out.");
        }
    }

    private static readonly Dictionary<string, ClauseKind> Kinds =
        Enum.GetValues<ClauseKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, Force> Forces = new(StringComparer.Ordinal)
    {
        ["must"] = Force.Must, ["should"] = Force.Should, ["where-possible"] = Force.WherePossible, ["information"] = Force.Information
    };

    private static AuthorityProfile? Authority(string id, PolicyDocument file, List<AgencyProfile> agencies)
    {
        if (file.Root is not { } node)
            return null;
        node.RefuseUnknown("name", "agency", "words", "teams", "escalation", "escalation-source");
        var agency = node.Get("agency")?.Word("an agency", agencies.ConvertAll(known => known.Id));
        node.Get("escalation-source")?.Word("a source of the ladder", ["policy", "platform"]);
        return new AuthorityProfile
        {
            Id = id,
            Name = node.Need("name", "pages show it")?.Text() ?? id,
            Agency = agency,
            Teams = node.Get("teams")?.Texts() ?? [],
            Words = Words(node.Get("words")),
            Escalation = node.Get("escalation")?.Items().Select(role => role.Word("a role", [.. EventVocabulary.Roles])).OfType<string>().ToList() ?? []
        };
    }

    private static Dictionary<string, string> Words(PolicyNode? node)
    {
        node?.RefuseUnknown([.. AuthorityProfile.Terms]);
        return node?.Pairs().ToDictionary(pair => pair.Key, pair => pair.Value.Text() ?? "", StringComparer.Ordinal) ?? [];
    }

    private static AgencyProfile? Agency(PolicyDocument file)
    {
        if (file.Root is not { } node)
            return null;
        node.RefuseUnknown("name", "serves");
        return new AgencyProfile(Path.GetFileNameWithoutExtension(file.Path), node.Need("name", "pages show it")?.Text() ?? "", node.Get("serves")?.Texts() ?? []);
    }

    private static string Hash(IEnumerable<PolicyDocument> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Path));
            hash.AppendData(Encoding.UTF8.GetBytes(file.Source.Text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
