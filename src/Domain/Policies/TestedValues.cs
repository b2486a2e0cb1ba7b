using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Policies;

/// <summary>
/// What a pack expects in the fields of an event that hold free text: which document was sent, where a child was referred, which checklist
/// was completed. A form that offers these words records what the pack recognises; other words are lawful and meet nothing.
/// </summary>
public static class TestedValues
{
    /// <summary>
    /// The values of one field, in the order in which the pack tests them. Where a pack takes several words for the same thing everywhere,
    /// only the first stands here; and what forms lead to stands after those tested.
    /// </summary>
    public static IReadOnlyList<string> Of(PolicyPack pack, string type, string field)
    {
        ArgumentNullException.ThrowIfNull(pack);
        if (EventVocabulary.Find(type)?.Field(field) is not { Kind: FieldKind.Text or FieldKind.Ids } specification)
            return [];
        var tests = Selectors(pack)
            .Where(selector => selector.TypeName == type)
            .SelectMany(selector => selector.Where)
            .Where(test => test.Field == field && !test.Absent)
            .Select(test => test.Values.OfType<string>().ToList())
            .Where(values => values.Count > 0)
            .DistinctBy(values => string.Join('\n', values), StringComparer.Ordinal)
            .ToList();
        // A clause is never another word for the clause beside it.
        var tested = tests.SelectMany(values => values).Distinct(StringComparer.Ordinal);
        if (field != "clause" && specification.Kind != FieldKind.Ids)
            tested = tested.DistinctBy(
                value => string.Join(',', Enumerable.Range(0, tests.Count).Where(test => tests[test].Contains(value))),
                StringComparer.Ordinal
            );
        return [.. tested.Concat(FormsOf(pack, type, field)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FormsOf(PolicyPack pack, string type, string field) =>
        (type, field) is (EventTypes.ChecklistCompleted, "checklist")
            ? pack.Reference.Forms.Where(form => form.IsKept).Select(form => form.Id)
            : pack
                .Reference.Forms.SelectMany(form => form.LeadsTo)
                .Where(leads => leads.Type == type)
                .SelectMany(leads => leads.Fields)
                .Where(said => said.Key == field)
                .Select(said => said.Value);

    /// <summary>Every selector of a pack's duties, moments, gates, indicators and waits.</summary>
    internal static IEnumerable<Selector> Selectors(PolicyPack pack) =>
        [
            .. pack.Duties.SelectMany(Of),
            .. pack.Moments.Values.SelectMany(moment => moment.LooksFor),
            .. pack.Gates.SelectMany(gate => gate.Stops.Concat(gate.When.Concat(gate.Unless).SelectMany(condition => condition.LooksFor))),
            .. pack.Indicators.SelectMany(indicator => indicator.Counts).SelectMany(condition => condition.LooksFor),
            .. pack.Waits.SelectMany(wait => wait.When).SelectMany(condition => condition.LooksFor),
        ];

    private static IEnumerable<Selector> Of(Duty duty) =>
        [
            .. duty.MetBy,
            .. duty.MetBy.SelectMany(selector => selector.When).SelectMany(condition => condition.LooksFor),
            .. duty.MetByEach.SelectMany(one => one),
            .. duty.Until,
            .. duty.LapsesAt,
            .. duty.Occasion.Entry is { } entry ? (Selector[])[entry] : [],
            .. duty.When.SelectMany(condition => condition.LooksFor),
            .. duty.Limbs.SelectMany(limb => limb.When).SelectMany(condition => condition.LooksFor),
            .. new[] { duty.Starts, duty.MetFrom }
                .Concat(duty.Limbs.SelectMany(limb => new[] { limb.Moment, limb.ExtendedTo }))
                .OfType<Moment>()
                .SelectMany(moment => moment.LooksFor),
        ];
}
