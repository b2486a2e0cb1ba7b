using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Pages as a browser without scripts sees them.</summary>
public sealed class Visit(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    public Task<HttpResponseMessage> Ask(string address) => client.GetAsync(address, Cancelled);

    public Task<HttpResponseMessage> Send(string? address, IEnumerable<KeyValuePair<string, string>> fields) =>
        client.PostAsync(address, new FormUrlEncodedContent(fields), Cancelled);

    public async Task<IDocument> Get(string address)
    {
        var answer = await Ask(address);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode}: {address}");
        return await Document(answer);
    }

    public async Task<IDocument> Post(string? address, IEnumerable<KeyValuePair<string, string>> fields) =>
        await Document(await Send(address, fields));

    public static async Task<IDocument> Document(HttpResponseMessage answer) =>
        await BrowsingContext
            .New(Configuration.Default)
            .OpenAsync(
                async page =>
                    page.Content(await answer.Content.ReadAsStringAsync(Cancelled)).Address(answer.RequestMessage!.RequestUri!.ToString()),
                Cancelled
            );

    /// <summary>What the page's forms send beside what is typed.</summary>
    public static Dictionary<string, string> Hidden(IDocument page)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in page.QuerySelectorAll<IHtmlInputElement>("main form input[type=hidden]"))
            fields[field.Name!] = field.Value;
        return fields;
    }

    public void Dispose() => client.Dispose();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
