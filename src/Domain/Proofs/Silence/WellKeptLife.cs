using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>A record in which everything was done in time.</summary>
/// <param name="Kind">
/// What kind of child this is, in words: <c>adoption, 2 at entry, interim care order, with brothers and sisters</c>.
/// </param>
/// <param name="Until">The last day of the life that is looked at.</param>
public sealed record WellKeptLife(string Kind, CaseFile File, LocalDate Until);
