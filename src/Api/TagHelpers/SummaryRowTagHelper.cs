using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Permanence.Api.TagHelpers;

/// <summary>One row of a summary list: <c>&lt;summary-row key="Team"&gt;North&lt;/summary-row&gt;</c>.</summary>
[HtmlTargetElement("summary-row")]
public sealed class SummaryRowTagHelper : TagHelper
{
    public string Key { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "govuk-summary-list__row");
        output.PreContent.SetHtmlContent(
            $"<dt class=\"govuk-summary-list__key\">{HtmlEncoder.Default.Encode(Key)}</dt><dd class=\"govuk-summary-list__value\">"
        );
        output.PostContent.SetHtmlContent("</dd>");
    }
}
