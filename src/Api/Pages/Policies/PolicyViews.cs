using System.Globalization;
using System.Runtime.CompilerServices;
using Permanence.Api.Pages.Boards;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Policies;

/// <summary>From a policy and what was asked of it to what is drawn.</summary>
public static class PolicyViews
{
    // Made once a version: a policy does not change while it is served.
    private static readonly ConditionalWeakTable<PolicyPack, IReadOnlyList<ServedClause>> Accounts = [];

    public static IReadOnlyList<ServedClause> AccountOf(PolicyPack pack) => Accounts.GetValue(pack, PolicyCoverage.Of);

    /// <param name="version">As links carry it.</param>
    public static PolicyView Of(PolicyPack pack, PolicyQuery query, string authority, string? version)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(query);
        var all = AccountOf(pack);
        var found = all.Where(clause => Fits(clause, query)).ToList();
        var beside = Beside(pack);
        return new PolicyView
        {
            Query = query,
            Forces = Options(
                "Any strength",
                query.Force,
                force => PolicyWords.Force(force),
                all,
                query with
                {
                    Force = null,
                },
                clause => clause.Clause.Force
            ),
            Kinds = Options("Any kind", query.Kind, PolicyWords.Kind, all, query with { Kind = null }, clause => clause.Clause.Kind),
            Uses = Options(
                "Any use",
                query.Served,
                served => PolicyWords.Served(served),
                all,
                query with
                {
                    Served = null,
                },
                clause => clause.Served
            ),
            Tags = Tags(query, authority),
            ClearUrl = new PolicyQuery { Version = query.Version }.Url(authority),
            // The council's own document first: the national rules stand under it.
            Documents =
            [
                .. found
                    .GroupBy(clause => clause.Clause.Document)
                    .OrderBy(document => document.Key != pack.Title)
                    .Select(document => Document(document.Key, document.Key != pack.Title, [.. document], authority, version, beside)),
            ],
            Choices =
            [
                .. pack.Reference.Settings.Select(setting => new ChoiceRow(
                    setting.Label,
                    ClauseViews.Chosen(setting),
                    [.. setting.Clauses.Select(clause => clause.Id)]
                )),
            ],
            Matching = found.Count,
            Clauses = all.Count,
        };
    }

    /// <summary>For each of the council's clauses, the national ones that time the same duty.</summary>
    private static ILookup<string, string> Beside(PolicyPack pack) =>
        pack
            .Duties.SelectMany(duty =>
                from limb in duty.Limbs
                where limb.Clause.Document == pack.Title
                from other in duty.Limbs
                where other.Clause.Document != pack.Title
                select (limb.Clause.Id, Other: other.Clause.Id)
            )
            .Distinct()
            .ToLookup(pair => pair.Id, pair => pair.Other, StringComparer.Ordinal);

    private static bool Fits(ServedClause clause, PolicyQuery query) =>
        (query.Force is null || clause.Clause.Force == query.Force)
        && (query.Kind is null || clause.Clause.Kind == query.Kind)
        && (query.Served is null || clause.Uses.Any(use => use.Way == query.Served))
        && HasText(clause, query.Text);

    private static bool HasText(ServedClause served, string? text)
    {
        var clause = served.Clause;
        return text is null
            || text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .All(word =>
                    Holds(clause.Id, word)
                    || Holds(clause.Title, word)
                    || Holds(clause.Says, word)
                    || Holds(clause.Section, word)
                    || Holds(served.Why, word)
                );
    }

    private static bool Holds(string text, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase) >= 0;

    private static DocumentView Document(
        string title,
        bool national,
        List<ServedClause> clauses,
        string authority,
        string? version,
        ILookup<string, string> beside
    ) =>
        new(
            national ? "National rules under it" : title,
            national,
            [
                .. clauses
                    .GroupBy(clause => national ? "" : ChapterOf(clause.Clause.Section))
                    .Select(
                        (chapter, index) =>
                            Chapter(
                                national ? $"national-{index + 1}" : $"part-{index + 1}",
                                national,
                                [.. chapter],
                                authority,
                                version,
                                beside
                            )
                    ),
            ]
        );

    private static ChapterView Chapter(
        string id,
        bool national,
        List<ServedClause> clauses,
        string authority,
        string? version,
        ILookup<string, string> beside
    )
    {
        var sections = clauses.GroupBy(clause => clause.Clause.Section).ToList();
        var name =
            national ? "National rules"
            : sections.Count == 1 ? PolicyWords.Capital(PolicyWords.Section(sections[0].Key))
            : ChapterName(sections.Select(section => section.Key));
        return new(
            id,
            name,
            Topics(clauses),
            clauses.Count,
            [
                .. sections.Select(section => new SectionView(
                    sections.Count == 1 ? null : PolicyWords.Capital(PolicyWords.Section(section.Key)),
                    [
                        .. section.Select(clause =>
                            Row(clause, authority, version, beside[clause.Clause.Id].Order(StringComparer.Ordinal).ToList())
                        ),
                    ]
                )),
            ]
        );
    }

    /// <summary>The part of the document a section stands in: <c>8</c> for <c>8.4</c>, <c>Appendix 1</c> for its rows.</summary>
    private static string ChapterOf(string section)
    {
        var digits = section.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 ? section[..digits] : section.Split(',', ';')[0].Trim();
    }

    private static string ChapterName(IEnumerable<string> sections)
    {
        var first = sections.First();
        var chapter = ChapterOf(first);
        return char.IsAsciiDigit(chapter[0]) ? $"Section {chapter}" : chapter;
    }

    private static string Topics(List<ServedClause> clauses)
    {
        var titles = clauses
            .Select(clause => clause.Clause.Title.Split(": ")[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(3)
            .ToList();
        return string.Join(", ", titles.Select((title, index) => index == 0 ? title : Codes.InSentence(title)))
            + (clauses.Count > titles.Count ? " …" : "");
    }

    private static ClauseRow Row(ServedClause served, string authority, string? version, IReadOnlyList<string> national) =>
        new(
            served.Clause.Id,
            Links.Clause(authority, served.Clause.Id, version),
            served.Clause.Title,
            served.Clause.Says,
            served.Clause.Force,
            PolicyWords.Served(served.Served),
            Use(served),
            national
        );

    private static string Use(ServedClause served)
    {
        var what = served
            .Uses.Where(use => use.Way == served.Served && use.Way is not (ServedBy.Text or ServedBy.Data))
            .Select(use => use.What)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return what.Count == 0 ? "" : string.Join("; ", what.Take(2)) + (what.Count > 2 ? $" and {what.Count - 2} more" : "");
    }

    private static List<FilterOption> Options<T>(
        string any,
        T? chosen,
        Func<T, string> words,
        IReadOnlyList<ServedClause> all,
        PolicyQuery others,
        Func<ServedClause, T?> of
    )
        where T : struct, Enum
    {
        var counted = all.Where(clause => Fits(clause, others)).ToList();
        return
        [
            new("", any, chosen is null),
            .. Enum.GetValues<T>()
                .Where(value => all.Any(clause => Is(clause, value)))
                .Select(value => new FilterOption(
                    PolicyQuery.ToWord<T>(value)!,
                    $"{words(value)} ({Counting.Number(counted.Count(clause => Is(clause, value)))})",
                    EqualityComparer<T?>.Default.Equals(chosen, value)
                )),
        ];

        // A clause may be used in several ways.
        bool Is(ServedClause clause, T value) =>
            value is ServedBy way ? clause.Uses.Any(use => use.Way == way) : EqualityComparer<T?>.Default.Equals(of(clause), value);
    }

    private static List<FilterTag> Tags(PolicyQuery query, string authority)
    {
        var tags = new List<FilterTag>();
        if (query.Text is { } text)
            tags.Add(new($"Search: {text}", (query with { Text = null }).Url(authority)));
        if (query.Force is { } force)
            tags.Add(new($"Strength: {PolicyWords.Force(force)}", (query with { Force = null }).Url(authority)));
        if (query.Kind is { } kind)
            tags.Add(new($"Kind: {PolicyWords.Kind(kind)}", (query with { Kind = null }).Url(authority)));
        if (query.Served is { } served)
            tags.Add(new($"Use: {PolicyWords.Served(served)}", (query with { Served = null }).Url(authority)));
        return tags;
    }
}
