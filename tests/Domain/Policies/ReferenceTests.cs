using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Proofs;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>What the packs say beside clocks, gates and counts.</summary>
public sealed class ReferenceTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    private static readonly IReadOnlyList<PolicyPack> Packs =
    [
        .. Library.Authorities.SelectMany(council => Library.For(council.Id)!.Versions),
    ];

    public static TheoryData<string> Councils => [.. Library.Authorities.Select(council => council.Id)];

    [Theory]
    [MemberData(nameof(Councils))]
    public void Every_clause_of_the_register_is_accounted_for(string council)
    {
        var left = PolicyCoverage
            .Of(Library.For(council)!.Versions[^1])
            .Where(covered => covered.Served is null && covered.Clause.NotServed is null)
            .Select(covered => $"{covered.Clause.Id} ({covered.Clause.Kind}): {covered.Clause.Title}");
        Assert.Equal([], left);
    }

    [Fact]
    public void A_clause_that_nothing_uses_is_reported_and_not_passed_over()
    {
        var pack = Packs[0] with
        {
            Moments = new Dictionary<string, Moment>(),
            Duties = [],
            Gates = [],
            Indicators = [],
            Waits = [],
            Reference = PolicyReference.None,
        };
        Assert.All(PolicyCoverage.Of(pack), covered => Assert.Null(covered.Served));
    }

    [Fact]
    public void Every_use_says_in_which_file_and_line_it_stands() =>
        Assert.All(
            Packs.SelectMany(pack => pack.Reference.Uses),
            use => Assert.Matches(@"^(england|authorities/.+)/[a-z-]+\.yaml:[1-9]\d*$", use.Where)
        );

    [Fact]
    public void A_setting_is_blank_until_the_council_chooses() =>
        Assert.All(Packs.SelectMany(pack => pack.Reference.Settings), setting => Assert.Null(setting.Value));

    [Fact]
    public void A_meeting_gives_how_often_it_sits_only_where_a_clause_of_it_has_the_number()
    {
        Assert.All(
            Packs.SelectMany(pack => pack.Reference.Meetings).Where(meeting => meeting.Every is not null),
            meeting => Assert.NotEmpty(meeting.EveryClauses)
        );
    }

    [Fact]
    public void An_order_of_preference_has_no_rank_twice_among_options_that_are_ranked_and_begins_at_one()
    {
        foreach (var pack in Packs)
        {
            var ranks = pack
                .Reference.Options.Where(option => option.Rank is not null)
                .Select(option => option.Rank!.Value)
                .Distinct()
                .Order()
                .ToList();
            Assert.Equal(Enumerable.Range(1, ranks.Count), ranks);
        }
    }

    [Fact]
    public void A_point_for_or_against_an_option_does_not_repeat_the_option_s_name()
    {
        var points = Packs
            .SelectMany(pack => pack.Reference.Options)
            .SelectMany(option => option.Advantages.Concat(option.Disadvantages))
            .ToList();
        Assert.NotEmpty(points);
        Assert.DoesNotContain(
            points,
            point =>
                point.Says.StartsWith("Adoption:", StringComparison.Ordinal)
                || point.Says.StartsWith("Special guardianship:", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_rating_of_siblings_is_asked_of_each_pair()
    {
        var ratings = Packs
            .SelectMany(pack => pack.Reference.Forms)
            .SelectMany(form => form.Fields)
            .Where(field => field.Type == FieldType.Rating)
            .ToList();
        Assert.NotEmpty(ratings);
        Assert.All(ratings, rating => Assert.Equal((0, 10), rating.Scale));
        Assert.Contains(ratings, rating => rating.Each == AskedOf.PairOfSiblings);
    }

    [Fact]
    public void What_is_restored_by_inference_says_from_what()
    {
        var restored = Packs
            .SelectMany(pack => pack.Reference.Forms)
            .SelectMany(form => form.Fields)
            .Where(field => field.Origin == FieldOrigin.Restored)
            .ToList();
        Assert.NotEmpty(restored);
        Assert.All(restored, field => Assert.False(string.IsNullOrWhiteSpace(field.Note)));
    }
}
