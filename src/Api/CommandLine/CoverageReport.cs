using System.Text.Encodings.Web;
using System.Text.Json;
using Permanence.Api.Proofs;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;

namespace Permanence.Api.CommandLine;

/// <summary>Prints the coverage of one council's policy or of all.</summary>
internal static class CoverageReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static int Run(string config, string? authority, bool asJson, TextWriter output, TextWriter error)
    {
        if (AskedCouncils.Read(config, authority, error, out var exit) is not { } councils)
            return exit;
        var proofs = PolicyProofs.Of(councils.Library, config);
        // The newest version: coverage is for the person who keeps the pack now.
        var reports = councils
            .Policies.Select(policy => policy.Versions[^1])
            .Select(pack => (pack, clauses: Coverage.Of(pack, proofs)))
            .ToList();
        if (asJson)
        {
            var shaped = reports.ConvertAll(report => Shape(report.pack, report.clauses));
            output.WriteLine(authority is null ? JsonSerializer.Serialize(shaped, Json) : JsonSerializer.Serialize(shaped[0], Json));
            return Exit.Done;
        }

        foreach (var (pack, clauses) in reports)
            Print(pack, clauses, output);
        return Exit.Done;
    }

    private static void Print(PolicyPack pack, IReadOnlyList<CoveredClause> clauses, TextWriter output)
    {
        output.WriteLine($"{pack.Id}: {pack.Title}, version {pack.Version}");
        var widest = clauses.Count == 0 ? 0 : clauses.Max(covered => covered.Clause.Id.Length);
        foreach (var document in clauses.GroupBy(covered => covered.Clause.Document))
        {
            output.WriteLine();
            output.WriteLine(document.Key);
            foreach (var covered in document)
            {
                output.WriteLine(
                    $"  {covered.Clause.Id.PadRight(widest)}  {covered.Served ?? "not served", -10}  {covered.Clause.Title} "
                        + $"({covered.Clause.Section})"
                        + $"{(covered.Cases.Count == 0 ? "" : $" [{covered.Cases.Count} case{(covered.Cases.Count == 1 ? "" : "s")}]")}"
                );
                output.WriteLine(
                    $"  {"".PadRight(widest)}              {covered.Why}{(covered.Uses.Count == 0 ? "" : $" {covered.Uses[0].Where}")}"
                );
            }
        }

        var musts = ClauseConsequences.Of(pack);
        output.WriteLine();
        output.WriteLine("What follows from each must");
        foreach (var must in musts)
            output.WriteLine($"  {must.Clause.Id.PadRight(widest)}  {Follows(must)}");
        output.WriteLine();
        output.WriteLine($"{musts.Count} musts, {musts.Count(must => must.IsOnlyText)} of them only text, with no reason given.");
        output.WriteLine();
        output.WriteLine($"{clauses.Count} clauses: {string.Join(", ", Counts(clauses).Select(count => $"{count.Value} {count.Key}"))}.");
        output.WriteLine();
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<CoveredClause> clauses) =>
        clauses.CountBy(covered => covered.Served ?? "not served").OrderByDescending(count => count.Value).ToDictionary();

    private static string Follows(MustClause must) =>
        must.Consequences.Count > 0 ? string.Join("; ", must.Consequences.Select(one => $"{Word(one.Kind)} {one.What}"))
        : must.Reason is { } reason ? $"nothing: {reason}"
        : "NOTHING: it is only text, and no reason is given";

    private static string Word(ConsequenceKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static object Shape(PolicyPack pack, IReadOnlyList<CoveredClause> clauses) =>
        new
        {
            Authority = pack.Id,
            pack.Title,
            pack.Version,
            Counts = Counts(clauses),
            Musts = ClauseConsequences
                .Of(pack)
                .Select(must => new
                {
                    Clause = must.Clause.Id,
                    Consequences = must.Consequences.Select(one => new { Kind = Word(one.Kind), one.What }),
                    must.Reason,
                    must.IsOnlyText,
                }),
            Clauses = clauses.Select(covered => new
            {
                Clause = covered.Clause.Id,
                covered.Clause.Document,
                covered.Clause.Section,
                covered.Clause.Title,
                Kind = JsonNamingPolicy.KebabCaseLower.ConvertName(covered.Clause.Kind.ToString()),
                Force = EvaluationJson.Name(covered.Clause.Force),
                covered.Served,
                covered.Why,
                covered.Duties,
                Uses = covered.Uses.Select(use => new
                {
                    Served = Coverage.Word(use.Way),
                    use.Where,
                    use.What,
                }),
                covered.Cases,
            }),
        };
}
