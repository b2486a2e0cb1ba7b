using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Permanence.Builders;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Proofs;
using Permanence.Domain.Tests.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Proofs;

/// <summary>
/// Every number of every pack is held by a worked case: made one larger or one smaller, some case comes out differently. And every clause
/// that a duty times stands in a case.
/// </summary>
public sealed partial class PolicyProofTests
{
    private static readonly WorkingDayCalendar Calendar = ReadOnce.Calendar;

    private static readonly IReadOnlyList<PolicyFile> Files = ReadOnce.Files;

    // Parsed and bound once: of each changed number only its own file is parsed again, and only what stands on it is bound again.
    private static readonly PolicyDocuments Documents = PolicyDocuments.Parse(Files);

    private static readonly ConcurrentDictionary<string, PolicyPacks?> AsTheyStand = new(StringComparer.Ordinal);

    private static readonly string[] Councils =
    [
        .. Directory
            .EnumerateDirectories(Path.Combine(Repository.Config, "authorities"))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly ILookup<string, WorkedCase> Cases = Directory
        .EnumerateFiles(Path.Combine(Repository.Config, "authorities"), "*.json", SearchOption.AllDirectories)
        .Select(path => WorkedCase.Read(File.ReadAllBytes(path)).Value!)
        .ToLookup(worked => worked.File.Authority);

    public static TheoryData<string> Packs => [.. Councils, "england"];

    public static TheoryData<string> EveryCouncil => [.. Councils];

    [GeneratedRegex(@"\b(within|grace|at-least|more-than|at-most|under|from|birthday|nth|review|review-from): (\d+)\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"^([a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex Section();

    [Theory]
    [MemberData(nameof(Packs))]
    public void Every_number_of_a_pack_is_held_by_a_worked_case(string pack)
    {
        var root = pack == "england" ? "england/" : $"authorities/{pack}/";
        var numbers =
            from file in Files
            where
                file.Path.StartsWith(root, StringComparison.Ordinal)
                && Path.GetFileName(file.Path) is not ("clauses.yaml" or "pack.yaml" or "authority.yaml")
            let sections = Section().Matches(file.Text)
            from match in Number().Matches(file.Text)
            where IsOfADuty(file.Text, sections, match.Index)
            select (File: file, Match: match);
        // Of a pack that does not read as it stands, or of which a case fails, every number would look held.
        Assert.All(CouncilsUnder(pack), council => Assert.True(AsItStands(council) is not null, $"{council} fails as it stands"));
        // Each is tried for itself, on all processors there are.
        var loose = numbers
            .AsParallel()
            .AsOrdered()
            .Where(number => !IsHeld(pack, number.File, number.Match))
            .Select(number => $"{number.File.Path}:{number.File.Text.AsSpan(0, number.Match.Index).Count('\n') + 1}: {number.Match.Value}")
            .ToList();

        Assert.True(loose.Count == 0, $"No worked case would notice if these were one more or one less:\n{string.Join("\n", loose)}");
    }

    [Theory]
    [MemberData(nameof(EveryCouncil))]
    public void Every_clause_that_a_duty_times_stands_in_a_worked_case(string council)
    {
        var policy = ReadOnce.Library.For(council)!;
        var tried = Cases[council].SelectMany(worked => worked.Try(policy, Calendar)).Select(check => check.Clause).ToHashSet();
        var untried = policy
            .Versions.SelectMany(version => version.Duties)
            .SelectMany(duty => duty.Limbs)
            .Select(limb => limb.Clause.Id)
            .Where(clause => !clause.StartsWith("ENG-", StringComparison.Ordinal) && !tried.Contains(clause))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(untried.Count == 0, $"No worked case asks about {string.Join(", ", untried)}");
    }

    private static PolicyFile Altered(PolicyFile file, Group number, int by)
    {
        var altered = (int.Parse(number.Value, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture);
        return file with
        {
            Text = string.Concat(file.Text.AsSpan(0, number.Index), altered, file.Text.AsSpan(number.Index + number.Length)),
        };
    }

    // Numbers of moments, duties and indicators; not of comments, gates or forms, which are tried where they are enforced and shown.
    private static bool IsOfADuty(string text, MatchCollection sections, int at)
    {
        var section = sections.LastOrDefault(section => section.Index < at)?.Groups[1].Value;
        return section is "moments" or "events" or "duties" or "indicators" or "waits"
            && !text.AsSpan(text.LastIndexOf('\n', at) + 1, at - text.LastIndexOf('\n', at) - 1).Contains('#');
    }

    private static string[] CouncilsUnder(string pack) => pack == "england" ? Councils : [pack];

    // A pack that no longer reads is noticed too: a national limit loosened past its own councils, a review that is not there. The cases
    // that speak of a clause whose rule has come out otherwise are the likeliest to notice, so they are tried first, both ways.
    private static bool IsHeld(string pack, PolicyFile file, Match number)
    {
        var unlikely = new List<(PolicyPacks Policy, IEnumerable<WorkedCase> Cases)>();
        foreach (var by in (int[])[1, -1])
        {
            var documents = Documents.With(Altered(file, number.Groups[2], by));
            foreach (var council in CouncilsUnder(pack))
            {
                if (documents.Bind(Calendar, council).Library?.For(council) is not { } policy)
                    return true;
                var clauses = Otherwise(AsItStands(council)!, policy);
                var likely = Cases[council].ToLookup(worked => worked.Clauses.Overlaps(clauses));
                if (Fails(policy, likely[true]))
                    return true;
                unlikely.Add((policy, likely[false]));
            }
        }

        return unlikely.Exists(left => Fails(left.Policy, left.Cases));
    }

    private static bool Fails(PolicyPacks policy, IEnumerable<WorkedCase> cases) =>
        cases.Any(worked => worked.Try(policy, Calendar).Any(check => check.Failure is not null));

    /// <summary>A council's policy with no number altered; null where it does not read, or a case fails.</summary>
    private static PolicyPacks? AsItStands(string council) =>
        AsTheyStand.GetOrAdd(
            council,
            _ => Documents.Bind(Calendar, council).Library?.For(council) is { } policy && !Fails(policy, Cases[council]) ? policy : null
        );

    /// <summary>The clauses of what was bound anew. All else of the two policies is the same object.</summary>
    private static HashSet<string> Otherwise(PolicyPacks whole, PolicyPacks altered)
    {
        var same = whole.Versions.SelectMany(Rules).ToHashSet(ReferenceEqualityComparer.Instance);
        return altered.Versions.SelectMany(Rules).Where(rule => !same.Contains(rule)).SelectMany(Clauses).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<object> Rules(PolicyPack pack) =>
        [.. pack.Duties, .. pack.Indicators, .. pack.Waits, .. pack.Moments.Values];

    private static IEnumerable<string> Clauses(object rule) =>
        rule switch
        {
            Duty duty => duty.Limbs.Select(limb => limb.Clause.Id),
            Indicator indicator => [indicator.Clause.Id],
            Wait wait => [wait.Clause.Id],
            Moment.Review review => review.Latest.Select(latest => latest.Clause.Id),
            Moment.Booked booked => booked.Latest.Select(latest => latest.Clause.Id),
            _ => [],
        };
}
