using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Permanence.Api.Pages.Boards;

namespace Permanence.Api.TagHelpers;

/// <summary>Links to the pages of a long list. Nothing where there is one page.</summary>
[HtmlTargetElement("page-links", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PageLinksTagHelper : TagHelper
{
    private const string Left =
        "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
    private const string Right =
        "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

    public PagesView? Pages { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Pages is not { Count: > 1 })
        {
            output.SuppressOutput();
            return;
        }

        var encode = HtmlEncoder.Default;
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-pagination");
        output.Attributes.SetAttribute("aria-label", "Pages");
        var html = new StringBuilder();
        if (Pages.Previous is { } previous)
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"govuk-pagination__prev\"><a class=\"govuk-link govuk-pagination__link\" href=\""
                    + $"{encode.Encode(previous)}\" rel=\"prev\">{Arrow("prev", Left)}<span "
                    + $"class=\"govuk-pagination__link-title\">Previous<span class=\"govuk-visually-hidden\"> page</span></span></a></div>"
            );
        html.Append("<ul class=\"govuk-pagination__list\">");
        foreach (var link in Pages.Numbers)
        {
            html.Append(
                link is null
                    ? "<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">&ctdot;</li>"
                    : $"<li class=\"govuk-pagination__item{(link.Current ? " govuk-pagination__item--current" : "")}\"><a "
                        + $"class=\"govuk-link govuk-pagination__link\" href=\"{encode.Encode(link.Url)}\" aria-label=\"Page "
                        + $"{link.Number}\"{(link.Current ? " aria-current=\"page\"" : "")}>{link.Number}</a></li>"
            );
        }

        html.Append("</ul>");
        if (Pages.Next is { } next)
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"govuk-pagination__next\"><a class=\"govuk-link govuk-pagination__link\" href=\"{encode.Encode(next)}\" "
                    + $"rel=\"next\"><span class=\"govuk-pagination__link-title\">Next<span class=\"govuk-visually-hidden\"> "
                    + $"page</span></span>{Arrow("next", Right)}</a></div>"
            );
        output.Content.SetHtmlContent(html.ToString());
    }

    private static string Arrow(string side, string path) =>
        $"<svg class=\"govuk-pagination__icon govuk-pagination__icon--{side}\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" "
        + $"width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"{path}\"></path></svg>";
}
