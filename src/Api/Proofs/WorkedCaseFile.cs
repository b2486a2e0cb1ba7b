using Permanence.Domain;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;

namespace Permanence.Api.Proofs;

/// <summary>A worked case with the lines of its parts, so that a failure can be found.</summary>
/// <param name="Case">Null where it has faults.</param>
internal sealed record WorkedCaseFile(WorkedCase? Case, Lazy<JsonPlaces> Places, IReadOnlyList<PolicyFault> Faults)
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>Every worked case at or below a folder, as paths relative to the config folder it belongs to.</summary>
    public static IReadOnlyList<string> Below(string folder, string config) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(config, path).Replace('\\', '/'))
                .Where(path =>
                    path.StartsWith("authorities/", StringComparison.Ordinal) && path.Contains("/cases/", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];

    public static WorkedCaseFile Read(string file, string path, PolicyLibrary library)
    {
        byte[] json;
        try
        {
            if (new FileInfo(file).Length > LargestFile)
                return Faulty(
                    new PolicyFault(path, 1, $"The worked case is larger than {LargestFile / 1024 / 1024} MB: a case is one child.")
                );
            json = File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Faulty(new PolicyFault(path, 1, $"The worked case cannot be read: {fault.Message}"));
        }

        // Looked for only where something is wrong: in order, no line of six hundred cases is.
        var places = new Lazy<JsonPlaces>(() => JsonPlaces.Of(json));
        var read = WorkedCase.Read(json);
        if (!read.Succeeded)
            return Faulty([.. read.Refusals.Select(refusal => new PolicyFault(path, places.Value.Line(refusal.Field), Said(refusal)))]);
        if (library.For(read.Value.File.Authority) is not null)
            return new WorkedCaseFile(read.Value, places, []);
        return Faulty(
            new PolicyFault(
                path,
                places.Value.Line("case.authority"),
                $"The case is of '{read.Value.File.Authority}', and there is no such council. Known: "
                    + $"{string.Join(", ", library.Authorities.Select(authority => authority.Id))}."
            )
        );
    }

    private static string Said(Refusal refusal) => refusal.Field is null ? refusal.Sentence : $"{refusal.Field}: {refusal.Sentence}";

    private static WorkedCaseFile Faulty(params IReadOnlyList<PolicyFault> faults) => new(null, new(() => JsonPlaces.Of([])), faults);
}
