using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Permanence.Builders;
using Permanence.Domain.Returns;

namespace Permanence.Mutants;

/// <summary>
/// Bodies and questions over HTTP: records opened, events, decisions on held facts, rows of lists, imports, days and instants asked for. No
/// answer is a fault of the server's, except 503 where the store is away; what is refused is refused in a sentence.
/// </summary>
public static class BodyMutants
{
    private const string Council = "saltmarsh";
    private const string Child = "MUT-1";

    private static readonly string[] Instants =
    [
        "2026-01-05T09:00:00Z",
        "-9998-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "now",
        "",
    ];
    private static readonly string[] Days = ["2026-02-30", "9999-12-31", "0001-01-01", "-9998-01-01", "2026-06-16", "10000-01-01", "x", ""];

    /// <param name="send">How a request is sent: over HTTP, unless the test tries whether this can fail.</param>
    public static async Task<MutationReport> Run(
        int seed,
        int count,
        Func<HttpClient, HttpRequestMessage, Task<HttpResponseMessage>>? send = null
    )
    {
        send ??= (client, request) => client.SendAsync(request);
        await using var served = await Served.Start();
        var worker = await served.SignedIn($"{Council}-team-manager");
        var analyst = await served.SignedIn($"{Council}-administrator");
        using (var opened = await worker.PostAsync($"/api/authorities/{Council}/children", Json(Encoding.UTF8.GetBytes(Opening(Child)))))
        {
            if (opened.StatusCode != HttpStatusCode.Created)
                throw new InvalidOperationException($"The child to try on was not opened: {await opened.Content.ReadAsStringAsync()}");
        }

        var number = 0;
        return await Mutation.Run(
            "bodies",
            seed,
            count,
            async random =>
            {
                var kind = random.Next(10);
                using var request = kind switch
                {
                    0 or 1 => Post(
                        $"/api/authorities/{Council}/children",
                        JsonSlips.In(Encoding.UTF8.GetBytes(Opening($"MUT-{seed}-{number++}")), random)
                    ),
                    2 or 3 or 4 => Post(
                        $"/api/authorities/{Council}/children/{Child}/events",
                        JsonSlips.In(Encoding.UTF8.GetBytes(Events(random)), random)
                    ),
                    5 => Post(
                        $"/api/authorities/{Council}/children/{Child}/held",
                        JsonSlips.In(Encoding.UTF8.GetBytes(Decision(random)), random)
                    ),
                    6 => Post("/api/authorities/fenmarsh/lists/carers/rows", JsonSlips.In(Encoding.UTF8.GetBytes(Row(random)), random)),
                    7 => Import(random),
                    _ => Question(random),
                };
                // Fenmarsh keeps the list; Saltmarsh's people may not write on it, and that is an answer too.
                using var answer = await send(kind == 7 ? analyst : worker, request);
                if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                    throw new MisbehavedException(
                        $"{request.Method} {request.RequestUri}",
                        $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
                    );
                if (
                    !answer.IsSuccessStatusCode
                    && (int)answer.StatusCode >= 400
                    && (await answer.Content.ReadAsByteArrayAsync()).Length == 0
                )
                    throw new MisbehavedException($"{request.Method} {request.RequestUri}", $"{(int)answer.StatusCode} without a word");
                return answer.IsSuccessStatusCode;
            }
        );
    }

    private static string Opening(string child) =>
        $$"""
            {"authority":"{{Council}}",
            "child":{"id":"{{child}}","born":"2018-09-04","sex":"F","siblings":["MUT-2"],"name":"Ada Invented","team":"Saltmarsh East"},
            "events":[{"type":"became-looked-after","on":"2025-03-10","basis":"planned","legalStatus":"V2"},
            {"type":"review-held","on":"2025-04-02","number":1,"returnHome":"uncertain","note":"Held."}]}
            """;

    private static string Events(Random random) =>
        $$"""
            {"commandId":"{{Id(random)}}","events":[{"type":"meeting-held","on":"2025-05-{{random.Next(
                1,
                29
            ):00}}","meeting":"permanence-planning","at":"2025-05-02T09:30"},
        {"type":"plan-set","on":"2025-05-02","option":"adoption","track":"primary"},
        {"type":"event-corrected","on":"2025-05-03","event":"e1","reason":"The minutes say so.",
        "with":{"type":"became-looked-after","on":"2025-03-11","basis":"planned","legalStatus":"V2"} } ] }
        """;

    private static string Decision(Random random) =>
        $$"""{"commandId":"{{Id(random)}}","fact":"review-held/1","decision":"keep","reason":"The minutes say so."}""";

    private static string Row(Random random) =>
        $$"""{"commandId":"{{Id(random)}}","values":{"carer":"Ash and Robin","stage":"Assessed","panel":"2026-07-01"} }""";

    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static HttpRequestMessage Post(string address, byte[] body) => new(HttpMethod.Post, address) { Content = Json(body) };

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    // The form itself is spoilt, not only what is in its files: a part cut short, a boundary that never comes, a name twice.
    private static HttpRequestMessage Import(Random random)
    {
        const string boundary = "mutant";
        var form = new StringBuilder();
        form.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n2024-25\r\n");
        foreach (var (name, content) in Samples.Files(new CollectionYear(2024)).Take(3))
            form.Append(
                $"--{boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
                    + $"{Encoding.UTF8.GetString(content)}\r\n"
            );
        form.Append($"--{boundary}--\r\n");
        var body = new ByteArrayContent(Slips.In(Encoding.UTF8.GetBytes(form.ToString()), random));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
        return new HttpRequestMessage(HttpMethod.Post, $"/api/authorities/{Council}/imports") { Content = body };
    }

    private static HttpRequestMessage Question(Random random)
    {
        var address = random.Next(6) switch
        {
            0 => $"/api/authorities/{Council}/board",
            1 => $"/api/authorities/{Council}/summaries",
            2 => $"/api/authorities/{Council}/indicators",
            3 => $"/api/authorities/{Council}/children/{Child}",
            4 => $"/{Council}/children/{Child}",
            _ => $"/api/authorities/{Council}/children/{Child}/obligations",
        };
        var on = Uri.EscapeDataString(Days[random.Next(Days.Length)]);
        var knownAt = random.Next(2) == 0 ? "" : $"&knownAt={Uri.EscapeDataString(Instants[random.Next(Instants.Length)])}";
        return new HttpRequestMessage(HttpMethod.Get, $"{address}?on={on}{knownAt}");
    }
}
