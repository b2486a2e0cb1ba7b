using NodaTime;
using Permanence.Domain.Boards;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Proofs.Silence;

/// <summary>That something is missing is seen: what is worse than in the untouched record, and the clause or fact that it names.</summary>
/// <param name="Names">The clause, or in words the fact, that an entry taken away would have answered.</param>
internal sealed record Notice(LocalDate On, string Names)
{
    /// <summary>Whether only the list of duties shows it, and no count of the board: the document says where possible.</summary>
    public bool IsInTheListOnly { get; private init; }

    /// <summary>Whether nothing on a board shows it, and a gate does: what comes next is not let in without it, and says why.</summary>
    public bool IsAtTheDoor { get; private init; }

    /// <summary>What a gate says when the next step is recorded; null where every gate lets it in.</summary>
    public static Notice? AtTheDoor(KnockOut knockOut) =>
        knockOut.Refused is [var (entry, gate), ..] ? new(entry.On, $"{gate.Clause.Id}: {gate.Sentence}") { IsAtTheDoor = true } : null;

    /// <summary>
    /// The first thing that is worse on a day; null where nothing is, or where what is worse has nothing to do with what was taken away.
    /// </summary>
    /// <param name="without">The record without what was taken away.</param>
    /// <param name="control">The untouched record on the same day.</param>
    public static Notice? Of(Look without, Look control, IReadOnlyList<CareEvent> removed)
    {
        var (row, was) = (without.Row, control.Row);
        if (row.Unknown.Count > was.Unknown.Count && row.Unknown.Except(was.Unknown).FirstOrDefault() is { } fact)
            return new(without.On, fact);
        if (row.Stage is { IsPastLimit: true } stage && was.Stage is not { IsPastLimit: true })
            return new(without.On, $"{stage.Clause}: waits at {stage.Name} since {stage.Since:uuuu-MM-dd}");
        if (row.Critical && !was.Critical && removed.FirstOrDefault(IsOfAConcern) is { } concern)
            return new(without.On, $"A concern past its day, {EventVocabulary.LabelOf(concern.Type)}");
        var isAmber = row.Rag == Rag.Amber && was.Rag == Rag.Green;
        // What is done late on the very day its time has gone by was late all the same, and is listed so.
        var isLate = Late(without) > Late(control);
        var isMissed = Count(without, ObligationStatus.Missed) > Count(control, ObligationStatus.Missed);
        if (!isLate && !isMissed && row.Open <= was.Open && !isAmber)
            return null;
        var shown = control.Evaluation.Obligations.ToLookup(Stem);
        foreach (var obligation in without.Evaluation.Obligations)
        {
            var counts = obligation.Status switch
            {
                ObligationStatus.Overdue or ObligationStatus.MetLate => isLate,
                ObligationStatus.Missed => isMissed,
                ObligationStatus.Open => row.Open > was.Open,
                ObligationStatus.DueSoon => obligation.CanBeABreach && isAmber,
                _ => false,
            };
            if (counts && IsAnswered(obligation, [.. shown[Stem(obligation)]], removed))
                return new(without.On, $"{string.Join(", ", obligation.Limbs.Select(limb => limb.Clause).Distinct())}: {obligation.Title}")
                {
                    IsInTheListOnly =
                        obligation
                            is { Status: ObligationStatus.MetLate }
                                or { Status: ObligationStatus.Overdue, IsBreach: false }
                                or { Status: ObligationStatus.Missed, Lapsed: false },
                };
        }

        return null;
    }

    private static int Late(Look look) => Count(look, ObligationStatus.Overdue) + Count(look, ObligationStatus.MetLate);

    // What a document asks where possible is no breach and makes no row red: it is late in the list of duties all the same.
    private static int Count(Look look, ObligationStatus status) =>
        look.Evaluation.Obligations.Count(obligation => obligation.Status == status);

    private static bool IsOfAConcern(CareEvent entry) =>
        entry.Type is EventTypes.EscalationAcknowledged or EventTypes.EscalationSnoozed or EventTypes.EscalationResolved;

    // What was taken away met it, ended it or made it no duty of this child, or set the day that it counts from.
    private static bool IsAnswered(Obligation worse, IReadOnlyList<Obligation> untouched, IReadOnlyList<CareEvent> removed)
    {
        if (untouched.Any(one => one.Status == worse.Status))
            return false;
        var duty = worse.Duty!;
        return untouched.Count == 0
            || untouched.Any(one => one.Status == ObligationStatus.NotRequired)
            || removed.Any(entry => Meets(entry, duty) || Dates(duty).Any(selector => Picks(selector, entry)));
    }

    /// <summary>Whether an entry is one of those that meet a duty, for what it is.</summary>
    public static bool Meets(CareEvent entry, Duty duty) => duty.AllThatMeet.Any(selector => Picks(selector, entry));

    // Whatever it has to agree with: of the entries of one record it was tried already which of them met what.
    public static bool Picks(Selector selector, CareEvent entry) => selector.TypeName == entry.Type && selector.Describes(entry);

    private static IEnumerable<Selector> Dates(Duty duty) =>
        duty
            .Limbs.SelectMany(limb => new[] { limb.Moment, limb.ExtendedTo })
            .Append(duty.Starts)
            .OfType<Moment>()
            .SelectMany(moment => moment.LooksFor);

    /// <summary>The same of what stands beside a lapsed duty as of that duty, and of each time of one that repeats.</summary>
    public static string Stem(Obligation obligation)
    {
        var id = obligation.Id.EndsWith(Lapse.Still, StringComparison.Ordinal) ? obligation.Id[..^Lapse.Still.Length] : obligation.Id;
        return obligation.Duty!.Repeats ? id[..id.LastIndexOf('.')] : id;
    }
}
