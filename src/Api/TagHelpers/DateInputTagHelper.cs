using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Permanence.Api.TagHelpers;

/// <summary>
/// Three boxes for a date. Their names are the field's with <c>-day</c>, <c>-month</c> and <c>-year</c>; the first box has the field's own
/// id, so that an error summary's link lands in it.
/// </summary>
[HtmlTargetElement("date-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateInputTagHelper : TagHelper
{
    private static readonly string[] Parts = ["day", "month", "year"];

    public string Name { get; set; } = "";

    public string Legend { get; set; } = "";

    /// <summary>A size of the legend, for <c>govuk-fieldset__legend--s</c>.</summary>
    public string LegendSize { get; set; } = "s";

    public string? Hint { get; set; }

    public string? Error { get; set; }

    /// <summary>What was typed, by full box name.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; set; } = new Dictionary<string, string>();

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        // Razor hands an attribute whose value is null to a tag helper as empty text.
        Hint = string.IsNullOrEmpty(Hint) ? null : Hint;
        Error = string.IsNullOrEmpty(Error) ? null : Error;
        var encode = HtmlEncoder.Default;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error");
        var described = string.Join(
            ' ',
            new[] { Hint is null ? null : $"{Name}-hint", Error is null ? null : $"{Name}-error" }.OfType<string>()
        );
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<fieldset class=\"govuk-fieldset\" role=\"group\""
                + $"{(described.Length > 0 ? $" aria-describedby=\"{encode.Encode(described)}\"" : "")}>"
        );
        html.Append(
            CultureInfo.InvariantCulture,
            $"<legend class=\"govuk-fieldset__legend govuk-fieldset__legend--{LegendSize}\">{encode.Encode(Legend)}</legend>"
        );
        if (Hint is not null)
            html.Append(CultureInfo.InvariantCulture, $"<div id=\"{Name}-hint\" class=\"govuk-hint\">{encode.Encode(Hint)}</div>");
        if (Error is not null)
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p id=\"{Name}-error\" class=\"govuk-error-message\"><span class=\"govuk-visually-hidden\">Error:</span> "
                    + $"{encode.Encode(Error)}</p>"
            );
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"govuk-date-input\" id=\"{Name}-boxes\">");
        foreach (var part in Parts)
        {
            var box = $"{Name}-{part}";
            var id = part == "day" ? Name : box;
            var label = char.ToUpperInvariant(part[0]) + part[1..];
            var width = part == "year" ? 4 : 2;
            var error = Error is null ? "" : " govuk-input--error";
            var typed = encode.Encode(Typed.TryGetValue(box, out var value) ? value : "");
            html.Append(
                CultureInfo.InvariantCulture,
                $"""
                <div class="govuk-date-input__item"><div class="govuk-form-group">
                <label class="govuk-label govuk-date-input__label" for="{id}">{label}</label>
                <input class="govuk-input govuk-date-input__input govuk-input--width-{width}{error}" id="{id}" name="{box}" type="text"
                inputmode="numeric" maxlength="9" autocomplete="off" value="{typed}"></div></div>
                """
            );
        }

        output.Content.SetHtmlContent(html.Append("</div></fieldset>").ToString());
    }
}
