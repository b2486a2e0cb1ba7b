using System.Text.Json;
using Permanence.Domain;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;

namespace Permanence.Api.CommandLine;

/// <summary>A worked case with the line of each of its checks, so that a failure can be found.</summary>
/// <param name="Case">Null where it has faults.</param>
/// <param name="Lines">Of each check, in the order <see cref="WorkedCase.Try"/> gives them.</param>
/// <param name="Clauses">Every clause it checks.</param>
internal sealed record WorkedCaseFile(WorkedCase? Case, IReadOnlyList<int> Lines, IReadOnlySet<string> Clauses, IReadOnlyList<PolicyFault> Faults)
{
    private const int LargestFile = 4 * 1024 * 1024;

    private static readonly string[] Known = ["on", "knownAt", .. CasePlaces.Parts, "note"];

    /// <summary>Every worked case at or below a folder, as paths relative to the config folder it belongs to.</summary>
    public static IReadOnlyList<string> Below(string folder, string config) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(config, path).Replace('\\', '/'))
            .Where(path => path.StartsWith("authorities/", StringComparison.Ordinal) && path.Contains("/cases/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
    ];

    public static WorkedCaseFile Read(string file, string path, PolicyLibrary library)
    {
        byte[] json;
        try
        {
            if (new FileInfo(file).Length > LargestFile)
                return Faulty(new PolicyFault(path, 1, $"The worked case is larger than {LargestFile / 1024 / 1024} MB: a case is one child."));
            json = File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Faulty(new PolicyFault(path, 1, $"The worked case cannot be read: {fault.Message}"));
        }

        var places = new CasePlaces(json);
        var read = WorkedCase.Read(json);
        if (!read.Succeeded)
            return Faulty([.. read.Refusals.Select(refusal => new PolicyFault(path, places.Of(refusal.Field), Said(refusal)))]);
        if (library.For(read.Value.File.Authority) is null)
        {
            return Faulty(new PolicyFault(path, places.Of("authority"),
                $"The case is of '{read.Value.File.Authority}', and there is no such council. Known: {string.Join(", ", library.Authorities.Select(authority => authority.Id))}."));
        }

        using var document = JsonDocument.Parse(json);
        var checks = document.RootElement.GetProperty("checks").EnumerateArray().ToList();
        var faults = checks.SelectMany((check, index) => check.EnumerateObject().Where(property => !Known.Contains(property.Name))
            .Select(property => new PolicyFault(path, places.Of($"checks[{index}]"), $"A check has no '{property.Name}': it has {string.Join(", ", Known)}."))).ToList();
        return new WorkedCaseFile(faults.Count == 0 ? read.Value : null, places.Checks, checks.SelectMany(ClausesOf).ToHashSet(StringComparer.Ordinal), faults);
    }

    private static string Said(Refusal refusal) => refusal.Field is null ? refusal.Sentence : $"{refusal.Field}: {refusal.Sentence}";

    private static WorkedCaseFile Faulty(params IReadOnlyList<PolicyFault> faults) => new(null, [], new HashSet<string>(), faults);

    private static IEnumerable<string> ClausesOf(JsonElement check)
    {
        foreach (var part in CasePlaces.Parts)
        {
            if (!check.TryGetProperty(part, out var list) || list.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var line in list.EnumerateArray())
                yield return line.ValueKind == JsonValueKind.String ? line.GetString()! : line.GetProperty("clause").GetString()!;
        }
    }
}
