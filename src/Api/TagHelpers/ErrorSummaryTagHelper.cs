using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Permanence.Api.Pages;

namespace Permanence.Api.TagHelpers;

/// <summary>What is wrong with a form, each with a link to its field. Nothing where nothing is wrong.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    public IReadOnlyList<FieldFault> Faults { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Faults.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-error-summary");
        output.Attributes.SetAttribute("data-module", "govuk-error-summary");
        var html = new StringBuilder(
            "<div role=\"alert\"><h2 class=\"govuk-error-summary__title\">There is a problem</h2><div "
                + "class=\"govuk-error-summary__body\"><ul class=\"govuk-list govuk-error-summary__list\">"
        );
        foreach (var fault in Faults)
        {
            var sentence = HtmlEncoder.Default.Encode(fault.Sentence);
            html.Append(
                fault.Field is null
                    ? $"<li>{sentence}</li>"
                    : $"<li><a href=\"#{HtmlEncoder.Default.Encode(fault.Field)}\">{sentence}</a></li>"
            );
        }

        output.Content.SetHtmlContent(html.Append("</ul></div></div>").ToString());
    }
}
