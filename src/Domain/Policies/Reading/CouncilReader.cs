using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads what one council is and every version of its policy, each over the national layer.</summary>
/// <param name="nationalIsWhole">Whether the national layer has no fault.</param>
/// <param name="read">What each layer came to when it was last read, by its folder.</param>
/// <param name="faults">Where to note what is wrong with this council.</param>
/// <param name="today">A London date; null where nothing is compared with it.</param>
internal sealed class CouncilReader(
    LayerReader national,
    IReadOnlyList<PolicyDocument> nationalFiles,
    IReadOnlyList<AgencyProfile> agencies,
    bool nationalIsWhole,
    ConcurrentDictionary<string, Recollection> read,
    List<PolicyFault> faults,
    LocalDate? today
)
{
    private const int DueSoonDays = 14;

    private const int MostYearsAhead = 5;

    private const int MostMonthsOfRows = 120;

    private static readonly string[] Sources = ["policy", "platform"];

    private static readonly Keys WordKeys = new([.. AuthorityProfile.Terms.Distinct().Select(term => new Key(term, Schema.Text))]);

    /// <summary>A version's own head, and that of the national layer.</summary>
    internal static Keys PackKeys { get; } =
        new(
            Key.Needed("title", Schema.Text),
            Key.Needed("version", Schema.Name.Saying("The folder's name, in quotes.")),
            Key.Needed("effective", Schema.OneOf(Schema.Date, Schema.Word("undated"))),
            new("next-review", Schema.Date),
            new("owner", Schema.Text),
            new("notes", Schema.Text),
            new("due-soon-days", Schema.Whole(1, 60)),
            new("re-clocks-open-duties", Schema.Flag)
        );

    internal static Keys SignInKeys { get; } =
        new(
            new("group", Schema.Text.Saying("A group or app role, as the identity provider's claim has it.")),
            new("program", Schema.Text.Saying("The client id of a program that signs in by itself.")),
            new("kept-here", Schema.Flag.Saying("The role comes with no sign-in: it is given and taken away in the council's directory.")),
            Key.Needed("role", Schema.Word(EventVocabulary.EveryRole)),
            new("team", Schema.Text.Saying("The team that people of this group are in."))
        );

    internal static Keys AuthorityKeys { get; } =
        new(
            Key.Needed("name", Schema.Text),
            new("agency", Schema.Name.Saying("The name of a file in agencies/.")),
            new("words", WordKeys),
            new("teams", Schema.OneOrMany(Schema.Text)),
            new(
                "escalation",
                Schema.OneOrMany(Schema.Word(EventVocabulary.Roles)).Saying("Who hears of it after the owner, nearest first.")
            ),
            new("escalation-source", Schema.Word(Sources)),
            new("sign-in", Schema.List(SignInKeys).Saying("Which groups and programs of the identity provider are which role here.")),
            new(
                "import-rows-months",
                Schema
                    .Whole(1, MostMonthsOfRows)
                    .Saying("After how many months the rows of an import, as they were sent, are deleted; never where left out.")
            )
        );

    internal static Keys AgencyKeys { get; } =
        new(
            Key.Needed("name", Schema.Text),
            new("serves", Schema.OneOrMany(Schema.Text)),
            new("sign-in", Schema.List(SignInKeys).Saying("Which groups and programs of the identity provider are which role here."))
        );

    /// <returns>Null where it cannot be said whose policy it is, or there is none.</returns>
    public PolicyPacks? Council(string id, List<PolicyDocument> files)
    {
        faults.AddRange(files.SelectMany(file => file.Faults));
        var folder = $"authorities/{id}";
        var profile = files.FirstOrDefault(file => file.Path == $"{folder}/authority.yaml");
        if (profile is null)
        {
            faults.Add(new($"{folder}/authority.yaml", 1, "authority.yaml is missing: it names the council."));
            return null;
        }

        var authority = Authority(id, profile);
        var versions = files
            .Where(file => file.Path.Split('/').Length > 3 && file.Path.Split('/')[2] != "cases")
            .GroupBy(file => file.Path.Split('/')[2])
            .Select(version => Pack(id, $"{folder}/{version.Key}", [.. version], profile))
            .OfType<PolicyPack>()
            .OrderBy(pack => pack.Effective ?? LocalDate.MinIsoValue)
            .ToList();
        if (versions.Count == 0)
            faults.Add(new($"{folder}/authority.yaml", 1, "There is no version of the policy: add a folder with pack.yaml."));
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
        {
            if (earlier.Effective == later.Effective)
                faults.Add(
                    new(
                        $"{folder}/{later.Version}/pack.yaml",
                        1,
                        $"Versions {earlier.Version} and {later.Version} take effect on the same day: "
                            + "no duty could tell which one governs it."
                    )
                );
        }

        return authority is null || versions.Count == 0 ? null : new PolicyPacks(authority, versions);
    }

    private PolicyPack? Pack(string id, string folder, List<PolicyDocument> own, PolicyDocument profile)
    {
        if (own.Find(file => file.Path == $"{folder}/pack.yaml") is not { } header)
        {
            faults.Add(new($"{folder}/pack.yaml", 1, "pack.yaml is missing: it gives the version and the day it takes effect."));
            return null;
        }

        var layer = national.Above(read.GetValueOrDefault(folder, Recollection.None));
        layer.Read(folder, own, faults);
        read[folder] = layer.WasRead;
        if (header.Open(faults) is not { } node)
            return null;
        node.RefuseUnknown(PackKeys);
        var version = node.Need("version", "the version is shown with every date")?.Name();
        if (version is not null && version != folder.Split('/')[2])
            node.Get("version")!.Fault($"The version '{version}' is not the name of its folder, '{folder.Split('/')[2]}'.");
        var effective = node.Need("effective", "the day it takes effect, or undated");
        node.Text("owner");
        node.Text("notes");
        if (version is null || effective is null)
            return null;
        var from = effective.Text() == "undated" ? null : effective.Date();
        if (today is { } now && from > now.PlusYears(MostYearsAhead))
            effective.Fault(
                $"It takes effect on {InWords.Date(from.Value)}, more than {MostYearsAhead} years ahead: it would govern nothing."
            );
        var pack = layer.Pack(
            new PolicyPack
            {
                Id = id,
                Title = node.Need("title", "citations name the document")?.Text() ?? "",
                Version = version,
                Effective = from,
                NextReview = node.Get("next-review")?.Date(),
                ReclocksOpenDuties = node.Get("re-clocks-open-duties")?.Flag() ?? false,
                DueSoonDays = node.Get("due-soon-days")?.Whole(1, 60) ?? NationalDueSoonDays,
                Hash = Hash([.. nationalFiles, profile, .. own]),
            }
        );
        // Where something is wrong, it may be the very thing that would have served the clause.
        if (nationalIsWhole && faults.Count == 0)
            layer.RefuseUnserved(pack, own.Select(file => file.Name).Order(StringComparer.Ordinal), faults);
        return pack;
    }

    // What is wrong with it is said when the national layer is read.
    private int NationalDueSoonDays =>
        nationalFiles.FirstOrDefault(file => file.Path == "england/pack.yaml")?.Open([])?.Get("due-soon-days")?.Whole(1, 60) ?? DueSoonDays;

    private AuthorityProfile? Authority(string id, PolicyDocument file)
    {
        if (file.Open(faults) is not { } node)
            return null;
        node.RefuseUnknown(AuthorityKeys);
        var agency = node.Get("agency")?.Word("an agency", [.. agencies.Select(known => known.Id)]);
        node.Get("escalation-source")?.Word("a source of the ladder", Sources);
        var teams = node.Get("teams")?.Texts() ?? [];
        var keptHere = new List<string>();
        var roles = SignIn(node.Get("sign-in"), teams, keptHere);
        return new AuthorityProfile
        {
            Id = id,
            ImportRowsMonths = node.Get("import-rows-months")?.Whole(1, MostMonthsOfRows),
            Name = node.Need("name", "pages show it")?.Text() ?? id,
            Agency = agency,
            Teams = teams,
            Words = Words(node.Get("words")),
            Escalation = node.Get("escalation")?.Words("a role", [.. EventVocabulary.Roles]).ToList() ?? [],
            SignIn = roles,
            RolesKeptHere = keptHere,
        };
    }

    // Who is nobody here by a slip of the pen is told so only when they sign in: each slip is a fault of the file.
    /// <param name="teams">The council's, of which a line's is one; those of an agency are anybody's guess.</param>
    /// <param name="keptHere">Takes the roles of the lines that a council's directory keeps; null where there is no directory.</param>
    private static List<SignInRole> SignIn(PolicyNode? list, IReadOnlyList<string> teams, List<string>? keptHere = null)
    {
        var roles = new List<SignInRole>();
        foreach (var item in list?.Items() ?? [])
        {
            item.RefuseUnknown(SignInKeys);
            var (group, program) = (item.Text("group"), item.Text("program"));
            var isKept = keptHere is not null && item.Get("kept-here")?.Flag() is true;
            // A line of which only the directory knows signs nobody in.
            var signsIn = !isKept || group is not null || program is not null;
            if (signsIn && (group is null) == (program is null))
                item.Fault("Either a group or a program is wanted here: a group is of people, a program signs in by itself.");
            var role = item.Need("role", "it says what its people may do")?.Word("a role", [.. EventVocabulary.EveryRole]);
            if (isKept && role is not null && !keptHere!.Contains(role))
                keptHere.Add(role);
            if (!signsIn)
                continue;
            var team = teams.Count > 0 ? item.Get("team")?.Word("a team of this council", [.. teams]) : item.Text("team");
            if ((group ?? program) is not { } name || role is null)
                continue;
            if (roles.Exists(other => other.Name == name && other.IsProgram == (program is not null) && other.Role == role))
                item.Fault($"'{Spelling.Shortened(name)}' is {role} already.");
            roles.Add(new SignInRole(name, program is not null, role, team));
        }

        return roles;
    }

    private static Dictionary<string, string> Words(PolicyNode? node)
    {
        node?.RefuseUnknown(WordKeys);
        return node?.Pairs().ToDictionary(pair => pair.Key, pair => pair.Value.Text() ?? "", StringComparer.Ordinal) ?? [];
    }

    public static AgencyProfile? Agency(PolicyDocument file, List<PolicyFault> faults)
    {
        if (file.Open(faults) is not { } node)
            return null;
        node.RefuseUnknown(AgencyKeys);
        return new AgencyProfile(
            Path.GetFileNameWithoutExtension(file.Path),
            node.Need("name", "pages show it")?.Text() ?? "",
            node.Get("serves")?.Texts() ?? []
        )
        {
            SignIn = SignIn(node.Get("sign-in"), []),
        };
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
