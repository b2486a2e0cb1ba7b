using Orleans.Serialization.Configuration;
using Permanence.Domain;

namespace Permanence.Grains.Keeping;

/// <summary>
/// How the records of the domain and of the grains are called between nodes: <c>permanence:CareEvent</c>. Without a name of their own they
/// travel under that of their class with its folder and assembly, and moving a file would cut a cluster of two releases in half. So of the
/// types that travel no two have the same name, and one that was released keeps it.
/// </summary>
public static class WireNames
{
    private const string Prefix = "permanence:";

    public static IEnumerable<Type> Named { get; } =
    [
        .. new[] { typeof(Refusal), typeof(CaseRecordJson) }
            .SelectMany(room => room.Assembly.GetExportedTypes())
            .Where(type =>
                CaseRecordJson.IsRecord(type)
                && type is { IsNested: false, IsInterface: false, IsGenericType: false }
                && !(type.IsAbstract && type.IsSealed)
            ),
    ];

    public static string Of(Type type) => Prefix + type.Name;

    internal static void Add(TypeManifestOptions manifest)
    {
        foreach (var type in Named)
            manifest.WellKnownTypeAliases.Add(Of(type), type);
    }
}
