using System.Globalization;
using Permanence.Api.Http;
using Permanence.Api.Words;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Api.Endpoints;

/// <summary>Which duties an address asks for. What is asked otherwise than here is refused by its name.</summary>
internal static class DutyQuery
{
    private const int LongestWait = 3660;

    /// <summary>What may stand in the address beside the day, and what it says.</summary>
    public static readonly IReadOnlyList<(string Name, string Says)> Names =
    [
        ("owner", "The role that has to act: social-worker."),
        ("person", "Who holds that role for the child, by id or name."),
        ("team", "The child's team."),
        ("clause", "A clause that times the duty."),
        ("status", "One status, or several with commas between them: overdue,due-soon."),
        ("due-within", "Days: what is still to be done and has its date by then, what is overdue among it."),
        ("child", "A child's id."),
    ];

    private static readonly Dictionary<string, ObligationStatus> Statuses = Enum.GetValues<ObligationStatus>()
        .ToDictionary(EvaluationJson.Name, StringComparer.Ordinal);

    public static Outcome<(DutyFilter Filter, AsOf AsOf)> Read(HttpRequest request, PolicyPacks policy)
    {
        var asked = Asked.Of(request);
        var refusals = asked.Succeeded ? [] : asked.Refusals.ToList();
        string[] known = ["on", "knownAt", .. Names.Select(one => one.Name)];
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                refusals.Add(
                    new Refusal(
                        RefusalCodes.UnknownField,
                        $"Nothing is asked by '{Spelling.Shortened(name)}'.{Spelling.Nearest(name, known)}",
                        Spelling.Shortened(name)
                    )
                );
            else if (values.Count > 1 && !name.Equals("status", StringComparison.OrdinalIgnoreCase))
                refusals.Add(new Refusal(RefusalCodes.TooMany, $"'{name}' stands once in an address.", name));
        }

        var filter = new DutyFilter(
            OneOf("owner", EventVocabulary.EveryRole, "a role"),
            Said("person"),
            Said("team"),
            OneOf(
                "clause",
                [.. policy.Versions.SelectMany(version => version.Clauses.Keys).Distinct(StringComparer.Ordinal)],
                "a clause of this council's policy"
            ),
            [.. Several("status").Select(Status).OfType<ObligationStatus>()],
            Days("due-within"),
            Said("child")
        );
        return refusals.Count > 0 ? refusals : (filter, asked.Value!);

        string? Said(string name) => request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

        string? OneOf(string name, IReadOnlyList<string> words, string what)
        {
            if (Said(name) is not { } word || words.Contains(word))
                return Said(name);
            Refuse(name, word, what, words);
            return null;
        }

        IEnumerable<string> Several(string name) =>
            request
                .Query[name]
                .OfType<string>()
                .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

        ObligationStatus? Status(string word)
        {
            if (Statuses.TryGetValue(word, out var status))
                return status;
            Refuse("status", word, "a status", Statuses.Keys);
            return null;
        }

        int? Days(string name)
        {
            if (Said(name) is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= LongestWait)
                return days;
            refusals.Add(new Refusal(RefusalCodes.BadNumber, $"'{name}' is a number of days from 0 to {LongestWait}.", name));
            return null;
        }

        void Refuse(string name, string word, string what, IEnumerable<string> words) =>
            refusals.Add(
                new Refusal(
                    RefusalCodes.UnknownValue,
                    $"'{name}' is {what}; '{Spelling.Shortened(word)}' is none.{Spelling.Nearest(word, words)}",
                    name
                )
            );
    }

    /// <summary>The filters as the head of a file says them.</summary>
    public static string InWords(DutyFilter filter)
    {
        List<string> said = [];
        Say("owner", filter.Owner);
        Say("person", filter.Person);
        Say("team", filter.Team);
        Say("clause", filter.Clause);
        Say("status", filter.Statuses.Count == 0 ? null : string.Join(',', filter.Statuses.Select(EvaluationJson.Name)));
        Say(
            "due-within",
            filter.DueWithin is { } days
                ? days == 0
                    ? "today"
                    : Counting.Of(days, "day", "days")
                : null
        );
        Say("child", filter.Child);
        return said.Count == 0 ? "None" : string.Join("; ", said);

        void Say(string name, string? value)
        {
            if (value is not null)
                said.Add($"{name}: {value}");
        }
    }
}
