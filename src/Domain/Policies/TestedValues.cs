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
        if (EventVocabulary.Find(type)?.Field(field) is not { Kind: FieldKind.Text })
            return [];
        var tests = Selectors(pack).Where(selector => selector.TypeName == type)
            .SelectMany(selector => selector.Where).Where(test => test.Field == field && !test.Absent)
            .Select(test => test.Values.OfType<string>().ToList()).Where(values => values.Count > 0)
            .DistinctBy(values => string.Join('\n', values), StringComparer.Ordinal).ToList();
        // A clause is never another word for the clause beside it.
        var tested = tests.SelectMany(values => values).Distinct(StringComparer.Ordinal);
        if (field != "clause")
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

    private static IEnumerable<Selector> Selectors(PolicyPack pack) =>
    [
        .. pack.Duties.SelectMany(Of),
        .. pack.Moments.Values.SelectMany(Of),
        .. pack.Gates.SelectMany(gate => gate.Stops.Concat(gate.When.Concat(gate.Unless).SelectMany(Of))),
        .. pack.Indicators.SelectMany(indicator => indicator.Counts).SelectMany(Of)
    ];

    private static IEnumerable<Selector> Of(Duty duty) =>
    [
        .. duty.MetBy,
        .. duty.MetBy.SelectMany(selector => selector.When).SelectMany(Of),
        .. duty.Until,
        .. duty.Occasion is Occasion.EachEvent each ? (Selector[])[each.Event] : [],
        .. duty.When.SelectMany(Of),
        .. duty.Limbs.SelectMany(limb => limb.When).SelectMany(Of),
            .. new[] { duty.Starts, duty.MetFrom }
                .Concat(duty.Limbs.SelectMany(limb => new[] { limb.Moment, limb.ExtendedTo }))
                .OfType<Moment>()
                .SelectMany(Of),
        ];

    private static IEnumerable<Selector> Of(Condition condition) => condition switch
    {
        Condition.Happened happened => [happened.Event, .. happened.Since is { } since ? Of(since) : []],
        Condition.Not not => Of(not.Inner),
        Condition.Any any => any.Conditions.SelectMany(Of),
        Condition.Elapsed elapsed => Of(elapsed.Since),
        Condition.Known known => Of(known.Moment),
        _ => []
    };

    private static IEnumerable<Selector> Of(Moment moment) => moment switch
    {
        Moment.Happened happened => [happened.Event],
            Moment.Booked booked => booked.Cancelled is { } cancelled
                ? [booked.Held, booked.Booking, cancelled]
                : [booked.Held, booked.Booking],
        Moment.EarliestOf earliest => earliest.Moments.SelectMany(Of),
        Moment.LatestOf latest => latest.Moments.SelectMany(Of),
        _ => []
    };
}
