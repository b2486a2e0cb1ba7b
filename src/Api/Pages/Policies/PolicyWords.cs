using Permanence.Api.Words;
using Permanence.Domain;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Policies;

/// <summary>What a policy asks, as the people of its council say it.</summary>
public sealed class PolicyWords(EventWords speech)
{
    public static string Force(Force force) =>
        force switch
        {
            Permanence.Domain.Policies.Force.Must => "Must",
            Permanence.Domain.Policies.Force.Should => "Should",
            Permanence.Domain.Policies.Force.WherePossible => "Where possible",
            _ => "Information",
        };

    public static string Kind(ClauseKind kind) =>
        kind switch
        {
            ClauseKind.Deadline => "Deadline",
            ClauseKind.Cadence => "How often",
            ClauseKind.Older => "Older young people",
            ClauseKind.Data => "Records",
            ClauseKind.Metadata => "About the document",
            ClauseKind.Form => "Form or checklist",
            _ => kind.ToString(),
        };

    /// <summary>What the program does with a clause, in two or three words.</summary>
    public static string Served(ServedBy? served) =>
        served switch
        {
            ServedBy.Rule => "Gives a duty",
            ServedBy.Gate => "Stops an entry",
            ServedBy.Indicator => "Counts children",
            ServedBy.Role => "Says who",
            ServedBy.Option => "Describes an option",
            ServedBy.Form => "Is in a form",
            ServedBy.Data => "Is on the record",
            ServedBy.Text => "Is shown here",
            _ => "Not used",
        };

    /// <summary><c>section 8.4</c> or, where the document prints a name, the name.</summary>
    public static string Section(string section) => section is [>= '0' and <= '9', ..] ? $"section {section}" : section;

    public static string Version(PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return Dates.FromIso(pack.Version) is { } day ? Dates.InWords(day) : pack.Version;
    }

    public static string InForce(PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return pack.Effective is { } from ? $"from {Dates.InWords(from)}" : "since before any record: the document prints no date";
    }

    public string Role(string role) => speech.Name(role);

    /// <summary>A meeting of the platform as the council calls it, or an occasion as it is written.</summary>
    public string UsedFor(string occasion) =>
        EventVocabulary.Meetings.Contains(occasion) ? speech.Name(occasion) : Capital(occasion.Replace('-', ' '));

    public string Limb(LimbRule limb)
    {
        ArgumentNullException.ThrowIfNull(limb);
        var clock =
            limb.Clock == ClockKind.Task
                ? $"A task from {limb.Moment.Label}: the policy gives no number, so there is no date"
                : Capital(limb.ClockInWords());
        var extended = limb.ExtendedTo is { } until ? $", or by {until.Label} where that is later" : "";
        var chosen = limb.Choice is { } choice
            ? $". The policy gives no number: this one is the council’s own choice ({choice.Label})"
            : "";
        var grace = limb.Grace is { } days ? $". Overdue only {days.InWords()} after that day" : "";
        return $"{clock}{extended}{grace}{chosen}";
    }

    /// <summary>How often a duty arises and from when.</summary>
    public string Arises(Duty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var occasion = duty.Occasion.InWords(speech);
        return duty.Starts is { } starts ? $"{occasion}, once {starts.Label} is known" : occasion;
    }

    public string Done(Duty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        if (duty.Kind == DutyKind.Earliest)
            return "Nothing: it is the first day on which something may be done";
        if (duty.MetBy.IsEmpty)
            return "Nothing: it is a day to notice";
        var from =
            duty.MetByAnythingEarlier ? ". Anything earlier in the same case counts too"
            : duty.MetFrom is { } first ? $". Nothing before {first.Label} counts"
            : "";
        var met = duty.MetBy.Select(one =>
            Codes.InSentence(Event(one))
            + (one.When.IsEmpty ? "" : $" (where {string.Join(" and ", one.When.Select(when => when.InWords(speech)))})")
        );
        return $"{Capital(InWords.Or([.. met.Distinct(StringComparer.Ordinal)]))}{from}";
    }

    public string? Ends(Duty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var ends = duty.Until.Select(Event).Select(Codes.InSentence).Concat(duty.EndsWithCare ? ["leaving care"] : []).ToList();
        return ends.Count == 0 ? null : Capital(InWords.Or(ends));
    }

    public string? Conditions(IReadOnlyList<Condition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return conditions.Count == 0 ? null : Capital(string.Join("; and ", conditions.Select(condition => condition.InWords(speech))));
    }

    public string Either(IReadOnlyList<Selector> selectors)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        return InWords.Or([.. selectors.Select(Event).Select(Codes.InSentence).Distinct(StringComparer.Ordinal)]);
    }

    private string Event(Selector selector) => selector.InWords(speech);

    public static string Capital(string words) => string.IsNullOrEmpty(words) ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
