using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies.Reading;

/// <summary>
/// Reads the files of one layer over those of the layer below: the national layer over nothing, a version of a council's policy over the
/// national one. What a layer has read is never changed by the one above it.
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

    private readonly Dictionary<string, Clause> clauses;
    private readonly Dictionary<string, PolicyNode> registered;
    private readonly Dictionary<string, Duty> duties;
    private readonly HashSet<string> below;
    private readonly List<Indicator> indicators;
    private readonly List<Gate> gates;
    private readonly List<Wait> waits;
    private readonly List<QuietReason> quiet;
    private readonly bool isNational;
    private readonly Definitions definitions;
    private readonly ReferenceReader reference;
    private readonly DutyReader dutyReader;
    private readonly IndicatorReader indicatorReader;

    /// <summary>The lowest layer.</summary>
    public LayerReader(CodeSets codes)
    {
        clauses = new(StringComparer.Ordinal);
        registered = new(StringComparer.Ordinal);
        duties = new(StringComparer.Ordinal);
        below = new(StringComparer.Ordinal);
        (indicators, gates, waits, quiet) = ([], [], [], []);
        isNational = true;
        definitions = new(clauses, codes);
        (dutyReader, indicatorReader, reference) = (new(definitions), new(definitions), new(definitions));
    }

    private LayerReader(LayerReader under)
    {
        clauses = new(under.clauses, StringComparer.Ordinal);
        registered = new(under.registered, StringComparer.Ordinal);
        duties = new(under.duties, StringComparer.Ordinal);
        below = [.. under.duties.Keys];
        (indicators, gates, waits, quiet) = ([.. under.indicators], [.. under.gates], [.. under.waits], [.. under.quiet]);
        definitions = new(clauses, under.definitions);
        (dutyReader, indicatorReader, reference) = (new(definitions), new(definitions), new(definitions, under.reference));
    }

    /// <summary>A layer over this one, with all that this one has read.</summary>
    public LayerReader Above() => new(this);

    public void Read(string root, List<PolicyDocument> files, List<PolicyFault> faults)
    {
        var title = files.Find(file => file.Path == $"{root}/pack.yaml")?.Open(faults)?.Text("title") ?? root;
        if (files.Find(file => file.Path == $"{root}/clauses.yaml") is { } register)
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
        reference.Read(files, title, faults);
        var carriers = new List<(PolicyNode Named, string Duty, string Carrier)>();
        foreach (var subject in subjects)
        {
            indicators.AddRange(subject.Get("indicators")?.Items().Select(indicatorReader.Indicator).OfType<Indicator>() ?? []);
            gates.AddRange(subject.Get("gates")?.Items().Select(indicatorReader.Gate).OfType<Gate>() ?? []);
            waits.AddRange(
                subject.Get("waits")?.Items().Select(wait => WaitReader.Read(wait, definitions, isNational)).OfType<Wait>() ?? []
            );
            if (subject.Get("duties") is not { } list)
                continue;
            var name = subject.Need("subject", "pages group duties by it")?.Text() ?? "";
            foreach (var item in list.Items())
            {
                if (dutyReader.Duty(item, name, duties) is not { } duty)
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
        }

        foreach (var (named, duty, carrier) in carriers)
        {
            if (carrier == duty)
                named.Fault($"'{duty}' cannot carry itself on: name the duty that asks on, or leave 'carried-on-by' out.");
            else if (!duties.ContainsKey(carrier))
                named.Misses($"duty {carrier}", $"There is no duty '{carrier}'.{Spelling.Nearest(carrier, duties.Keys)}");
        }

        // What the layer below is silent about, a clause of this one may ask for.
        quiet.RemoveAll(reason => reason.Met(duties.Values) is not null);
        if (files.Find(file => file.Name == QuietReader.File)?.Open(faults) is { } silent)
            quiet.AddRange(QuietReader.Read(silent, definitions, duties.Values));
    }

    /// <summary>What was read, under the head that the version's own file gives it.</summary>
    public PolicyPack Pack(PolicyPack head) =>
        head with
        {
            Clauses = clauses,
            Codes = definitions.Codes,
            Moments = definitions.Moments,
            Duties = CouncilChoices.Apply(duties.Values, reference.Settings),
            Indicators = indicators,
            Gates = gates,
            Waits = waits,
            Quiet = quiet,
            Reference = reference.Whole(),
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
        if (file.Open(faults) is not { } root)
            return;
        root.RefuseUnknown(RegisterKeys);
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
            if (
                clauses.TryAdd(
                    id,
                    new Clause(id, section, Kinds[kind], Forces[force], title, says)
                    {
                        Document = document,
                        NotServed = item.Text("not-served"),
                        NoConsequence = item.Text("no-consequence"),
                    }
                )
            )
                registered[id] = item;
            else
                item.Fault($"The clause '{id}' stands in a register already.");
        }
    }
}
