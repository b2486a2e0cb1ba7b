using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;
using static Permanence.Domain.Tests.Returns.Merged;

namespace Permanence.Domain.Tests.Returns;

/// <summary>An import taken back, or begun again.</summary>
public sealed class MergeUndoneTests
{
    [Theory]
    [InlineData("import-1", "2023,2024")]
    [InlineData("import-2", "2022,2024")]
    [InlineData("import-3", "2022,2023")]
    public void Undoing_one_import_leaves_what_the_others_say(string import, string left)
    {
        var council = new Council();
        council.Import(Samples.Y22, Samples.Y23, Samples.Y24);
        council.Record("P0006", Happened("wishes-recorded", 2025, 1, 10));

        council.Undo(import);

        var others = new Council();
        others.Import([
            .. left.Split(',').Select(year => new CollectionYear(int.Parse(year, System.Globalization.CultureInfo.InvariantCulture))),
        ]);
        others.Record("P0006", Happened("wishes-recorded", 2025, 1, 10));
        Assert.Equal(others.AllFacts(), council.AllFacts());
        Assert.True(ReturnMerge.Undo(council["P0006"], import).ChangesNothing);
        Assert.True(ReturnMerge.Undo(council["P0006"], "no such import").ChangesNothing);
    }

    [Fact]
    public void Undoing_everything_leaves_no_record_but_those_that_people_added_to()
    {
        var council = new Council();
        council.Import(Samples.Y23, Samples.Y24);
        council.Record("P0006", Happened("wishes-recorded", 2025, 1, 10));

        council.Undo("import-2");
        council.Undo("import-1");

        Assert.Equal(["P0006"], council.Files.Keys);
        Assert.Equal(["""{"type":"wishes-recorded","on":"2025-01-10"}"""], council.Facts("P0006"));
    }

    [Fact]
    public void A_return_that_a_person_wrote_into_a_record_by_hand_says_nothing()
    {
        var council = new Council();
        council.Import(Samples.Y24);
        var kept = council["P0006"].Events.Single(happened => happened.Type == "return-received");
        council.Record(
            "P0006",
            kept with
            {
                Id = "forged",
                Fields = EventFields.Of(
                    kept.Fields.Select(field => field.Key == "year" ? KeyValuePair.Create<string, object>("year", "2023-24") : field)
                ),
            }
        );

        Assert.True(council.Import(Samples.Y24).Single(plan => plan.ChildId == "P0006").ChangesNothing);
        Assert.False(ReturnMerge.Undo(council["P0006"], "import-1").NothingLeft);
    }

    [Fact]
    public void A_plan_made_again_after_it_was_half_applied_does_the_rest()
    {
        var reading = Samples.Read(Samples.Y24);
        var council = new Council();
        council.Import(reading);
        foreach (var child in reading.Children)
            Assert.True(ReturnMerge.Plan(council[child.Id], child, Samples.Authority, Samples.Y24, "import-1").ChangesNothing);
    }
}
