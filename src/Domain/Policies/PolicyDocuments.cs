using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Returns;

namespace Permanence.Domain.Policies;

/// <summary>
/// The files of a config folder, parsed: the first of two stages. Binding them, which says what their lines mean, notes its faults apart
/// each time; the national layer is bound once, and again only where one of its own files is another. Where one file is another, only
/// those items are read again that are written otherwise, or name what is.
/// </summary>
public sealed class PolicyDocuments
{
    private static readonly Keys NationalKeys = new(
        new("title", Schema.Text),
        new("version", Schema.Name),
        new("effective", Schema.Date),
        new("due-soon-days", Schema.Whole(1, 60)),
        new("notes", Schema.Text)
    );

    private const string England = "england";

    private readonly IReadOnlyList<PolicyDocument> documents;
    private readonly PolicyFile? codeFile;
    private readonly Lazy<National> national;

    // What each layer came to when it was last bound, by its folder.
    private readonly ConcurrentDictionary<string, Recollection> read;

    private PolicyDocuments(
        IReadOnlyList<PolicyDocument> documents,
        PolicyFile? codeFile,
        Lazy<National>? national = null,
        IEnumerable<KeyValuePair<string, Recollection>>? read = null
    )
    {
        (this.documents, this.codeFile) = (documents, codeFile);
        this.national = national ?? new Lazy<National>(BindNational);
        this.read = new(read ?? [], StringComparer.Ordinal);
    }

    /// <summary>Reads any texts; what is wrong in them is said when they are bound.</summary>
    public static PolicyDocuments Parse(IEnumerable<PolicyFile> files)
    {
        var all = files.ToList();
        return new(
            [.. all.Where(file => file.Path != PolicyFolder.Codes).Select(PolicyDocument.Parse)],
            all.Find(file => file.Path == PolicyFolder.Codes)
        );
    }

    /// <summary>The same files, but for one. Only that one is parsed.</summary>
    public PolicyDocuments With(PolicyFile altered)
    {
        ArgumentNullException.ThrowIfNull(altered);
        if (altered.Path == PolicyFolder.Codes)
            return new(documents, altered);
        return new(
            [.. documents.Where(document => document.Path != altered.Path), PolicyDocument.Parse(altered)],
            codeFile,
            IsNational(altered.Path) ? null : national,
            read
        );
    }

    /// <summary>Every council's policy. All faults of all files are said; with any fault there is no library.</summary>
    /// <param name="only">The one council to bind; every council where it is left out.</param>
    /// <param name="today">A London date: a policy that takes effect years after it is a slip. Not looked at where left out.</param>
    public (PolicyLibrary? Library, IReadOnlyList<PolicyFault> Faults) Bind(
        WorkingDayCalendar calendar,
        string? only = null,
        LocalDate? today = null
    )
    {
        var beneath = national.Value;
        var faults = new List<PolicyFault>(beneath.Faults);
        faults.AddRange(
            documents
                .Where(document => IsMisplaced(document.Path))
                .Select(document => new PolicyFault(
                    document.Path,
                    1,
                    "Nothing reads a file here: a version's files stand in its own folder, beside pack.yaml, and so do those of the "
                        + "national layer; a council's own folder holds authority.yaml."
                ))
        );
        var packs = new Dictionary<string, PolicyPacks>(StringComparer.Ordinal);
        foreach (
            var council in documents
                .Where(document => document.Path.StartsWith("authorities/", StringComparison.Ordinal))
                .GroupBy(document => document.Path.Split('/')[1])
        )
        {
            if (only is not null && council.Key != only)
                continue;
            var own = new List<PolicyFault>();
            if (
                new CouncilReader(beneath.Layer, beneath.Documents, beneath.Agencies, beneath.Faults.Count == 0, read, own, today).Council(
                    council.Key,
                    [.. council]
                ) is
                { } bound
            )
                packs[council.Key] = bound;
            faults.AddRange(own);
        }

        return (
            faults.Count == 0 ? new PolicyLibrary(packs, beneath.Agencies, calendar, beneath.Codes) : null,
            PolicyFault.Roots([.. faults.Distinct()])
        );
    }

    private National BindNational()
    {
        var faults = new List<PolicyFault>();
        var codes = ReadCodes(faults);
        var own = documents.Where(document => IsNational(document.Path)).ToList();
        faults.AddRange(own.SelectMany(document => document.Faults));
        var england = own.FindAll(document => document.Path.StartsWith("england/", StringComparison.Ordinal));
        if (england.Count == 0)
            faults.Add(
                new("england/pack.yaml", 1, "The national layer is missing: every council inherits it.")
                {
                    Loses = PolicyFault.AllOfTheFile,
                }
            );
        else
            NationalHeader(england, faults);
        if (england.Count > 0 && !england.Exists(document => document.Path == "england/moments.yaml"))
            faults.Add(
                new("england/moments.yaml", 1, "moments.yaml is missing: it defines the days that clocks count from.")
                {
                    Loses = PolicyFault.AllOfTheFile,
                }
            );
        if (england.Count > 0 && !england.Exists(document => document.Path == "england/acts.yaml"))
            faults.Add(
                new("england/acts.yaml", 1, "acts.yaml is missing: it says who may record what.") { Loses = PolicyFault.AllOfTheFile }
            );
        var layer = new LayerReader(codes, read.GetValueOrDefault(England, Recollection.None));
        layer.Read(England, england, faults);
        read[England] = layer.WasRead;
        return new(
            layer,
            england,
            [.. own.Except(england).Select(document => CouncilReader.Agency(document, faults)).OfType<AgencyProfile>()],
            codes,
            faults
        );
    }

    private static bool IsNational(string path) =>
        path.StartsWith("england/", StringComparison.Ordinal) || path.StartsWith("agencies/", StringComparison.Ordinal);

    private static bool IsMisplaced(string path) =>
        path.Split('/') switch
        {
            ["england" or "agencies", _] => false,
            ["authorities", _, "authority.yaml"] => false,
            ["authorities", _, "cases", ..] => true,
            ["authorities", _, _, _] => false,
            _ => true,
        };

    private CodeSets ReadCodes(List<PolicyFault> faults)
    {
        if (codeFile is not { } file)
        {
            faults.Add(new(PolicyFolder.Codes, 1, "The code sets are missing: policies name placements by the codes of the return."));
            return CodeSets.None;
        }

        var read = CodeSets.Read(new MemoryStream(Encoding.UTF8.GetBytes(file.Text)));
        faults.AddRange(
            read.Refusals.Select(refusal => new PolicyFault(
                PolicyFolder.Codes,
                int.TryParse(refusal.Field, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 1,
                refusal.Sentence
            ))
        );
        return read.Value ?? CodeSets.None;
    }

    private static void NationalHeader(List<PolicyDocument> national, List<PolicyFault> faults)
    {
        if (national.Find(file => file.Path == "england/pack.yaml") is not { } header)
        {
            faults.Add(
                new(
                    "england/pack.yaml",
                    1,
                    "pack.yaml is missing: it names the national layer, and when a duty is called due soon where a council does not say."
                )
            );
            return;
        }

        if (header.Open(faults) is not { } node)
            return;
        node.RefuseUnknown(NationalKeys);
        node.Need("title", "citations name the document")?.Text();
        node.Need("version", "it says which edition of the national layer this is")?.Name();
        if (node.Need("effective", "the day it takes effect, or undated") is { } effective && effective.Text() != "undated")
            effective.Date();
        node.Need("due-soon-days", "every council inherits it")?.Whole(1, 60);
        node.Text("notes");
    }

    private sealed record National(
        LayerReader Layer,
        IReadOnlyList<PolicyDocument> Documents,
        IReadOnlyList<AgencyProfile> Agencies,
        CodeSets Codes,
        IReadOnlyList<PolicyFault> Faults
    );
}
