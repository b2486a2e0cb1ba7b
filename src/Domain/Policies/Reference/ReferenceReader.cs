using Permanence.Domain.Policies.Questions;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>
/// Reads the files of a pack that say what is not a clock, a gate or a count: one file a subject, the national layer first.
/// </summary>
internal sealed class ReferenceReader
{
    // Roles and settings first, forms next: what follows names them.
    private static readonly string[] InOrder =
    [
        "roles.yaml",
        "settings.yaml",
        "forms.yaml",
        "options.yaml",
        "meetings.yaml",
        "requirements.yaml",
        "age-bands.yaml",
        "eligibility.yaml",
        ActsFile,
    ];

    /// <summary>The file that says who may record what.</summary>
    public const string ActsFile = "acts.yaml";

    /// <summary>What each of the files holds.</summary>
    internal static IReadOnlyDictionary<string, Keys> Files { get; } =
        new Dictionary<string, Keys>(StringComparer.Ordinal)
        {
            ["roles.yaml"] = new(new("roles", Schema.List(RoleReader.Keys)), new("sign-offs", Schema.List(SignOffReader.Keys))),
            ["settings.yaml"] = new(new Key("settings", Schema.List(SettingReader.Keys))),
            ["forms.yaml"] = new(new Key("forms", Schema.List(FormReader.Keys))),
            ["options.yaml"] = new(new("choosing", Citations.PointList), new("options", Schema.List(OptionReader.Keys))),
            ["meetings.yaml"] = new(new Key("meetings", Schema.List(MeetingReader.Keys))),
            ["requirements.yaml"] = new(new Key("requirements", Schema.List(RequirementReader.Keys))),
            ["age-bands.yaml"] = new(new Key("age-bands", Schema.List(AgeBandReader.Keys))),
            ["eligibility.yaml"] = EligibilityReader.Keys,
            [ActsFile] = ActReader.Keys,
        };

    private readonly bool isLowest;
    private readonly Definitions definitions;
    private readonly Citations citations;
    private readonly List<PolicyForm> forms;
    private readonly List<OptionGuide> options;
    private readonly List<PolicyPoint> choosing;
    private readonly List<RoleGuide> roles;
    private readonly List<SignOffChain> signOffs;
    private readonly List<MeetingGuide> meetings;
    private readonly List<RequirementGroup> requirements;
    private readonly List<AgeBand> ages;
    private readonly List<PackSetting> settings;
    private readonly Dictionary<string, EligibilityQuestion> questions;
    private readonly Dictionary<string, string> facts;
    private Acts acts;

    private ReferenceReader(Definitions definitions, ReferenceReader? under)
    {
        (this.definitions, isLowest) = (definitions, under is null);
        citations = new(definitions.Clauses, under?.citations.Uses ?? []);
        forms = [.. under?.forms ?? []];
        options = [.. under?.options ?? []];
        choosing = [.. under?.choosing ?? []];
        roles = [.. under?.roles ?? []];
        signOffs = [.. under?.signOffs ?? []];
        meetings = [.. under?.meetings ?? []];
        requirements = [.. under?.requirements ?? []];
        ages = [.. under?.ages ?? []];
        settings = [.. under?.settings ?? []];
        questions = new(under?.questions ?? [], StringComparer.Ordinal);
        facts = new(under?.facts ?? [], StringComparer.Ordinal);
        acts = under?.acts ?? Acts.None;
    }

    public static bool Reads(PolicyDocument file) => InOrder.Contains(file.Name);

    /// <summary>What the policy leaves to the council.</summary>
    public IReadOnlyList<PackSetting> Settings => settings;

    /// <summary>Roles that an item may name: the platform's and the pack's own.</summary>
    private IReadOnlyCollection<string> KnownRoles => [.. EventVocabulary.Roles, .. roles.Select(role => role.Id)];

    /// <summary>Reads one layer's files.</summary>
    /// <param name="document">The layer's document, for eligibility's readings.</param>
    /// <param name="under">What the layer below has read; null for the lowest.</param>
    public static ReferenceReader Read(
        IEnumerable<PolicyDocument> files,
        string document,
        Definitions definitions,
        ReferenceReader? under,
        List<PolicyFault> faults
    )
    {
        var reader = new ReferenceReader(definitions, under);
        reader.Read(files, document, faults);
        return reader;
    }

    private void Read(IEnumerable<PolicyDocument> files, string document, List<PolicyFault> faults)
    {
        foreach (var file in files.OrderBy(file => Array.IndexOf(InOrder, file.Name)))
        {
            if (file.Open(faults) is not { } root)
                continue;
            switch (file.Name)
            {
                case "roles.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    Add(root, "roles", roles, new RoleReader(citations).Role, role => role.Id);
                    var chains = new SignOffReader(citations, KnownRoles);
                    Add(root, "sign-offs", signOffs, chains.Chain, chain => chain.Id);
                    break;
                case "forms.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    Add(root, "forms", forms, new FormReader(citations, KnownRoles, definitions).Form, form => form.Id);
                    break;
                case "options.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    choosing.AddRange(citations.Points(root.Get("choosing"), ServedBy.Option, "how options are chosen between"));
                    Add(root, "options", options, new OptionReader(citations).Option, option => option.Id);
                    break;
                case "meetings.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    Add(
                        root,
                        "meetings",
                        meetings,
                        new MeetingReader(citations, KnownRoles, [.. forms.Select(form => form.Id)]).Meeting,
                        meeting => meeting.Id
                    );
                    break;
                case "requirements.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    Add(
                        root,
                        "requirements",
                        requirements,
                        new RequirementReader(citations, KnownRoles, forms, meetings).Group,
                        group => group.Id
                    );
                    break;
                case "age-bands.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    Add(root, "age-bands", ages, new AgeBandReader(citations).Band, band => band.Id);
                    break;
                case "settings.yaml":
                    root.RefuseUnknown(Files[file.Name]);
                    Add(root, "settings", settings, new SettingReader(citations).Setting, setting => setting.Id);
                    definitions.Settings = [.. settings];
                    break;
                case "eligibility.yaml":
                    new EligibilityReader(citations, facts, document).Read(root, questions);
                    break;
                case ActsFile:
                    var reader = new ActReader(citations, definitions, roles);
                    acts = isLowest ? reader.National(root) : reader.Council(root, acts);
                    break;
                default:
                    break;
            }
        }
    }

    public PolicyReference Whole() =>
        new()
        {
            Forms = forms,
            Options = options,
            Choosing = choosing,
            Roles = roles,
            SignOffs = signOffs,
            Meetings = meetings,
            Requirements = requirements,
            AgeBands = ages,
            Settings = Settings,
            Questions = [.. questions.Values],
            Acts = acts,
            Uses = citations.Uses,
        };

    private void Add<T>(PolicyNode root, string key, List<T> into, Func<PolicyNode, T?> read, Func<T, string> id)
        where T : class
    {
        foreach (var item in root.Get(key)?.Items() ?? [])
        {
            var before = citations.Uses.Count;
            if (read(item) is not { } made)
                continue;
            if (citations.Uses.Count == before)
                item.Fault($"'{id(made)}' cites no clause anywhere: a pack says only what its document says.");
            if (into.Any(other => id(other) == id(made)))
                item.Fault($"'{id(made)}' is said twice in this pack.");
            into.Add(made);
        }
    }
}
