using Microsoft.AspNetCore.Razor.TagHelpers;
using Permanence.Api.Pages.Policies;
using Permanence.Domain.Policies;

namespace Permanence.Api.TagHelpers;

/// <summary><c>&lt;force value="…" /&gt;</c>: how hard a clause's wording is, as a word in a frame that only repeats it.</summary>
[HtmlTargetElement("force", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ForceTagHelper : TagHelper
{
    public Force Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"app-force app-force--{PolicyQuery.ToWord<Force>(Value)}");
        output.Content.SetContent(PolicyWords.Force(Value));
    }
}
