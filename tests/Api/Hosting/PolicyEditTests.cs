using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Permanence.Builders;
using Permanence.Grains.Policies;
using Xunit;

namespace Permanence.Api.Tests.Hosting;

/// <summary>Somebody edits a policy's files while the program serves.</summary>
public sealed class PolicyEditTests
{
    private const string File = "authorities/bcp/2020-07-16/planning-meetings.yaml";
    private const string Meeting =
        """{"type":"became-looked-after","on":"2025-03-10","basis":"planned","legalStatus":"V2"},"""
        + """{"type":"meeting-held","on":"2025-03-27","meeting":"permanence-planning"}""";

    [Fact]
    public async Task A_bad_edit_is_refused_with_its_reasons_while_the_old_pack_keeps_serving_and_a_good_one_is_taken_up()
    {
        using var config = new ScratchConfig();
        await using var platform = await Platform.StartOn(config.Folder);
        var source = platform.Services.GetRequiredService<PolicySource>();
        var worker = await platform.SignedIn("bcp-social-worker");
        await worker.Open("bcp", "A-1", Meeting);
        var before = Hash(await Page(worker, "/bcp/policy"));
        Assert.Equal("2025-06-19", await Due(worker));

        config.Change(
            File,
            text => text.Replace("within: 12 weeks, of: previous", "within: 12 wekks, of: previous", StringComparison.Ordinal)
        );
        Assert.False(source.LookAgain());

        var refused = await Page(worker, "/bcp/policy");
        Assert.Matches(@"The policy files were changed and refused at \d\d:\d\d\. The version read at \d\d:\d\d keeps serving\.", refused);
        Assert.Matches($@"<code>{Regex.Escape(File)}:\d+: [^<]*wekks", refused);
        Assert.Equal(before, Hash(refused));
        Assert.Equal("2025-06-19", await Due(worker));
        var health = await platform.Stranger().GetJson("/health/policies");
        Assert.Equal("edit-refused", health.GetProperty("state").GetString());
        Assert.StartsWith($"{File}:", health.GetProperty("faults")[0].GetString(), StringComparison.Ordinal);
        await platform.IsReady();

        var neighbour = await Page(await platform.SignedIn("herefordshire-social-worker"), "/herefordshire/policy");
        Assert.Contains("1 fault stands in files of another council.", neighbour, StringComparison.Ordinal);
        Assert.DoesNotContain("wekks", neighbour, StringComparison.Ordinal);

        config.Change(
            File,
            text => text.Replace("within: 12 wekks, of: previous", "within: 10 weeks, of: previous", StringComparison.Ordinal)
        );
        Assert.True(source.LookAgain());

        var taken = await Page(worker, "/bcp/policy");
        Assert.DoesNotContain("refused", taken, StringComparison.Ordinal);
        Assert.NotEqual(before, Hash(taken));
        Assert.Equal("2025-06-05", await Due(worker));
        Assert.Contains("Within 10 weeks of the last one", await Page(worker, "/bcp/policy/clauses/BCP-8-10"), StringComparison.Ordinal);
        Assert.Contains("/bcp/policy/compare?edit=2020-07-16", taken, StringComparison.Ordinal);
        var compared = await Page(worker, "/bcp/policy/compare?edit=2020-07-16");
        Assert.Matches(@"<h1[^>]*>What the last edit changed</h1>", compared);
        Assert.Matches(@"Within 12 weeks of the last one</td>\s*<td[^>]*>Within 10 weeks of the last one", compared);
        Assert.Contains("1 duty has other dates.", compared, StringComparison.Ordinal);
        var moved = await Page(worker, "/bcp/policy/compare?edit=2020-07-16&children=yes");
        Assert.Contains("1 duty moves for 1 of 1 child today.", moved, StringComparison.Ordinal);
        Assert.Matches(@"Overdue, 19 June 2025</td>\s*<td[^>]*>Overdue, 5 June 2025", moved);
        var current = await platform.Stranger().GetJson("/health/policies");
        Assert.Equal("current", current.GetProperty("state").GetString());
        Assert.Contains(
            current.GetProperty("running").EnumerateArray(),
            running => running.GetProperty("authority").GetString() == "bcp" && running.GetProperty("hash").GetString() == Hash(taken)
        );
    }

    private static async Task<string?> Due(HttpClient worker)
    {
        var duty = await worker.Duty("bcp", "A-1", "BCP-8-10");
        return duty.GetProperty("limbs")
            .EnumerateArray()
            .First(limb =>
                limb.GetProperty("clause").GetString() == "BCP-8-10" && limb.GetProperty("due").ValueKind == JsonValueKind.String
            )
            .GetProperty("due")
            .GetString();
    }

    private static async Task<string> Page(HttpClient client, string address)
    {
        using var answer = await client.Get(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Hash(string page) => Regex.Match(page, "<code>([0-9a-f]{16})</code>").Groups[1].Value;
}
