using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Hosting;

/// <summary>A council whose policy has a second version beside the first.</summary>
public sealed class PolicyVersionTests
{
    private const string Second = "authorities/bcp/2026-01-01";

    [Fact]
    public async Task Two_versions_stand_side_by_side_and_a_childs_duty_says_which_one_governs_it()
    {
        using var config = new ScratchConfig();
        AddVersion(config);
        await using var platform = await Platform.StartOn(config.Folder);
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open(
            "bcp",
            "A-1",
            """{"type":"care-decision-made","on":"2026-02-02"},"""
                + """{"type":"became-looked-after","on":"2026-02-05","basis":"planned","legalStatus":"V2"}"""
        );
        await worker.Open(
            "bcp",
            "A-2",
            """{"type":"care-decision-made","on":"2025-12-12"},"""
                + """{"type":"became-looked-after","on":"2025-12-15","basis":"planned","legalStatus":"V2"}"""
        );

        var policy = await Get(worker, "/bcp/policy");
        Assert.Equal(
            ["2026-01-01", "2020-07-16"],
            policy.QuerySelectorAll("select[name=version] option").Select(option => option.GetAttribute("value"))
        );
        Assert.DoesNotContain("past its own review date", policy.Body!.TextContent, StringComparison.Ordinal);
        var earlier = await Get(worker, "/bcp/policy?version=2020-07-16");
        Assert.Contains(
            "This is an earlier version. Version 1 January 2026 is in force today.",
            earlier.Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.All(
            earlier.QuerySelectorAll(".app-provision__head a"),
            link => Assert.EndsWith("?version=2020-07-16", link.GetAttribute("href"), StringComparison.Ordinal)
        );

        var compared = await Get(worker, "/bcp/policy/compare");
        Assert.Equal("2020-07-16", compared.QuerySelector<IHtmlSelectElement>("select[name=from]")!.Value);
        var rows = compared
            .QuerySelectorAll(".app-differences tbody tr")
            .Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray())
            .ToList();
        Assert.Contains(
            rows,
            row =>
                row is ["BCP-8-08", var before, var after]
                && before.StartsWith("Within 20 working days", StringComparison.Ordinal)
                && after.StartsWith("Within 15 working days", StringComparison.Ordinal)
        );
        Assert.Contains(rows, row => row is ["Strength", "Where possible", "Should"]);
        Assert.Contains("Summary to the young person", compared.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("stay under the version they arose under", compared.Body.TextContent, StringComparison.Ordinal);

        var governed = await worker.Duty("bcp", "A-1", "BCP-8-08");
        Assert.Equal(("2026-01-01", "2026-02-23"), (governed.GetProperty("version").GetString(), governed.GetProperty("due").GetString()));
        var old = await worker.Duty("bcp", "A-2", "BCP-8-08");
        Assert.Equal("2020-07-16", old.GetProperty("version").GetString());
        Assert.Contains(
            "before version 2026-01-01 took effect on 1 January 2026",
            old.GetProperty("limbs")[0].GetProperty("because")[0].GetString(),
            StringComparison.Ordinal
        );
        var child = await Get(worker, "/bcp/children/A-2");
        Assert.Contains(
            child.QuerySelectorAll(".app-duty a"),
            link => link.GetAttribute("href") == "/bcp/policy/clauses/BCP-8-08?version=2020-07-16"
        );
    }

    private static void AddVersion(ScratchConfig config)
    {
        var first = config.At("authorities/bcp/2020-07-16");
        Directory.CreateDirectory(config.At(Second));
        foreach (var file in Directory.EnumerateFiles(first))
            File.Copy(file, Path.Combine(config.At(Second), Path.GetFileName(file)));
        config.Change(
            $"{Second}/pack.yaml",
            text =>
                text.Replace("2020-07-16", "2026-01-01", StringComparison.Ordinal)
                    .Replace("next-review: 2021-07-31", "next-review: 2099-01-01", StringComparison.Ordinal)
        );
        config.Change(
            $"{Second}/planning-meetings.yaml",
            text => text.Replace("within: 20 working-days", "within: 15 working-days", StringComparison.Ordinal)
        );
        config.Change(
            $"{Second}/clauses.yaml",
            text =>
                $"{text.Replace("force: where-possible", "force: should", StringComparison.Ordinal).TrimEnd()}\n  - {{ id: "
                + "BCP-8-99, section: \"8\", kind: form, force: must, title: Summary to the young person, says: "
                + $"A young person is sent a summary., not-served: invented for this test }}\n"
        );
    }

    private static async Task<IDocument> Get(HttpClient client, string address)
    {
        using var answer = await client.Get(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await BrowsingContext
            .New(Configuration.Default)
            .OpenAsync(response => response.Content(html), TestContext.Current.CancellationToken);
    }
}
