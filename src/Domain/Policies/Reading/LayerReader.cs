using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reading;

/// <summary>
/// Reads the files of one layer over those of the layer below: the national layer over nothing, a version of a council's policy over the
/// national one. What a layer has read is never changed by the one above it, and is taken for it again where the layer was read before
/// and neither its words nor what they name have changed since.
/// </summary>
internal sealed class LayerReader
{
    private static readonly Dictionary<string, ClauseKind> Kinds = Enum.GetValues<ClauseKind>()
        .ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, Force> Forces = new(StringComparer.Ordinal)
    {
        ["must"] = Force.Must,
        ["should"] = Force.Should,
        ["where-possible"] = Force.WherePossible,
        ["information"] = Force.Information,
    };

    private static readonly Keys ClauseKeys = new(
        Key.Needed("id", Schema.Clause.Saying("Never renumbered: records and reports cite it.")),
        Key.Needed("section", Schema.Text.Saying("As printed.")),
        Key.Needed("kind", Schema.Word(Kinds.Keys)),
        Key.Needed("force", Schema.Word(Forces.Keys).Saying("Only must and should can be a breach.")),
        Key.Needed("title", Schema.Text),
        Key.Needed("says", Schema.Text.Saying("What it says, in our own words.")),
        new("not-served", Schema.Text.Saying("Why nothing can put it to use.")),
        new("no-consequence", Schema.Text.Saying("Of a must that is only shown: why nothing can follow where it is not kept."))
    );

    /// <summary>The register of clauses.</summary>
    internal static Keys RegisterKeys { get; } = new(Key.Needed("clauses", Schema.List(ClauseKeys)));

    /// <summary>A file of duties.</summary>
    internal static Keys SubjectKeys { get; } =
        new(
            new("subject", Schema.Text.Saying("Pages group duties by it.")),
            new("moments", Schema.MapOf(Schema.Defined("moment"))),
            new("events", SelectorList.Named),
            new("duties", Schema.List(DutyReader.DutySchema)),
            new("indicators", Schema.List(IndicatorReader.IndicatorKeys)),
            new("gates", Schema.List(IndicatorReader.GateKeys)),
            new("waits", Schema.List(WaitReader.WaitKeys))
        );

    private readonly Dictionary<string, PolicyNode> registered;
    private readonly HashSet<string> below;
    private readonly List<Indicator> indicators;
    private readonly List<Gate> gates;
    private readonly List<Wait> waits;
    private readonly List<QuietReason> quiet;
    private readonly bool isNational;
    private readonly Definitions definitions;
    private readonly DutyReader dutyReader;
    private readonly IndicatorReader indicatorReader;
    private ReferenceReader? reference;

    /// <summary>The lowest layer.</summary>
    /// <param name="before">What its items came to when they were last read.</param>
    public LayerReader(CodeSets codes, Recollection before)
    {
        registered = new(StringComparer.Ordinal);
        below = new(StringComparer.Ordinal);
        (indicators, gates, waits, quiet) = ([], [], [], []);
        isNational = true;
        definitions = new(codes, before);
        (dutyReader, indicatorReader) = (new(definitions), new(definitions));
    }

    private LayerReader(LayerReader under, Recollection before)
    {
        registered = new(under.registered, StringComparer.Ordinal);
        below = [.. under.definitions.Duties.Keys];
        (indicators, gates, waits, quiet) = ([.. under.indicators], [.. under.gates], [.. under.waits], [.. under.quiet]);
        definitions = new(under.definitions, before);
        (dutyReader, indicatorReader, reference) = (new(definitions), new(definitions), under.reference);
    }

    /// <summary>A layer over this one, with all that this one has read.</summary>
    /// <param name="before">What the items of that layer came to when they were last read.</param>
    public LayerReader Above(Recollection before) => new(this, before);

    /// <summary>What the items of this layer came to, for the next reading of it.</summary>
    public Recollection WasRead => definitions.Read;

    public void Read(string root, List<PolicyDocument> files, List<PolicyFault> faults)
    {
        var title = files.Find(file => file.Path == $"{root}/pack.yaml")?.Open(faults)?.Text("title") ?? root;
        var register = files.Find(file => file.Path == $"{root}/clauses.yaml");
        if (register is not null)
            Register(register, title, faults);
        else
            faults.Add(
                new($"{root}/clauses.yaml", 1, "clauses.yaml is missing: every clause that a duty cites stands in it.")
                {
                    Loses = PolicyFault.AllOfTheFile,
                }
            );
        var subjects = files
            .Where(file => file.Name is not ("pack.yaml" or "clauses.yaml" or QuietReader.File) && !ReferenceReader.Reads(file))
            .OrderBy(file => file.Name != "moments.yaml")
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => file.Open(faults))
            .OfType<PolicyNode>()
            .ToList();
        // Moments and groups first, so that a duty may use one that another file defines.
        foreach (var subject in subjects)
        {
            subject.RefuseUnknown(SubjectKeys);
            if (subject.Get("events") is { } named)
                SelectorList.Define(named, definitions);
            if (subject.Get("moments") is { } defined)
                Moment.Define(defined, definitions);
        }

        // After the moments, because a form may name one in what shows a part of it; before the duties, which may ask what a council chose.
        // Its files name one another, so they are read together; and the clauses they cite have to be those of the same registers.
        var under = reference;
        List<PolicyDocument> references = [.. files.Where(ReferenceReader.Reads)];
        reference = definitions.Once(
            "reference",
            new ReadTogether([under, title, register, .. references]),
            faults,
            () => ReferenceReader.Read(references, title, definitions, under, faults)
        )!;
        definitions.Settings = reference.Settings;
        var duties = definitions.Duties;
        var carriers = new List<(PolicyNode Named, string Duty, string Carrier)>();
        foreach (var subject in subjects)
        {
            indicators.AddRange(Each("indicators", indicatorReader.Indicator));
            gates.AddRange(Each("gates", indicatorReader.Gate));
            waits.AddRange(Each("waits", wait => WaitReader.Read(wait, definitions, isNational)));
            if (subject.Get("duties") is not { } list)
                continue;
            var name = subject.Need("subject", "pages group duties by it")?.Text() ?? "";
            foreach (var item in list.Items())
            {
                if (definitions.Once($"duty of {name}", item, one => dutyReader.Duty(one, name)) is not { } duty)
                {
                    if (item.IsMap && item.Get("duty") is { } lost)
                        item.Loses($"duty {lost.Text()}");
                    continue;
                }

                if (duties.ContainsKey(duty.Id) && !below.Contains(duty.Id))
                    item.Fault($"There is a duty '{duty.Id}' already in this pack.");
                duties[duty.Id] = duty;
                if (duty.CarriedOnBy is { } carrier && item.Get("carried-on-by") is { } named)
                    carriers.Add((named, duty.Id, carrier));
            }

            IEnumerable<T> Each<T>(string key, Func<PolicyNode, T?> read)
                where T : class => (subject.Get(key)?.Items() ?? []).Select(item => definitions.Once(key, item, read)).OfType<T>();
        }

        foreach (var (named, duty, carrier) in carriers)
        {
            if (carrier == duty)
                named.Fault($"'{duty}' cannot carry itself on: name the duty that asks on, or leave 'carried-on-by' out.");
            else if (!duties.TryGetValue(carrier, out var asksOn))
                named.Misses($"duty {carrier}", $"There is no duty '{carrier}'.{Spelling.Nearest(carrier, duties.Keys)}");
            else if (asksOn.Occasion.IsForEach && duties[duty].LapsesAt.Length > 0)
                named.Fault(
                    $"'{carrier}' is asked for each of several things: while it stands for one of them nobody would see that '{duty}' is "
                        + "wanted for another. Name a duty that stands once, or leave 'carried-on-by' out."
                );
        }

        // What the layer below is silent about, a clause of this one may ask for.
        var met = QuietReason.Meeting(duties.Values);
        quiet.RemoveAll(reason => reason.Met(met) is not null);
        if (files.Find(file => file.Name == QuietReader.File)?.Open(faults) is { } silent)
            quiet.AddRange(QuietReader.Read(silent, definitions, met));
    }

    /// <summary>What was read, under the head that the version's own file gives it.</summary>
    public PolicyPack Pack(PolicyPack head) =>
        head with
        {
            Clauses = definitions.Clauses,
            Codes = definitions.Codes,
            Moments = definitions.Moments,
            EntryKinds = definitions.EntryKinds,
            Duties = CouncilChoices.Apply(definitions.Duties.Values, definitions.Settings),
            Indicators = indicators,
            Gates = gates,
            Waits = waits,
            Quiet = quiet,
            Reference = reference?.Whole() ?? PolicyReference.None,
        };

    /// <summary>Every clause is put to use or says why none is possible: a file of duties that went missing is noticed.</summary>
    /// <param name="files">The names of the files of this layer.</param>
    public void RefuseUnserved(PolicyPack pack, IEnumerable<string> files, List<PolicyFault> faults)
    {
        RefuseIdleReasons(pack, faults);
        var used = pack.Uses().Select(use => use.Clause).ToHashSet(StringComparer.Ordinal);
        var unserved = new List<string>();
        foreach (var (id, place) in registered)
        {
            var excused = pack.Clauses[id].NotServed is not null;
            if (!excused && !used.Contains(id))
                unserved.Add(id);
            else if (excused && used.Contains(id))
                place
                    .NotingIn(faults)
                    .Fault($"The clause '{id}' gives a reason why nothing serves it, and something does: leave 'not-served' out.");
        }

        // One file that is gone leaves many clauses bare: said once, with the files that are there, among which it can be missed.
        if (unserved is [var first, .. var more])
            registered[first]
                .NotingIn(faults)
                .Fault(
                    $"Nothing in this pack serves the clause '{first}'"
                        + (more.Count == 0 ? "" : $" nor {string.Join(", ", more.Select(id => $"'{id}'"))}")
                        + ": no duty, gate, indicator, form, role, option or requirement cites it. If a file that cited it is gone, put it "
                        + $"back (here are {string.Join(", ", files)}). Else cite it where it is put to use, or give the reason why "
                        + "nothing can with not-served."
                );
    }

    private void RefuseIdleReasons(PolicyPack pack, List<PolicyFault> faults)
    {
        foreach (var must in ClauseConsequences.Of(pack))
        {
            if (
                must is { Clause.NoConsequence: not null, Consequences: [var first, ..] }
                && registered.TryGetValue(must.Clause.Id, out var at)
            )
                at.NotingIn(faults)
                    .Fault(
                        $"The clause '{must.Clause.Id}' gives a reason why nothing follows from it, and something does ({first.What}): "
                            + "leave 'no-consequence' out."
                    );
        }
    }

    private void Register(PolicyDocument file, string document, List<PolicyFault> faults)
    {
        var read = definitions.Once("register", new ReadTogether([file, document]), faults, () => Clauses(file, document, faults));
        foreach (var (clause, item) in read ?? [])
        {
            if (definitions.Clauses.TryAdd(clause.Id, clause))
                registered[clause.Id] = item;
            else
                item.NotingIn(faults).Fault($"The clause '{clause.Id}' stands in a register already.");
        }
    }

    private static List<(Clause Clause, PolicyNode Place)>? Clauses(PolicyDocument file, string document, List<PolicyFault> faults)
    {
        if (file.Open(faults) is not { } root)
            return null;
        root.RefuseUnknown(RegisterKeys);
        var read = new List<(Clause, PolicyNode)>();
        foreach (var item in root.Get("clauses")?.Items() ?? [])
        {
            item.RefuseUnknown(ClauseKeys);
            var id = item.Need("id", "a clause is known by its id")?.Name();
            var section = item.Need("section", "a citation names the section")?.Text();
            var kind = item.Need("kind", "say what the clause is about")?.Word("a kind of clause", Kinds.Keys);
            var force = item.Need("force", "say how hard the wording is")?.Word("a force", Forces.Keys);
            var title = item.Need("title", "lists show it")?.Text();
            var says = item.Need("says", "explanations give it")?.Text();
            if (id is null || section is null || kind is null || force is null || title is null || says is null)
            {
                if (id is not null)
                    item.Loses($"clause {id}");
                continue;
            }

            if (force != "must" && item.Get("no-consequence") is { } idle)
                idle.Fault("Only of a must has anything to follow: leave 'no-consequence' out.");
            read.Add(
                (
                    new Clause(id, section, Kinds[kind], Forces[force], title, says)
                    {
                        Document = document,
                        NotServed = item.Text("not-served"),
                        NoConsequence = item.Text("no-consequence"),
                    },
                    item
                )
            );
        }

        return read;
    }
}
