using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CsCheck;
using Permanence.Api.Pages;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>What somebody searches for may be a child's name, and no address holds one.</summary>
[Collection(PagesHost.Tests)]
public sealed class SearchWordsTests(PagesHost pages)
{
    private const string Name = "Invented";

    [Fact]
    public async Task A_name_that_is_searched_for_on_a_board_stands_in_no_address_of_what_follows()
    {
        using var visit = await pages.SignedIn("team-manager");
        var board = await visit.Get($"/{PagesHost.Council}/board");
        var form = board.QuerySelector<IHtmlFormElement>("form.app-filters")!;
        var name = board.QuerySelector("tr[data-child] .app-board__name, tr[data-child] th a")!.TextContent.Trim().Split(' ')[0];

        using var answer = await visit.Send(form.GetAttribute("action"), [new("q", name), new("status", "")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var found = answer.RequestMessage!.RequestUri!;
        Assert.StartsWith("?q=~", found.Query, StringComparison.Ordinal);
        var page = await Visit.Document(answer);
        Assert.Equal(name, page.QuerySelector<IHtmlInputElement>("#q")!.Value);
        Assert.NotEmpty(page.QuerySelectorAll("tr[data-child]"));
        Assert.All(
            page.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")!).Append(found.ToString()),
            address => Assert.DoesNotContain(name, Uri.UnescapeDataString(address), StringComparison.OrdinalIgnoreCase)
        );
        // And it can be kept.
        Assert.Equal(name, (await visit.Get(found.PathAndQuery)).QuerySelector<IHtmlInputElement>("#q")!.Value);
    }

    [Fact]
    public async Task And_on_an_agencys_board()
    {
        using var visit = await pages.SignedInAs($"{InventedConfig.Agency}-adoption-coordinator");
        var address = $"/agencies/{InventedConfig.Agency}";
        var form = (await visit.Get(address)).QuerySelector<IHtmlFormElement>("form.app-filters")!;

        using var answer = await visit.Send(form.GetAttribute("action"), [new("q", Name), new("council", ""), new("status", "overdue")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var found = answer.RequestMessage!.RequestUri!;
        Assert.DoesNotContain(Name, found.Query, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("&status=overdue", found.Query, StringComparison.Ordinal);
        Assert.Equal(Name, (await Visit.Document(answer)).QuerySelector<IHtmlInputElement>("#q")!.Value);
    }

    [Fact]
    public void Whatever_is_written_is_read_again_by_its_own_store_alone_and_always_the_same()
    {
        var (one, same, other) = (new SearchWords("store-1"), new SearchWords("store-1"), new SearchWords("store-2"));
        Gen.String[1, 100]
            .Where(text => text[0] != '~' && !text.Any(char.IsSurrogate))
            .Sample(text =>
            {
                var written = one.Write(text);
                Assert.Equal(written, same.Write(text));
                Assert.Equal(text, same.Read(written));
                Assert.Equal(written[0] == '~' ? null : text, other.Read(written));
                Assert.Null(one.Read(written[0] == '~' ? $"{written[..^2]}__" : "~"));
            });
        Assert.Equal("C-003", one.Write("C-003"));
        Assert.Null(one.Read(null));
    }
}
