using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;
using Permanence.Grains.Policies;

namespace Permanence.Silo;

/// <summary>
/// <c>/health/policies</c>: which policies this node runs and, where an edit was refused, why. A refused edit does not make a node unready:
/// the policies it had keep serving. Policies are the councils' published documents; nothing of a child is in them.
/// </summary>
internal static class PoliciesHealth
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void MapPoliciesHealth(this IEndpointRouteBuilder routes, PolicySource policies) =>
        routes.MapGet("/health/policies", () => Results.Json(Of(policies), Json)).ExcludeFromDescription();

    private static PoliciesState Of(PolicySource policies)
    {
        var (library, refused) = (policies.Library, policies.Refused);
        return new(
            refused is null ? "current" : "edit-refused",
            InstantPattern.ExtendedIso.Format(policies.ReadAt),
            [
                .. library
                    .Authorities.SelectMany(authority => library.For(authority.Id)!.Versions)
                    .Select(pack => new RunningVersion(pack.Id, pack.Version, pack.Hash)),
            ],
            refused is null ? null : InstantPattern.ExtendedIso.Format(refused.At),
            [.. (refused?.Faults ?? []).Select(fault => fault.ToString())]
        );
    }

    /// <param name="State"><c>current</c>, or <c>edit-refused</c> where the files are no longer what is running.</param>
    private sealed record PoliciesState(
        string State,
        string ReadAt,
        IReadOnlyList<RunningVersion> Running,
        string? RefusedAt,
        IReadOnlyList<string> Faults
    );

    private sealed record RunningVersion(string Authority, string Version, string Hash);
}
