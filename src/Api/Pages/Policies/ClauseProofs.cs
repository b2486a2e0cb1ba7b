using Permanence.Api.Proofs;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Policies;

/// <summary>What proves each clause under the policies that are running; tried once for each reading of the files.</summary>
public sealed class ClauseProofs(PolicySource policies)
{
    private readonly Lock gate = new();
    private (PolicyLibrary Library, ILookup<string, Proof> Proofs)? made;

    internal ILookup<string, Proof> Of(PolicyLibrary library)
    {
        lock (gate)
        {
            if (made is { } known && ReferenceEquals(known.Library, library))
                return known.Proofs;
            var proofs = PolicyProofs.Of(library, policies.Folder);
            made = (library, proofs);
            return proofs;
        }
    }
}
