using Microsoft.AspNetCore.Razor.TagHelpers;
using Permanence.Api.TagHelpers;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class IdsTagHelperTests
{
    [Theory]
    [InlineData("limit 37 days (BCP-8-02)", "limit 37 days (<span class=\"app-id\">BCP-8-02</span>)")]
    [InlineData(
        "MERTON-10.4-3, then ENG-WAIT-A2.",
        "<span class=\"app-id\">MERTON-10.4-3</span>, then <span class=\"app-id\">ENG-WAIT-A2</span>."
    )]
    [InlineData("Anne-Marie <b>", "Anne-Marie &lt;b&gt;")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void An_id_in_a_text_stays_in_one_piece_and_the_text_is_no_markup(string? text, string html)
    {
        var output = new TagHelperOutput("ids", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

        new IdsTagHelper { In = text }.Process(new TagHelperContext([], new Dictionary<object, object>(), "ids"), output);

        Assert.Null(output.TagName);
        Assert.Equal(html, output.Content.GetContent());
    }
}
