using Permanence.Api.Pages.Children;
using Permanence.Api.Proofs;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Policies;

/// <summary>From a clause and what uses it to what is drawn.</summary>
internal static class ClauseViews
{
    /// <param name="url">The address of another clause of the same version.</param>
    /// <param name="council">The council whose forms, options, meetings, roles and questions are shown; null where another version than
    /// theirs is.</param>
    public static ClauseView Of(
        ClauseUsage usage,
        PolicyPack pack,
        AuthorityProfile authority,
        PolicyWords words,
        IEnumerable<Proof> proofs,
        Func<string, string> url,
        string? council
    )
    {
        var clause = usage.Clause;
        var account = PolicyViews.AccountOf(pack).First(served => served.Clause.Id == clause.Id);
        return new ClauseView
        {
            Id = clause.Id,
            Title = clause.Title,
            Says = clause.Says,
            Force = clause.Force,
            Facts =
            [
                new("Document", clause.Document),
                new("Where it stands", PolicyWords.Capital(PolicyWords.Section(clause.Section))),
                new("Kind", PolicyWords.Kind(clause.Kind)),
                new("What the program does", Does(account)),
            ],
            Duties = [.. usage.Duties.Select(duty => Duty(duty, clause, pack, authority, words, url))],
            Uses = [.. ClauseUses.Of(usage, words, council).Where(group => group.Items.Count > 0)],
            Settings = [.. usage.Settings.Select(setting => Setting(setting, pack))],
            Cases =
            [
                .. proofs
                    .OrderBy(proof => proof.Path, StringComparer.Ordinal)
                    .Select(proof => new CaseView(proof.Title, proof.Path, proof.Checks, proof.Passes)),
            ],
        };
    }

    private static string Does(ServedClause account)
    {
        var ways = account.Uses.Select(use => use.Way).Distinct().ToList();
        return ways.Count == 0
            ? "Nothing uses it"
            : string.Join(
                ", ",
                ways.Select((way, index) => index == 0 ? PolicyWords.Served(way) : Codes.InSentence(PolicyWords.Served(way)))
            );
    }

    private static ClauseDuty Duty(
        Duty duty,
        Clause clause,
        PolicyPack pack,
        AuthorityProfile authority,
        PolicyWords words,
        Func<string, string> url
    )
    {
        var facts = new List<Fact> { new("Arises", words.Arises(duty)) };
        Add("Only if", words.Conditions(duty.When));
        facts.Add(new("Done by", words.Done(duty)));
        Add("No longer asked after", words.Ends(duty));
        if (duty.Repeats)
            facts.Add(new("Again", "Each time it is done it starts again from that day"));
        if (duty.OpenOncePassed)
            facts.Add(new("Once its date has passed", "It is a task to be done at once, and not overdue"));
        facts.Add(new("Who acts", words.Role(duty.Owner)));
        var above = duty.EscalatesTo.Count > 0 ? duty.EscalatesTo : authority.EscalationAbove(duty.Owner);
        if (above.Count > 0 && duty.Kind == DutyKind.Deadline)
            facts.Add(
                new(
                    "A miss goes to",
                    string.Join(
                        ", then ",
                        above.Select((role, index) => index == 0 ? words.Role(role) : Codes.InSentence(words.Role(role)))
                    )
                )
            );
        var remark = duty.Kind switch
        {
            DutyKind.WatchPoint => "A day to notice: never overdue.",
            DutyKind.Earliest => "The first day on which something may be done.",
            _ => duty.Limbs.Count(limb => limb.Clock != ClockKind.Task && !limb.When.Any(condition => condition.IsRuledOut)) > 1
                ? "The earliest of these dates counts. All are shown on the child’s page."
                : null,
        };
        return new(
            duty.Id,
            duty.Title,
            remark,
            [
                .. duty
                    .Limbs.OrderBy(limb => limb.Clause.Id != clause.Id)
                    .ThenBy(limb => limb.Clause.Document == pack.Title ? 0 : 1)
                    .Select(limb => new ClockRow(
                        limb.Clause.Id,
                        url(limb.Clause.Id),
                        limb.Clause.Document == pack.Title ? "Council" : "National",
                        limb.Clause.Id == clause.Id,
                        words.Limb(limb),
                        words.Conditions(limb.When)
                    )),
            ],
            facts
        );

        void Add(string label, string? value)
        {
            if (value is not null)
                facts.Add(new(label, value));
        }
    }

    private static SettingView Setting(PackSetting setting, PolicyPack pack)
    {
        var unit = setting.Unit.Replace('-', ' ');
        return new(
            setting.Label,
            Chosen(setting),
            setting.Unit switch
            {
                "choice" => string.Join(", ", setting.Values.Select(setting.InWords)),
                "text" => "words",
                "yes-no" => "yes or no",
                _ => unit,
            },
            setting.Suggestion,
            setting.SetsTheLimit ? "A number here gives its tasks a date. While it is blank they have none."
                : pack.DecidingSettings.Contains(setting.Id) ? "What is asked here follows this choice."
                : "For people to read: no date and no check depends on it."
        );
    }

    /// <summary>What the council chose, in words; null until it does.</summary>
    public static string? Chosen(PackSetting setting) =>
        (setting.Value, setting.Unit) switch
        {
            (null, _) => null,
            (var value, "role") => Codes.Name(value),
            (var value, "yes-no") => PolicyWords.Capital(value),
            (var value, _) => setting.InWords(value),
        };
}
