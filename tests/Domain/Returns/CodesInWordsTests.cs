using Permanence.Builders;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

public sealed class CodesInWordsTests
{
    [Theory]
    [InlineData("LS", "C2", "A legal status.", "C2: Full care order")]
    [InlineData("LS", "Q9", "'Q9' is not a code of LS: use one of C1, C2.", null)]
    [InlineData("RNE", "S", "RNE is S, but the episode before ended.", "S: Started to be looked-after")]
    [InlineData(
        "LS",
        "C2",
        "The child is placed for adoption with a placement order (A5) but the legal status is C2, not E1: correct one of them.",
        "C2: Full care order; A5: Placed for adoption under a placement order, with the current foster carer; E1: Placement order"
    )]
    [InlineData(
        "DATE_PLACED",
        "01/02/2024",
        "The child was placed for adoption (A6) but the decision was reversed (RD3).",
        "A6: Placed for adoption under a placement order; RD3: Prospective adopters could not be found"
    )]
    [InlineData("REASON_PLACE_CHANGE", "PLACE", "PLACE and REC.", "PLACE: Change in the status of placement only")]
    [InlineData("MISSING", "A", "A child came back.", "A: Away from placement without authorisation (whereabouts known)")]
    [InlineData("MIS_END", "01/02/2024", "A child came back.", null)]
    [InlineData("UPN", "UN1", "A pupil number.", "UN1: Not of school age*")]
    [InlineData("SEX", "1", "SEX is 1 here but M in the Header file.", "1: Male; M: Male")]
    [InlineData("DOB", "01/02/2015", "The record C2 has another date of birth.", null)]
    [InlineData("", "U6 on 5 May 2024", "Placement started: the return says U6 on 5 May 2024.", "U6: Foster placement")]
    [InlineData("", "P1 on 5 May 2024", "Earlier permanence recorded: the return says P1 on 5 May 2024.", "P1: Adoption")]
    [InlineData(
        "",
        "P1 on 5 May 2024",
        "Placement started: the return says P1.",
        "P1: With parents or others with parental responsibility"
    )]
    public void A_finding_has_the_words_of_the_codes_it_names(string field, string value, string message, string? words)
    {
        var finding = new ReturnFinding("file.csv", 2, "C1", field, value, "1", FindingGrade.Warning, message);

        var beside = CodesInWords.Beside(Samples.Codes, finding);

        if (words is { } begun && begun.EndsWith('*'))
            Assert.StartsWith(begun[..^1], beside.Codes, StringComparison.Ordinal);
        else
            Assert.Equal(words, beside.Codes);
        Assert.Equal(finding, beside with { Codes = null });
    }

    [Fact]
    public void Whatever_column_a_code_stands_in_it_has_its_words()
    {
        foreach (var column in ReturnColumns.Kinds.SelectMany(ReturnColumns.Of).Distinct())
        {
            foreach (var code in Samples.Codes.Of(column))
            {
                var finding = new ReturnFinding("file.csv", 2, "C1", column, code.Code, "1", FindingGrade.Warning, "It differs.");
                Assert.Equal($"{code.Code}: {code.InWords}", CodesInWords.Beside(Samples.Codes, finding).Codes);
            }
        }
    }

    [Fact]
    public void Every_code_that_a_year_beside_another_says_otherwise_has_its_words()
    {
        var council = new Council();
        council.Import(Samples.Y23);
        var changed = Samples.ReadWith(Samples.Y24, "episodes.csv", text => text.Replace(",U6,", ",U4,", StringComparison.Ordinal));

        var findings = council
            .Import(changed)
            .SelectMany(plan => plan.Held)
            .Where(finding => finding.Rule == "503D")
            .Select(finding => CodesInWords.Beside(Samples.Codes, finding))
            .ToList();

        Assert.NotEmpty(findings);
        Assert.All(findings, finding =>
        {
            Assert.Contains("U4: ", finding.Codes, StringComparison.Ordinal);
            Assert.Contains("U6: Foster placement", finding.Codes, StringComparison.Ordinal);
        });
    }
}
