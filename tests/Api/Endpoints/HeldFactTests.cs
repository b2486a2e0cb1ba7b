using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Permanence.Api.Tests.Hosting;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Xunit;

namespace Permanence.Api.Tests.Endpoints;

/// <summary>Deciding where a return and a person disagree, as another program does it.</summary>
public sealed class HeldFactTests(Platform platform)
{
    private const string Children = "/api/authorities/bcp/children";

    [Fact]
    public async Task What_waits_is_listed_with_both_sides_and_decided_once()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await OpenWithReturn("HELD-1");

        var waiting = (await worker.GetJson($"{Children}/HELD-1/held")).EnumerateArray().Single();
        var command = Guid.NewGuid();
        using var first = await Decide(worker, "HELD-1", command, waiting.GetProperty("fact").GetString()!, "take");
        using var again = await Decide(worker, "HELD-1", command, waiting.GetProperty("fact").GetString()!, "take");
        using var other = await Decide(worker, "HELD-1", Guid.NewGuid(), waiting.GetProperty("fact").GetString()!, "keep");

        Assert.Equal(
            ("2025-04-02", "2025-04-07"),
            (waiting.GetProperty("recorded").GetProperty("on").GetString(), waiting.GetProperty("returned").GetProperty("on").GetString())
        );
        Assert.Equal(("reviews.csv", 7), (waiting.GetProperty("file").GetString(), waiting.GetProperty("line").GetInt32()));
        Assert.Equal(
            ["event-corrected", "held-fact-decided"],
            (await first.Json()).GetProperty("recorded").EnumerateArray().Select(one => one.GetProperty("type").GetString()!)
        );
        Assert.Equal((await first.Json()).GetRawText(), (await again.Json()).GetRawText());
        await other.Refused(HttpStatusCode.Conflict, "already-decided");
        Assert.Empty((await worker.GetJson($"{Children}/HELD-1/held")).EnumerateArray());
    }

    [Fact]
    public async Task What_is_not_a_decision_is_refused_by_its_fields()
    {
        var worker = await platform.SignedIn("bcp-social-worker");
        await OpenWithReturn("HELD-2");

        using var answer = await worker.PostJson(
            $"{Children}/HELD-2/held",
            """{"colour":"red","commandId":"x","decision":"both","reason":""}"""
        );
        using var nobody = await worker.Get($"{Children}/NOBODY/held");

        Assert.Equal(["colour", "commandId", "fact", "reason", "decision"], (await answer.Json()).Fields());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        await nobody.Refused(HttpStatusCode.NotFound, "no-such-child");
        Assert.Single((await worker.GetJson($"{Children}/HELD-2/held")).EnumerateArray());
    }

    private static Task<HttpResponseMessage> Decide(HttpClient client, string child, Guid command, string fact, string decision) =>
        client.PostJson(
            $"{Children}/{child}/held",
            JsonSerializer.Serialize(
                new
                {
                    commandId = command,
                    fact,
                    decision,
                    reason = "The minutes say so.",
                }
            )
        );

    private async Task OpenWithReturn(string child)
    {
        var file = CaseFileJson
            .ReadCaseFile(
                Encoding.UTF8.GetBytes(
                    Calls.CaseFile("bcp", child, $$"""{{Calls.Entered}},{"type":"review-held","on":"2025-04-02","number":1}""")
                )
            )
            .Value!;
        var returned = new ReturnedChild(
            child,
            [
                new(ReturnKind.Header, "header.csv", 3, [child, "F", "04/09/2018", "", "", "", ""]),
                new(ReturnKind.Reviews, "reviews.csv", 7, [child, "04/09/2018", "07/04/2025", "PN1"]),
            ]
        );
        // As the record is after a person and an import said what they know.
        file = file with
        {
            Events =
            [
                .. file.Events.Select(
                    (one, index) =>
                        one with
                        {
                            Id = $"e{index + 1}",
                            Recorded = new Recording(Instant.FromUtc(2025, 5, 1, 9, 0), "bcp-social-worker", "page"),
                        }
                ),
            ],
        };
        var plan = ReturnMerge
            .Plan(file, returned, "bcp", new CollectionYear(2025), "i1")
            .As(Instant.FromUtc(2025, 5, 30, 9, 0), "bcp-analyst");
        var loaded = file with { Child = plan.Details, Events = [.. file.Events, .. plan.EventsToAdd] };
        using var _ = Caller.Platform("test", "test").Ask();
        var ruling = await platform
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IChildGrain>(new ChildKey("bcp", child))
            .Load(Guid.NewGuid(), loaded);
        Assert.Empty(ruling.Refusals);
    }
}
