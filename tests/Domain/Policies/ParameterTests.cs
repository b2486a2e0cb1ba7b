using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>Every number of every pack matters: change it, and some worked case comes out differently.</summary>
public sealed class ParameterTests
{
    private static readonly PolicyLibrary Library = PolicyLibrary.Load(Repository.Config).Library!;

    private static readonly ILookup<string, WorkedCase> Cases =
        Directory.EnumerateFiles(Path.Combine(Repository.Config, "authorities"), "*.json", SearchOption.AllDirectories)
            .Select(path => WorkedCase.Read(File.ReadAllBytes(path)).Value!)
            .ToLookup(worked => worked.File.Authority);

    public static TheoryData<string> Councils => [.. Library.Authorities.Select(authority => authority.Id)];

    [Theory]
    [MemberData(nameof(Councils))]
    public void Changing_a_number_changes_a_worked_case(string council)
    {
        var policy = Library.For(council)!;
        var unproven = new List<string>();
        foreach (var (name, changed) in Changes(policy.Versions[^1]))
        {
            var with = policy with { Versions = [.. policy.Versions.SkipLast(1), changed] };
            if (!Cases[council].Any(worked => worked.Try(with, Library.Calendar).Any(check => check.Failure is not null)))
                unproven.Add(name);
        }

        Assert.True(unproven.Count == 0, $"No worked case of {council} changes with:\n{string.Join("\n", unproven)}");
    }

    // The council's own numbers: the national ones are proved by every council's cases together, below.
    private static IEnumerable<(string Name, PolicyPack Changed)> Changes(PolicyPack pack) =>
        Numbers(pack).Where(number => !number.Clause.StartsWith("ENG-", StringComparison.Ordinal)).Select(number => (number.Name, number.Changed));

    [Fact]
    public void Changing_a_national_number_changes_a_worked_case_of_some_council()
    {
        var unproven = Library.Authorities
            .SelectMany(authority => Numbers(Library.For(authority.Id)!.Versions[^1])
                .Where(number => number.Clause.StartsWith("ENG-", StringComparison.Ordinal))
                .Select(number => (number.Name, Proven: Cases[authority.Id].Any(worked => worked.Try(Library.For(authority.Id)! with { Versions = [number.Changed] }, Library.Calendar).Any(check => check.Failure is not null)))))
            .GroupBy(number => number.Name)
            .Where(number => !number.Any(tried => tried.Proven))
            .Select(number => number.Key)
            .ToList();
        Assert.True(unproven.Count == 0, $"No worked case changes with:\n{string.Join("\n", unproven)}");
    }

    private static IEnumerable<(string Name, string Clause, PolicyPack Changed)> Numbers(PolicyPack pack)
    {
        for (var d = 0; d < pack.Duties.Count; d++)
        {
            var duty = pack.Duties[d];
            for (var l = 0; l < duty.Limbs.Count; l++)
            {
                var limb = duty.Limbs[l];
                if (limb.Limit is not { } limit)
                    continue;
                var changed = duty with { Limbs = [.. duty.Limbs.Select((other, index) => index == l ? other with { Limit = limit with { Count = limit.Count + 1 } } : other)] };
                yield return ($"{duty.Id}: {limb.Clause.Id} {limit.InWords()}", limb.Clause.Id, With(pack, d, changed));
            }

            for (var c = 0; c < duty.When.Count; c++)
            {
                if (Shifted(duty.When[c]) is not { } shifted)
                    continue;
                var changed = duty with { When = [.. duty.When.Select((other, index) => index == c ? shifted : other)] };
                yield return ($"{duty.Id}: {duty.When[c].InWords}", duty.Limbs[0].Clause.Id, With(pack, d, changed));
            }
        }
    }

    private static Condition? Shifted(Condition condition) => condition switch
    {
        // A narrower band, so that a child at its edge falls out of it.
        Condition.Age { From: { } from } age => age with { From = from + 1 },
        Condition.Age { Under: { } under } age => age with { Under = under - 1 },
        _ => null
    };

    private static PolicyPack With(PolicyPack pack, int which, Duty changed) =>
        pack with { Duties = [.. pack.Duties.Select((duty, index) => index == which ? changed : duty)] };

    [Fact]
    public void A_sixth_council_is_a_folder_with_other_words_and_numbers()
    {
        var faults = new List<PolicyFault>();
        var files = PolicyFolder.Read(Repository.Config, faults).ToList();
        var model = Library.Authorities[0];
        var from = $"authorities/{model.Id}/";
        var sixth = files.Where(file => file.Path.StartsWith(from, StringComparison.Ordinal))
            .Select(file => new PolicyFile($"authorities/sixth/{file.Path[from.Length..]}", file.Text
                .Replace(model.Name, "Sixth Council", StringComparison.Ordinal)
                .Replace("within: 12 weeks, of: previous", "within: 10 weeks, of: previous", StringComparison.Ordinal)
                .Replace("review: Child in Care Review", "review: Our Review", StringComparison.Ordinal)))
            .ToList();
        var library = PolicyLibrary.Read([.. files, .. sixth], Library.Calendar, faults);
        Assert.Empty(faults);
        Assert.Equal(("Sixth Council", "Our Review"), (library!.For("sixth")!.Authority.Name, library.For("sixth")!.Authority.Word("review", "")));

        var child = A.Child(authority: "sixth").BecameLookedAfter("2026-09-14").PlanningMeeting("2026-10-05");
        Assert.Equal(A.Day("2026-12-14"), Due(library, "sixth"));
        Assert.Equal(A.Day("2026-12-28"), Due(library, model.Id));

        LocalDate? Due(PolicyLibrary policies, string council) => Domain.Obligations.ObligationEngine
            .Evaluate(child.Timeline, policies.For(council)!, policies.Calendar, A.Day("2026-10-06"))
            .Obligations.Single(obligation => obligation.Id == "review-planning-meeting.1").Due;
    }
}
