using Permanence.Api.Tests.CommandLine;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Hosting;

public sealed class InventedRegionTests
{
    private const int Each = 12;

    [Fact]
    public async Task The_first_start_fills_every_councils_board_and_a_start_that_was_cut_short_goes_on()
    {
        using var config = new ScratchConfig();
        config.Change(
            "demo/region.yaml",
            text => System.Text.RegularExpressions.Regex.Replace(text, @"children: \d+", $"children: {Each}")
        );
        var data = Directory.CreateTempSubdirectory("permanence-region-");
        try
        {
            await using (var cutShort = await Platform.StartIn(data, config.Folder))
            {
                await Eventually.IsTrue(
                    "some children are there",
                    async () => await Shown(await cutShort.SignedIn("platform-administrator")) > 0,
                    cancellation: TestContext.Current.CancellationToken
                );
            }

            await using var again = await Platform.StartIn(data, config.Folder);
            var administrator = await again.SignedIn("platform-administrator");
            await Eventually.IsTrue(
                "the region is loaded",
                () => File.ReadAllText(Path.Combine(data.FullName, "invented-region")) == "loaded",
                TimeSpan.FromMinutes(2),
                TestContext.Current.CancellationToken
            );
            await Eventually.IsTrue(
                "every board shows its children",
                async () => await Shown(administrator) == 5 * Each,
                TimeSpan.FromMinutes(1),
                TestContext.Current.CancellationToken
            );
            var sheets = (await administrator.GetJson("/api/authorities/hertfordshire/lists/adopter-sheet"))
                .GetProperty("sheets")
                .EnumerateArray()
                .Select(sheet => sheet.GetProperty("rows").GetInt32())
                .ToList();
            Assert.Equal((4, 22), (sheets.Count, sheets.Sum()));
            Assert.DoesNotContain(0, sheets);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        static async Task<int> Shown(HttpClient client)
        {
            var shown = 0;
            foreach (var council in (await client.GetJson("/api/authorities")).EnumerateArray())
                shown += (await client.GetJson($"/api/authorities/{council.GetProperty("id")}/board")).GetProperty("rows").GetArrayLength();
            return shown;
        }
    }
}
