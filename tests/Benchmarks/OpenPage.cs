using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.SignalR.Client;

namespace Permanence.Benchmarks;

/// <summary>
/// An open board: a document and a connection, which does with what it is sent what <c>board.js</c> and <c>place.js</c> do: sees whether
/// the change goes on from what the page shows, parses the drawn parts and rows, and merges them into the document, element by element.
/// </summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private static readonly HtmlParser Parser = new();

    private readonly HubConnection connection;
    private readonly IElement board;
    private readonly string authority;
    private readonly string prefix;
    private readonly Action<JsonElement, double?> placed;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<JsonElement> early = [];
    private long version;
    private string? view;

    /// <param name="html">The page as the server gave it.</param>
    /// <param name="prefix">How the ids begin of the children whose rows are waited for.</param>
    /// <param name="placed">Told of each change that stands in the document, and when, where the row of one of them was in it.</param>
    public OpenPage(Uri hub, CookieContainer cookies, string html, string prefix, Action<JsonElement, double?> placed)
    {
        (this.prefix, this.placed) = (prefix, placed);
        board = Parser.ParseDocument(html).QuerySelector("[data-board]") ?? throw new InvalidOperationException("The page is no board.");
        authority = board.GetAttribute("data-authority")!;
        version = long.Parse(board.GetAttribute("data-version")!, CultureInfo.InvariantCulture);
        connection = new HubConnectionBuilder().WithUrl(hub, options => options.Cookies = cookies).Build();
        connection.On<JsonElement>("shown", Heard);
    }

    public async Task Open(string query)
    {
        await connection.StartAsync();
        Query = query;
        await Look();
    }

    private string Query { get; set; } = "";

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task Look()
    {
        await turn.WaitAsync();
        try
        {
            view = null;
            var shown = await connection.InvokeAsync<JsonElement>("Show", authority, Query, version);
            if (shown.TryGetProperty("whole", out var whole) && whole.ValueKind == JsonValueKind.Object)
                Place(whole);
            view = shown.GetProperty("view").GetString();
            foreach (var change in early.Where(change => change.GetProperty("view").GetString() == view))
                Take(change);
            early.Clear();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Heard(JsonElement change)
    {
        // As the page does: what is heard before the view has its name waits for it.
        if (view is null)
        {
            early.Add(change);
            return;
        }

        await turn.WaitAsync();
        try
        {
            if (change.GetProperty("view").GetString() == view)
                Take(change);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Take(JsonElement change)
    {
        var after = change.GetProperty("after");
        if (after.ValueKind == JsonValueKind.Number && after.GetInt64() == version)
            Place(change);
        else if (change.GetProperty("version").GetInt64() > version)
            Task.Run(Look);
    }

    private void Place(JsonElement change)
    {
        foreach (var part in change.GetProperty("parts").EnumerateObject())
        {
            if (board.QuerySelector($"[data-part='{part.Name}']") is { } there)
                MorphChildren(there, Parser.ParseFragment(part.Value.GetString()!, there));
        }

        var body = board.QuerySelector("[data-rows]")!;
        var held = body.Children.ToDictionary(row => row.GetAttribute("data-child")!, StringComparer.Ordinal);
        var isThere = false;
        foreach (var row in change.GetProperty("rows").EnumerateObject())
        {
            var fresh = Parser.ParseFragment(row.Value.GetString()!, body).OfType<IElement>().Single();
            if (held.TryGetValue(row.Name, out var old))
                Morph(old, fresh);
            else
                held[row.Name] = fresh;
            isThere |= row.Name.StartsWith(prefix, StringComparison.Ordinal);
        }

        if (change.GetProperty("order") is { ValueKind: JsonValueKind.Array } order)
        {
            var shown = order.EnumerateArray().Select(one => one.GetString()!).ToList();
            foreach (var gone in body.Children.Where(row => !shown.Contains(row.GetAttribute("data-child")!)).ToList())
                gone.Remove();
            for (var place = 0; place < shown.Count; place++)
            {
                if (held.TryGetValue(shown[place], out var row) && (body.Children.Length <= place || body.Children[place] != row))
                    body.InsertBefore(row, place < body.Children.Length ? body.Children[place] : null);
            }
        }

        version = change.GetProperty("version").GetInt64();
        board.SetAttribute("data-version", version.ToString(CultureInfo.InvariantCulture));
        placed(change, isThere ? Stopwatch.GetTimestamp() : null);
    }

    private static void Morph(INode old, INode fresh)
    {
        if (old is IElement was && fresh is IElement now && was.LocalName == now.LocalName)
        {
            foreach (var attribute in now.Attributes)
            {
                if (was.GetAttribute(attribute.Name) != attribute.Value)
                    was.SetAttribute(attribute.Name, attribute.Value);
            }

            foreach (var gone in was.Attributes.Where(attribute => !now.HasAttribute(attribute.Name)).ToList())
                was.RemoveAttribute(gone.Name);
            MorphChildren(was, now.ChildNodes);
        }
        else if (old.NodeType == fresh.NodeType && old is ICharacterData text && fresh is ICharacterData said)
        {
            if (text.Data != said.Data)
                text.Data = said.Data;
        }
        else
        {
            old.Parent!.ReplaceChild(fresh, old);
        }
    }

    private static void MorphChildren(INode old, INodeList fresh)
    {
        INode[] coming = [.. fresh];
        for (var place = 0; place < coming.Length; place++)
        {
            if (place < old.ChildNodes.Length)
                Morph(old.ChildNodes[place], coming[place]);
            else
                old.AppendChild(coming[place]);
        }

        while (old.ChildNodes.Length > coming.Length)
            old.RemoveChild(old.LastChild!);
    }
}
