using NodaTime;
using Permanence.Api.Pages.Words;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Policies;

/// <summary>What a policy asks, as the people of its council say it.</summary>
public sealed class PolicyWords(EventWords speech)
{
    public static string Force(Force force) => force switch
    {
        Domain.Policies.Force.Must => "Must",
        Domain.Policies.Force.Should => "Should",
        Domain.Policies.Force.WherePossible => "Where possible",
        _ => "Information"
    };

    public static string Kind(ClauseKind kind) => kind switch
    {
        ClauseKind.Deadline => "Deadline",
        ClauseKind.Cadence => "How often",
        ClauseKind.Older => "Older young people",
        ClauseKind.Data => "Records",
        ClauseKind.Metadata => "About the document",
        ClauseKind.Form => "Form or checklist",
        _ => kind.ToString()
    };

    /// <summary>What the program does with a clause, in two or three words.</summary>
    public static string Served(ServedBy? served) => served switch
    {
        ServedBy.Rule => "Gives a duty",
        ServedBy.Gate => "Stops an entry",
        ServedBy.Indicator => "Counts children",
        ServedBy.Role => "Says who",
        ServedBy.Option => "Describes an option",
        ServedBy.Form => "Is in a form",
        ServedBy.Data => "Is on the record",
        ServedBy.Text => "Is shown here",
        _ => "Not used"
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
        var clock = limb.Clock == ClockKind.Task
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
        var occasion = duty.Occasion switch
        {
            Occasion.Once => "Once in a child’s life",
            Occasion.EachPeriodOfCare => "Once in each period of care",
            Occasion.EachEvent { Event: { Nth: 1 } first } => $"The first time: {Codes.InSentence(Event(first))}",
            Occasion.EachEvent each => $"Each time: {Codes.InSentence(Event(each.Event))}",
            Occasion.EachReview { From: var from, To: var to } when from == to =>
                $"At the {EventWords.Ordinal(from).ToLowerInvariant()} {Review}",
            Occasion.EachReview reviews => $"At each {Review} from the {EventWords.Ordinal(reviews.From).ToLowerInvariant()} on",
            _ => "Once in each unbroken stay with a foster family"
        };
        return duty.Starts is { } starts ? $"{occasion}, once {starts.Label} is known" : occasion;
    }

    public string Done(Duty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        if (duty.Kind == DutyKind.Earliest)
            return "Nothing: it is the first day on which something may be done";
        if (duty.MetBy.Count == 0)
            return "Nothing: it is a day to notice";
        var from =
            duty.MetByAnythingEarlier ? ". Anything earlier in the same case counts too"
            : duty.MetFrom is { } first ? $". Nothing before {first.Label} counts"
            : "";
        var met = duty.MetBy.Select(one =>
            Codes.InSentence(Event(one)) + (one.When.Count == 0 ? "" : $" (where {string.Join(" and ", one.When.Select(Condition))})")
        );
        return $"{Capital(Or([.. met.Distinct(StringComparer.Ordinal)]))}{from}";
    }

    public string? Ends(Duty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var ends = duty.Until.Select(Event).Select(Codes.InSentence).Concat(duty.EndsWithCare ? ["leaving care"] : []).ToList();
        return ends.Count == 0 ? null : Capital(Or(ends));
    }

    public string? Conditions(IReadOnlyList<Condition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return conditions.Count == 0 ? null : Capital(string.Join("; and ", conditions.Select(Condition)));
    }

    public string Either(IReadOnlyList<Selector> selectors)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        return Or([.. selectors.Select(Event).Select(Codes.InSentence).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What a selector picks: <c>Permanence planning meeting held</c>.</summary>
    public string Event(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        if (selector.ReviewNumber > 0)
            return $"{EventWords.Ordinal(selector.ReviewNumber)} {Review} held";
        var certain = selector.Where.Where(test => test.Values.Count == 1 && test.Values[0] is string or int).ToList();
        var title = speech.Title(new CareEvent
        {
            Type = selector.TypeName, On = LocalDate.MinIsoValue,
            Fields = EventFields.Of(certain.Select(test => KeyValuePair.Create(test.Field, test.Values[0])))
        });
        // A plan's title needs its option and its track; where only one is asked for, both are said after it.
        var plain = speech.Title(new CareEvent { Type = selector.TypeName, On = LocalDate.MinIsoValue });
        var said = title == plain ? selector.Where : [.. selector.Where.Except(certain)];
        var more = said.Select(test => Test(selector.TypeName, test)).ToList();
        return $"{title}{(more.Count == 0 ? "" : $" ({string.Join(", ", more)})")}"
            + $"{(selector.Nth > 1 ? $", for the {EventWords.Ordinal(selector.Nth).ToLowerInvariant()} time" : "")}"
            + $"{(selector.Later ? ", on a later day" : "")}";
    }

    public string Condition(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition switch
        {
            Domain.Policies.Condition.EntryBasis entry => $"care began {Or([.. entry.Bases.Select(Basis)])}",
            Domain.Policies.Condition.Plan plan =>
                $"the {(plan.Tracks is [var track] ? $"{Codes.InSentence(Codes.Name(track))} " : "")}plan is "
                    + $"{Or([.. plan.Options.Select(speech.NameInSentence)])}{On(plan.At)}",
            Domain.Policies.Condition.Placement placed => Placement(placed),
            Domain.Policies.Condition.EndedPlacement ended => ended
                .InWords.Replace("it ended a placement: ", "the placement that ended is ", StringComparison.Ordinal)
                .Replace('-', ' '),
            Domain.Policies.Condition.OrderInForce order =>
                $"{Or([.. order.Orders.Select(one => Codes.InSentence(speech.Order(one)))])} in force{On(order.At)}",
            Domain.Policies.Condition.Siblings siblings => siblings.Expected
                ? "the child has brothers or sisters"
                : "the child has no brothers or sisters",
            Domain.Policies.Condition.LookedAfter or Domain.Policies.Condition.Age or Domain.Policies.Condition.Unborn =>
                $"the child is {condition.InWords}",
            Domain.Policies.Condition.Happened happened => $"there is an entry “{Event(happened.Event)}”{Part(happened)}",
            Domain.Policies.Condition.StartFields fields =>
                $"the entry it arose from says {string.Join(" and ", fields.Where.Select(test => Test(null, test)))}",
            Domain.Policies.Condition.Not { Inner: Domain.Policies.Condition.Happened missing } =>
                $"there is no entry “{Event(missing.Event)}”{Part(missing)}",
            Domain.Policies.Condition.Not { Inner: Domain.Policies.Condition.StartFields fields } =>
                $"the entry it arose from does not say {string.Join(" and ", fields.Where.Select(test => Test(null, test)))}",
            Domain.Policies.Condition.Not { Inner: Domain.Policies.Condition.OrderInForce order } =>
                $"no {Or([.. order.Orders.Select(one => Codes.InSentence(speech.Order(one)))])} in force{On(order.At)}",
            Domain.Policies.Condition.Not { Inner: Domain.Policies.Condition.Unborn unborn } =>
                $"the child is born{unborn.InWords["not yet born".Length..]}",
            Domain.Policies.Condition.Chosen choice =>
                $"the council chose “{choice.Setting.InWords(choice.Value)}” ({Codes.InSentence(choice.Setting.Label)})",
            Domain.Policies.Condition.Not { Inner: Domain.Policies.Condition.Chosen chosen } =>
                $"the council has not chosen “{chosen.Setting.InWords(chosen.Value)}” ({Codes.InSentence(chosen.Setting.Label)})",
            Domain.Policies.Condition.Not not => Contrary(Condition(not.Inner)),
            Domain.Policies.Condition.Any any => Or([.. any.Conditions.Select(Condition)]),
            _ => condition.InWords
        };
    }

    public static string Capital(string words) => string.IsNullOrEmpty(words) ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string Contrary(string words)
    {
        const string verb = " is ";
        var at = words.IndexOf(verb, StringComparison.Ordinal);
        return at < 0 ? $"not {words}" : $"{words[..at]} is not {words[(at + verb.Length)..]}";
    }

    private string Review => speech.NameInSentence("review");

    private static string Basis(string basis) => basis switch
    {
        "planned" => "as planned",
        "emergency" => "in an emergency",
        "remand" => "on remand",
        _ => "in a way that is not known"
    };

    private static string On(Moment? at) => at is null ? "" : $" on {at.Label}";

    private string Placement(Condition.Placement placed)
    {
        var kind =
            placed.Names.Count == 0
                ? "there is a placement"
                : $"the placement is {Or([.. placed.Names.Select(name => name.Replace('-', ' '))])}";
        var entry =
            placed.Where.Count == 0
                ? ""
                : $", {string.Join(" and ", placed.Where.Select(test => Test(EventTypes.PlacementStarted, test)))}";
        return $"{kind}{entry}{On(placed.At)}";
    }

    private static string Part(Condition.Happened happened) => happened.When switch
    {
        HappenedWhen.SinceAMoment => $" since {happened.Since!.Label}",
        HappenedWhen.SinceTheStart => " since it arose",
        HappenedWhen.ByTheStart => " by the day it arose",
        HappenedWhen.InTheChildsLife => " at any time in the child’s life",
        _ => ""
    };

    private string Test(string? type, FieldTest test)
    {
        var label = Codes.InSentence(
            (
                type is null
                    ? EventVocabulary.Types.Select(one => one.Field(test.Field)).FirstOrDefault(field => field is not null)
            : EventVocabulary.Find(type)?.Field(test.Field))?.Label ?? Codes.Name(test.Field));
        if (test.Absent)
            return $"no {label}";
        if (test.From is { } least)
            return $"{label}: {least} or more";
        var values = test.Values.Select(value => Codes.InSentence(speech.Value(type ?? "", test.Field, value)));
        return test.Values.Count == 0 ? $"with {label}" : $"{label}: {Or([.. values.Distinct(StringComparer.OrdinalIgnoreCase)])}";
    }

    private static string Or(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} or {items[^1]}"
    };
}
