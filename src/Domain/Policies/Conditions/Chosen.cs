using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>
    /// What the council chose where its policy leaves a choice. The same for every child, so known as soon as the pack is read.
    /// </summary>
    public sealed record Chosen(PackSetting Setting, string Value) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new(
                "chosen",
                "the council chose this where its policy leaves a choice (beyond-dates.md)",
                ["{ minutes-count-in: working-days }"],
                Schema.OnePair,
                Read
            );

        /// <summary>Whether the council chose so.</summary>
        public bool IsChosen => Setting.Value == Value;

        internal override bool Holds(IInquiry inquiry, in Arising arising) => IsChosen;

        public override bool IsRuledOut => !IsChosen;

        public override IEnumerable<PackSetting> LeftOpen => [Setting];

        internal override Chosen Having(IReadOnlyDictionary<string, PackSetting> settings) => this with { Setting = settings[Setting.Id] };

        public override string InWords(ISpeech speech, bool so = true)
        {
            ArgumentNullException.ThrowIfNull(speech);
            return $"the council {(so ? "chose" : "has not chosen")} “{Setting.InWords(Value)}” ({speech.InSentence(Setting.Label)})";
        }

        internal static new Chosen? Read(PolicyNode node, Definitions definitions)
        {
            var pairs = node.Pairs().ToList();
            if (pairs.Count != 1)
            {
                node.Fault("A choice is one setting and a value of it, such as { minutes-count-in: working-days }.");
                return null;
            }

            var (id, value) = pairs[0];
            if (definitions.SettingNamed(id) is not { } setting)
            {
                node.Misses(
                    definitions.Settings.Count == 0 ? "settings" : $"setting {id}",
                    definitions.Settings.Count == 0
                        ? $"There is no settings.yaml, and the setting '{id}' is asked of it: put the file back, or say it there."
                        : $"There is no setting '{id}' in settings.yaml."
                            + Spelling.Nearest(id, definitions.Settings.Select(known => known.Id))
                );
                return null;
            }

            if (PackSetting.Words(setting.Unit, setting.Values) is not { } words)
            {
                value.Fault(
                    $"'{id}' takes {setting.Unit}: only a choice, yes or no, a role or an event can be asked for. "
                        + "A length dates tasks by itself, with sets-the-limit: true."
                );
                return null;
            }

            return value.Word("a value of this setting", words) is { } chosen ? new(setting, chosen) : null;
        }
    }
}
