using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Access;

/// <summary>The councils of the policies that are running.</summary>
internal sealed class Councils(PolicySource policies) : ICouncils
{
    private (PolicyLibrary Library, IReadOnlyList<Council> All) made = (null!, []);

    public IReadOnlyList<Council> All
    {
        get
        {
            // Made once a library: packs are read again while the program runs.
            var library = policies.Library;
            var known = made;
            if (!ReferenceEquals(known.Library, library))
                made = known = (
                    library,
                    [
                        .. library.Authorities.Select(authority => new Council(
                            authority.Id,
                            authority.Name,
                            authority.Agency,
                            authority.Words
                        )
                        {
                            AgencyName = library.Agency(authority.Agency)?.Name,
                            Codes = library.Codes,
                            ImportRowsMonths = authority.ImportRowsMonths,
                            // The newest version that has the clause gives its title.
                            Clauses = library
                                .For(authority.Id)!
                                .Versions.Reverse()
                                .SelectMany(version => version.Clauses.Values)
                                .DistinctBy(clause => clause.Id, StringComparer.Ordinal)
                                .ToDictionary(clause => clause.Id, clause => clause.Title, StringComparer.Ordinal),
                        }),
                    ]
                );
            return known.All;
        }
    }

    public Council? Find(string id) => All.FirstOrDefault(council => council.Id == id);
}
