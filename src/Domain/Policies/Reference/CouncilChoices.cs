using System.Globalization;

namespace Permanence.Domain.Policies.Reference;

/// <summary>Gives a task without a number the number its council chose for it. Until it chooses, the task stays without a date.</summary>
internal static class CouncilChoices
{
    private static readonly Dictionary<string, TimeUnit> Units = Words.Of<TimeUnit>();

    public static bool IsLength(string unit) => Units.ContainsKey(unit);

    public static IReadOnlyList<Duty> Apply(IEnumerable<Duty> duties, IReadOnlyList<PackSetting> settings)
    {
        var chosen = settings.Where(setting => setting.SetsTheLimit && Length(setting) is not null)
            .SelectMany(setting => setting.Clauses.Select(clause => (clause.Id, setting)))
            .DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => pair.setting, StringComparer.Ordinal);
        return chosen.Count == 0 ? [.. duties] : [.. duties.Select(duty => duty with { Limbs = [.. duty.Limbs.Select(Timed)] })];

        LimbRule Timed(LimbRule limb) =>
            limb.Clock == ClockKind.Task && chosen.TryGetValue(limb.Clause.Id, out var setting)
                ? limb with { Clock = ClockKind.Within, Limit = Length(setting), Choice = setting }
                : limb;
    }

    /// <summary>Null while blank, and where the reader has already said what is wrong with it.</summary>
    private static TimeLimit? Length(PackSetting setting) =>
        Units.TryGetValue(setting.Unit, out var unit) && int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new(count, unit) : null;
}
