using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Permanence.Api.TagHelpers;

/// <summary><c>&lt;status tone="late"&gt;Overdue&lt;/status&gt;</c>: a word with a shape and a colour that only repeat it.</summary>
[HtmlTargetElement("status")]
public sealed class StatusTagHelper : TagHelper
{
    /// <summary><c>late</c>, <c>soon</c>, <c>well</c>, <c>future</c> or <c>quiet</c>.</summary>
    public string Tone { get; set; } = "quiet";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.AddClass("app-status", HtmlEncoder.Default);
        output.AddClass($"app-status--{Tone}", HtmlEncoder.Default);
    }
}
