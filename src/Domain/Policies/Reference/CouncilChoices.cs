using System.Collections.Immutable;
using System.Globalization;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;

namespace Permanence.Domain.Policies.Reference;

/// <summary>
/// What follows from what a council chose where its policy leaves a choice. A task without a number takes the number chosen for it; until
/// the council chooses, it stays without a date.
/// </summary>
internal static class CouncilChoices
{
    private static readonly Dictionary<string, TimeUnit> Units = Words.Of<TimeUnit>();

    public static bool IsLength(string unit) => Units.ContainsKey(unit);

    /// <summary>A pack as it would be, had the council chosen so. Only what depends on a choice is made anew.</summary>
    /// <param name="choices">Values by the id of their setting.</param>
    public static PolicyPack Having(PolicyPack pack, IReadOnlyDictionary<string, string> choices)
    {
        var settings = pack
            .Reference.Settings.Select(setting =>
                choices.TryGetValue(setting.Id, out var chosen) ? setting with { Value = chosen } : setting
            )
            .ToList();
        var byId = settings.ToDictionary(setting => setting.Id, StringComparer.Ordinal);
        return pack.Having(
            Apply(
                pack.Duties.Select(duty =>
                    duty with
                    {
                        When = All(duty.When),
                        MetBy = [.. duty.MetBy.Select(met => met.When.IsEmpty ? met : met with { When = All(met.When) })],
                        Limbs =
                        [
                            .. duty.Limbs.Select(limb =>
                                Untimed(limb) with
                                {
                                    When = All(limb.When),
                                    LeftOpen = [.. limb.LeftOpen.Select(setting => byId[setting.Id])],
                                }
                            ),
                        ],
                    }
                ),
                settings
            ),
            [.. pack.Indicators.Select(indicator => indicator with { Counts = All(indicator.Counts) })],
            [
                .. pack.Gates.Select(gate =>
                    gate with
                    {
                        When = All(gate.When),
                        Unless = All(gate.Unless),
                        HardIf = gate.HardIf is { } hard ? hard with { Setting = byId[hard.Setting.Id] } : null,
                    }
                ),
            ],
            [.. pack.Waits.Select(wait => wait with { When = All(wait.When) })],
            pack.Reference with
            {
                Settings = settings,
                Forms = [.. pack.Reference.Forms.Select(form => form.Having(byId))],
            }
        );

        ImmutableArray<Condition> All(ImmutableArray<Condition> conditions) =>
            conditions.Any(condition => condition.LeftOpen.Any())
                ? [.. conditions.Select(condition => condition.Having(byId))]
                : conditions;

        static LimbRule Untimed(LimbRule limb) =>
            limb.Choice is null ? limb : limb with { Clock = ClockKind.Task, Limit = null, Choice = null };
    }

    public static IReadOnlyList<Duty> Apply(IEnumerable<Duty> duties, IReadOnlyList<PackSetting> settings)
    {
        var chosen = settings
            .Where(setting => setting.SetsTheLimit && Length(setting) is not null)
            .SelectMany(setting => setting.Clauses.Select(clause => (clause.Id, setting)))
            .DistinctBy(pair => pair.Id)
            .ToDictionary(pair => pair.Id, pair => pair.setting, StringComparer.Ordinal);
        return [.. duties.Select(duty => duty.Limbs.Any(IsTimed) ? duty with { Limbs = [.. duty.Limbs.Select(Timed)] } : duty)];

        bool IsTimed(LimbRule limb) => limb.Clock == ClockKind.Task && chosen.ContainsKey(limb.Clause.Id);

        LimbRule Timed(LimbRule limb) =>
            IsTimed(limb)
                ? limb with
                {
                    Clock = ClockKind.Within,
                    Limit = Length(chosen[limb.Clause.Id]),
                    Choice = chosen[limb.Clause.Id],
                }
                : limb;
    }

    /// <summary>Null while blank, and where the reader has already said what is wrong with it.</summary>
    private static TimeLimit? Length(PackSetting setting) =>
        Units.TryGetValue(setting.Unit, out var unit)
        && int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(count, unit)
            : null;
}
