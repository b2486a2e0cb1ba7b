using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>
/// What was not done while there was time for it and is still wanted: it is missed, and a duty to be done stands beside it until it is done
/// or no longer wanted.
/// </summary>
internal static class Lapse
{
    /// <summary>What is added to the id of a duty that lapsed, for the one that stands beside it.</summary>
    public const string Still = "+still";

    /// <summary>The day it lapsed: of what made its time go by, or the day after its limit where that is later.</summary>
    public static LocalDate Day(LimbReading? binding, CareEvent lapse) =>
        binding?.LateAfter is { } late && late >= lapse.On ? late.PlusDays(1) : lapse.On;

    public static Sentence Reason(LimbReading? binding, CareEvent lapse) =>
        Sentence.Of(
            (binding, lapse),
            static about =>
                about.binding is null
                    ? $"Not done before its time had gone by: {LimbReading.DescribeWithDay(about.lapse)}. It is still wanted."
                    : $"Not done by {about.binding.LimitInWords}, and its time has gone by: {LimbReading.DescribeWithDay(about.lapse)}. "
                        + "It is still wanted."
        );

    /// <summary>A live duty beside each that lapsed, unless another one asks on.</summary>
    public static void PutLiveDutiesBeside(List<Obligation> obligations)
    {
        var count = obligations.Count;
        HashSet<string>? live = null;
        for (var index = 0; index < count; index++)
        {
            var lapsed = obligations[index];
            if (!lapsed.Lapsed)
                continue;
            if (!(lapsed.Duty!.CarriedOnBy is { } carrier && (live ??= LiveDuties(obligations)).Contains(carrier)))
                obligations.Add(Beside(lapsed));
            if (lapsed.BookedFor is not null)
                obligations[index] = lapsed with { BookedFor = null };
        }
    }

    // Asked of all at once: thousands may have lapsed in a long record. What was put beside one that lapsed carries nothing on.
    private static HashSet<string> LiveDuties(List<Obligation> obligations)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        foreach (var obligation in obligations)
        {
            if (obligation.IsToBeDone && !obligation.Id.EndsWith(Still, StringComparison.Ordinal))
                live.Add(obligation.Duty!.Id);
        }

        return live;
    }

    private static Obligation Beside(Obligation lapsed)
    {
        var since = lapsed.LapsedOn!.Value;
        var reason = Sentence.Of(since, static since => $"Not done in time, and still wanted since {InWords.Day(since)}.");
        return lapsed with
        {
            Id = lapsed.Id + Still,
            Status = ObligationStatus.Open,
            Due = null,
            DueAt = null,
            ActBy = null,
            LateAfter = null,
            Since = since,
            Repeats = false,
            Lapsed = false,
            LapsedOn = null,
            IsBreach = false,
            IsMustLate = false,
            Why = reason,
            Readings = [],
            Limbs = Array.ConvertAll(lapsed.Readings, limb => StillWanted.Shown(limb, reason)),
        };
    }
}
