using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>What a policy's conditions test, of which each value has to be in some life.</summary>
internal sealed class Spoken
{
    private readonly IReadOnlyList<Condition> conditions;

    public Spoken(PolicyPack pack)
    {
        var asked = Each([
                .. pack.Duties.SelectMany(duty =>
                    (IEnumerable<Condition>)
                        [.. duty.When, .. duty.Limbs.SelectMany(limb => limb.When), .. duty.MetBy.SelectMany(selector => selector.When)]
                ),
                .. pack.Gates.SelectMany(gate => gate.When),
                .. pack.Indicators.SelectMany(indicator => indicator.Counts),
                .. pack.Waits.SelectMany(wait => wait.When),
            ])
            .ToList();
        conditions = [.. asked, .. Each(pack.Gates.SelectMany(gate => gate.Unless))];
        Entries =
        [
            .. pack
                .Duties.SelectMany(OfTheOccasion)
                .Concat(asked.SelectMany(condition => condition.LooksFor))
                .Where(selector => selector.Matching.Length == 0 && selector.ReviewNumber == 0)
                .DistinctBy(Composition.InWords),
        ];
    }

    /// <summary>
    /// The entries from which duties arise and that conditions look for. What opens a gate is brought where the gate is shut, and put into
    /// no other life.
    /// </summary>
    public IReadOnlyList<Selector> Entries { get; }

    public IReadOnlyList<string> Bases => Of<Condition.EntryBasis>(one => one.Bases);

    public IReadOnlyList<(string Option, string Track)> Plans =>
        [
            .. conditions
                .OfType<Condition.Plan>()
                .SelectMany(plan =>
                    plan.Options.SelectMany(option =>
                        (plan.Tracks.Length == 0 ? ["primary"] : plan.Tracks).Select(track => (option, track))
                    )
                )
                .Distinct(),
        ];

    /// <summary>Groups of placements and codes.</summary>
    public IReadOnlyList<string> Placements =>
        [.. Of<Condition.Placement>(one => one.Names).Concat(Of<Condition.EndedPlacement>(one => one.Names)).Distinct()];

    public IReadOnlyList<string> Orders => Of<Condition.OrderInForce>(one => one.Orders);

    public IReadOnlyList<string> LegalStatuses => Of<Condition.LegalStatus>(one => one.Codes);

    /// <summary>The ages in completed years, tested on the day care began, on either side of which things differ.</summary>
    public IReadOnlyList<int> AgesAtEntry =>
        [
            .. conditions
                .OfType<Condition.Age>()
                .Where(age => age.At is Moment.Entry)
                .SelectMany(age => new[] { age.AtLeast, age.Under })
                .OfType<int>()
                .Distinct()
                .Order(),
        ];

    // A duty that arises from an entry with certain fields speaks of such an entry.
    private static IEnumerable<Selector> OfTheOccasion(Duty duty)
    {
        if (duty.Occasion.Entry is not { } selector)
            yield break;
        yield return selector;
        foreach (var start in Each(duty.When).OfType<Condition.StartFields>())
        {
            var asked = start.Where.Where(test => !test.Absent && EventVocabulary.Find(selector.TypeName)!.Field(test.Field) is not null);
            var fields = asked.ToList();
            if (fields.Count > 0)
                yield return selector with
                {
                    Where = [.. selector.Where.Where(test => fields.TrueForAll(one => one.Field != test.Field)), .. fields],
                };
        }
    }

    private static IEnumerable<Condition> Each(IEnumerable<Condition> conditions) =>
        conditions.SelectMany(condition =>
            condition switch
            {
                Condition.Any any => Each(any.Conditions),
                Condition.Not not => Each([not.Inner]),
                _ => [condition],
            }
        );

    private IReadOnlyList<string> Of<T>(Func<T, IReadOnlyList<string>> values)
        where T : Condition => [.. conditions.OfType<T>().SelectMany(values).Distinct()];
}
