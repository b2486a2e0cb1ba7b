using System.Text;
using Permanence.Builders;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

public sealed class CodeSetTests
{
    [Theory]
    [InlineData("SEX", "1", 2023, true)]
    [InlineData("SEX", "1", 2024, false)]
    [InlineData("SEX", "M", 2023, false)]
    [InlineData("SEX", "M", 2024, true)]
    [InlineData("PLACE", "K3", 2023, false)]
    [InlineData("PLACE", "K3", 2024, true)]
    [InlineData("PLACE", "Z1", 2024, true)]
    [InlineData("PLACE", "Z1", 2025, false)]
    [InlineData("PLACE", "Z11", 2025, true)]
    [InlineData("REC", "E43", 2017, true)]
    [InlineData("REC", "E43", 2018, false)]
    [InlineData("SW_REASON", "FCONTA", 2022, false)]
    [InlineData("LS", "C2", 2024, true)]
    [InlineData("LS", "C9", 2024, false)]
    public void A_code_is_valid_in_its_years(string field, string code, int year, bool valid) =>
        Assert.Equal(valid, Samples.Codes.IsValid(field, code, new CollectionYear(year)));

    [Theory]
    [InlineData("field,code,valid\nRNE,S,all years\n", "meaning")]
    [InlineData("field,code,meaning,valid\nRNE,S,Started,sometimes\n", "'sometimes'")]
    [InlineData("field,code,meaning,valid\nRNE,S,Started,all years\nRNE,S,Started,all years\n", "twice")]
    [InlineData("", "line of column names")]
    public void Code_sets_that_cannot_be_read_are_refused_with_what_is_wrong(string text, string says)
    {
        var read = CodeSets.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.False(read.Succeeded);
        Assert.Contains(read.Refusals, refusal => refusal.Sentence.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fostering", "U1 U2 U3 U4 U5 U6")]
    [InlineData("kinship", "U1 U2 U3")]
    [InlineData("early-permanence", "U2 U5")]
    [InlineData("adoptive", "A3 A4 A5 A6")]
    [InlineData("residential", "K1 K2 R1 S1")]
    [InlineData("with-parents", "P1")]
    [InlineData("nothing", "")]
    public void Placements_belong_to_the_groups_that_policies_name(string group, string codes) =>
        Assert.Equal(codes, string.Join(' ', Samples.Codes.PlacementsIn(group).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_code_that_people_enter_has_words_of_its_own()
    {
        foreach (
            var field in new[]
            {
                CodeSets.LegalStatuses,
                CodeSets.Placements,
                CodeSets.CeasedReasons,
                CodeSets.Participations,
                CodeSets.EarlierPermanence,
            }
        )
        {
            var said = Samples.Codes.Of(field).Where(code => code.Words is not null).Select(code => code.Words).ToList();
            Assert.NotEmpty(said);
            Assert.Equal(said, said.Distinct());
        }

        // An episode that goes on under another code is no way of leaving care.
        Assert.Null(Samples.Codes.Find(CodeSets.CeasedReasons, "X1")!.Words);
    }

    [Fact]
    public void A_refused_code_is_named_with_its_line()
    {
        var read = CodeSets.Read(
            new MemoryStream(Encoding.UTF8.GetBytes("field,code,meaning,valid\nRNE,S,Started,all years\nRNE,T,Moved,sometimes\n"))
        );
        Assert.Equal("3", Assert.Single(read.Refusals, refusal => refusal.Sentence.Contains("sometimes", StringComparison.Ordinal)).Field);
    }

    [Theory]
    [InlineData("2024-25", 2024)]
    [InlineData(" 2024/25 ", 2024)]
    [InlineData("2024-2025", 2024)]
    [InlineData("2099-00", 2099)]
    public void A_collection_year_is_two_years_that_follow_each_other(string text, int starts) =>
        Assert.Equal(new CollectionYear(starts), CollectionYear.Parse(text).Value);

    [Theory]
    [InlineData("2024")]
    [InlineData("2024-26")]
    [InlineData("1999-00")]
    [InlineData("24-25")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_refused(string? text) =>
        Assert.Equal("bad-collection-year", Assert.Single(CollectionYear.Parse(text).Refusals).Code);
}
