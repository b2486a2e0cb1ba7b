using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains.Access;

namespace Permanence.Api.Access;

/// <summary>Where somebody stands to what is asked for.</summary>
internal enum Relation
{
    NotSignedIn,
    OwnCouncil,
    OtherCouncil,
    OwnAgency,
    OtherAgency,

    /// <summary>Whoever runs the platform stands the same to every council.</summary>
    Platform,
}

/// <summary>Whom a line of <see cref="Routes"/> means: what tests ask every route, and what <c>docs/access.md</c> prints.</summary>
internal static class Audience
{
    public const string InformationGovernance = "information-governance";

    public static bool Includes(May may, string role, Relation relation, Acts acts) =>
        may switch
        {
            May.Everybody => true,
            May.SignedIn => relation != Relation.NotSignedIn,
            May.Colleagues => relation is Relation.OwnCouncil or Relation.Platform,
            May.Records => relation == Relation.OwnCouncil,
            May.Recorders => relation == Relation.OwnCouncil && acts.IsRecorder(role),
            May.KeepersOfPeople => relation == Relation.OwnCouncil && acts.KeepersOfPeople.Contains(role),
            May.Importers => relation == Relation.OwnCouncil && acts.Imports.Contains(role),
            May.NamingImporters => relation == Relation.OwnCouncil
                && acts.Imports.Contains(role)
                && acts.MayRecordSome(role, EventTypes.DetailsChanged)
                && acts.MayRecordSome(role, EventTypes.OfficerAllocated),
            May.Managers => relation == Relation.OwnCouncil && (acts.Managers.Contains(role) || role == InformationGovernance),
            May.Governance => relation == Relation.OwnCouncil && role == InformationGovernance,
            May.Agency => relation == Relation.OwnAgency,
            May.Operations => relation == Relation.Platform && role == Caller.PlatformAdministrator,
            _ => throw new ArgumentOutOfRangeException(nameof(may)),
        };

    public static string Words(May may) =>
        may switch
        {
            May.Everybody => "everybody",
            May.SignedIn => "whoever is signed in",
            May.Colleagues => "the council’s people, and whoever runs the platform",
            May.Records => "the council’s people",
            May.Recorders => "those of the council who record",
            May.KeepersOfPeople => "those of the council who keep its directory",
            May.Importers => "those of the council who bring returns",
            May.NamingImporters => "those of them who also record who a child is",
            May.Managers => "the council’s managers, and information governance",
            May.Governance => "information governance",
            May.Agency => "the agency’s people",
            May.Operations => "whoever runs the platform",
            _ => throw new ArgumentOutOfRangeException(nameof(may)),
        };
}
