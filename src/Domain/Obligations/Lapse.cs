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
        for (var index = 0; index < count; index++)
        {
            if (!obligations[index].Lapsed)
                continue;
            if (!(obligations[index].Duty!.CarriedOnBy is { } carrier && IsLive(carrier)))
                obligations.Add(Beside(obligations[index]));
            if (obligations[index].BookedFor is not null)
                obligations[index] = obligations[index] with { BookedFor = null };
        }

        bool IsLive(string duty)
        {
            for (var index = 0; index < count; index++)
            {
                if (obligations[index].IsToBeDone && obligations[index].Duty!.Id == duty)
                    return true;
            }

            return false;
        }
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
