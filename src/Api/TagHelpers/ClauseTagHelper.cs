using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Permanence.Api.Pages;
using Permanence.Domain.Policies;

namespace Permanence.Api.TagHelpers;

/// <summary>
/// <c>&lt;clause of="clause" council="authority" /&gt;</c>: a clause's id as a link to it, with its title for those who point at it or
/// listen.
/// </summary>
[HtmlTargetElement("clause", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ClauseTagHelper : TagHelper
{
    public required Clause Of { get; set; }

    /// <summary>The authority whose policy is asked; also for a national clause, which stands under every council's.</summary>
    public required string Council { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("app-cite", HtmlEncoder.Default);
        output.Attributes.SetAttribute("href", Links.Clause(Council, Of.Id, null));
        output.Attributes.SetAttribute("title", Of.Title);
        output.Content.SetHtmlContent($"<span class=\"govuk-visually-hidden\">Clause </span>{HtmlEncoder.Default.Encode(Of.Id)}");
    }
}
