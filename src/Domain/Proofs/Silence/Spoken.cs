using Permanence.Domain.Obligations;
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
    private readonly ILookup<string, Place> places;

    public Spoken(PolicyPack pack)
    {
        var asked = pack
            .Duties.SelectMany(duty =>
                (IEnumerable<Asking>)
                    [
                        .. Asking.Of(duty.When, [], duty.Occasion.IsOfCare),
                        .. duty.Limbs.SelectMany(limb => Asking.Of(limb.When, duty.When, duty.Occasion.IsOfCare)),
                        .. duty.MetBy.SelectMany(selector => Asking.Of(selector.When, duty.When, duty.Occasion.IsOfCare)),
                    ]
            )
            .Concat(pack.Gates.SelectMany(gate => Asking.Of(gate.When, [])))
            .Concat(pack.Indicators.SelectMany(indicator => Asking.Of(indicator.Counts, [])))
            .Concat(pack.Waits.SelectMany(wait => Asking.Of(wait.When, [])))
            .ToList();
        conditions = [.. Each(asked.Select(one => one.Condition)), .. Each(pack.Gates.SelectMany(gate => gate.Unless))];
        List<Place> all =
        [
            .. pack
                .Duties.SelectMany(OfTheOccasion)
                .Concat(asked.SelectMany(one => one.Places))
                .Where(place => place.Entry.Matching.Length == 0 && place.Entry.ReviewNumber == 0)
                .Select(place => InFull(place, pack)),
        ];
        places = all.ToLookup(place => Composition.InWords(place.Entry), StringComparer.Ordinal);
        Entries = [.. all.Select(place => place.Entry).DistinctBy(Composition.InWords)];
    }

    /// <summary>
    /// The entries from which duties arise and that conditions look for. What opens a gate is brought where the gate is shut, and put into
    /// no other life.
    /// </summary>
    public IReadOnlyList<Selector> Entries { get; }

    /// <summary>Whether the child is one of those of whom the policy speaks where it speaks of an entry.</summary>
    /// <param name="inquiry">The record on the day of the entry.</param>
    public bool IsOf(Selector entry, Inquiry inquiry)
    {
        var arising = Arising.From(new CareEvent { Type = entry.TypeName, On = inquiry.On });
        return places[Composition.InWords(entry)]
            .Any(place =>
                !(place.IsOfCare && inquiry.History.Period is not { Ceased: null })
                && place.Beside.All(condition => condition.Holds(inquiry, arising))
            );
    }

    /// <summary>What comes first, where the policy speaks of an entry as the answer to it; null where it does not.</summary>
    public Selector? Before(Selector entry) => places[Composition.InWords(entry)].Select(place => place.After).FirstOrDefault();

    /// <summary>Where a policy speaks of an entry.</summary>
    /// <param name="Beside">What else has to be so of the child there.</param>
    private sealed record Place(Selector Entry, IReadOnlyList<Condition> Beside)
    {
        public Selector? After { get; init; }

        /// <summary>Whether it is asked of who is in care, and of nobody else.</summary>
        public bool IsOfCare { get; init; }
    }

    /// <summary>A condition and what else has to be so beside it.</summary>
    private sealed record Asking(Condition Condition, IReadOnlyList<Condition> Beside, bool IsOfCare)
    {
        public static IEnumerable<Asking> Of(IReadOnlyList<Condition> conditions, IReadOnlyList<Condition> beside, bool isOfCare = false) =>
            conditions.Select(one => new Asking(one, Facts(conditions.Where(other => other != one).Concat(beside)), isOfCare));

        /// <summary>The entries it looks for; one that counts only since another comes after that.</summary>
        public IEnumerable<Place> Places =>
            Condition.LooksFor.Select(entry => new Place(entry, Beside) { IsOfCare = IsOfCare, After = Before(Condition, entry) });

        private static Selector? Before(Condition condition, Selector entry) =>
            condition switch
            {
                Condition.Not not => Before(not.Inner, entry),
                Condition.Any any => any.Conditions.Select(one => Before(one, entry)).FirstOrDefault(first => first is not null),
                Condition.Happened { Since: { } since } happened when happened.Event == entry => since.LooksFor.FirstOrDefault(first =>
                    first is { Matching.Length: 0, ReviewNumber: 0 } && !Composition.IsOfTheCourse(first)
                ),
                _ => null,
            };
    }

    // What is so of the child by the course alone. What else a condition looks for is drawn, or not, by itself.
    private static IReadOnlyList<Condition> Facts(IEnumerable<Condition> conditions) => [.. conditions.Where(IsFact)];

    private static bool IsFact(Condition condition) =>
        condition switch
        {
            Condition.Any any => any.Conditions.All(IsFact),
            Condition.Not not => IsFact(not.Inner),
            Condition.StartFields => false,
            _ => condition.LooksFor.All(Composition.IsOfTheCourse),
        };

    // Where the rule leaves open what an entry cannot be without, such as to whom a document is sent, it is as a duty has it that the entry
    // answers.
    private static Place InFull(Place place, PolicyPack pack)
    {
        var entry = place.Entry;
        var open = EventVocabulary
            .Find(entry.TypeName)!
            .Fields.Where(field => field is { Required: true, Kind: FieldKind.Text } && entry.Where.All(test => test.Field != field.Name))
            .ToList();
        if (open.Count == 0 || entry.Where.Length == 0)
            return place;
        foreach (var duty in pack.Duties)
        {
            foreach (var answer in duty.AllThatMeet.Where(one => one.TypeName == entry.TypeName))
            {
                var said = open.Select(field => answer.Where.FirstOrDefault(test => test.Field == field.Name)).ToList();
                if (
                    said.TrueForAll(test => test is { Absent: false, Values.Count: > 0 })
                    && entry.Where.All(test => answer.Where.Any(one => IsAsDrawn(one, test)))
                )
                    return new(entry with { Where = [.. entry.Where, .. said.OfType<FieldTest>()] }, [.. place.Beside, .. Facts(duty.When)])
                    {
                        IsOfCare = place.IsOfCare,
                        After = duty.Occasion.Entry is { Matching.Length: 0, ReviewNumber: 0 } first ? first : null,
                    };
            }
        }

        return place;
    }

    // Of several values the first is drawn.
    private static bool IsAsDrawn(FieldTest other, FieldTest test) =>
        other.Field == test.Field && test.Values.Count > 0 && other.Values.Contains(test.Values[0]);

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
    private static IEnumerable<Place> OfTheOccasion(Duty duty)
    {
        if (duty.Occasion.Entry is not { } selector)
            yield break;
        var (beside, isOfCare) = (Facts(duty.When), duty.Occasion.IsOfCare);
        yield return new(selector, beside) { IsOfCare = isOfCare };
        foreach (var start in Each(duty.When).OfType<Condition.StartFields>())
        {
            var asked = start.Where.Where(test => !test.Absent && EventVocabulary.Find(selector.TypeName)!.Field(test.Field) is not null);
            var fields = asked.ToList();
            if (fields.Count > 0)
                yield return new(
                    selector with
                    {
                        Where = [.. selector.Where.Where(test => fields.TrueForAll(one => one.Field != test.Field)), .. fields],
                    },
                    beside
                )
                {
                    IsOfCare = isOfCare,
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
