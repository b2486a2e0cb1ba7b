using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Permanence.Api.TagHelpers;

/// <summary>
/// <c>&lt;ids in="text" /&gt;</c>: a text in which the ids of clauses stay in one piece. At its hyphens a browser would break one in a
/// narrow cell, and half an id is none.
/// </summary>
[HtmlTargetElement("ids", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class IdsTagHelper : TagHelper
{
    public string? In { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        if (In is null)
            return;
        var done = 0;
        foreach (var id in Id.EnumerateMatches(In))
        {
            output.Content.Append(In[done..id.Index]);
            done = id.Index + id.Length;
            output.Content.AppendHtml("<span class=\"app-id\">").Append(In[id.Index..done]).AppendHtml("</span>");
        }

        output.Content.Append(In[done..]);
    }

    // "SALT-9-04", "SALT-10.4-3": without the full stop of a sentence behind it.
    [GeneratedRegex(@"\b[A-Z]{2,}(?:-[A-Z0-9]+(?:\.[A-Z0-9]+)*)+\b", RegexOptions.CultureInvariant)]
    private static partial Regex Id { get; }
}
