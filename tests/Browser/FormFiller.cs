using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Playwright;
using Permanence.Api.Pages.Practice;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Browser.Tests;

/// <summary>
/// Fills in whatever a form shows as somebody would who reads it from above: each answer may bring further parts, which are filled in too.
/// What stands there already stays.
/// </summary>
/// <param name="leave">The input, by its name, that is left empty.</param>
/// <param name="chosen">Of a choice, by its input's name, the value to take where there is one of these: others take the first.</param>
internal sealed class FormFiller(
    IPage page,
    string form,
    string? leave = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? chosen = null
)
{
    // Every group of inputs that can be seen, in the order in which they stand, with what is answered in it.
    private const string Shown = """
        form => {
          const groups = new Map();
          for (const input of document.querySelectorAll(`${form} :is(input, select, textarea):not([type=hidden])`)) {
            if (input.closest("[hidden]")) continue;
            const box = ["radio", "checkbox"].includes(input.type);
            const group = groups.get(input.name)
              ?? { name: input.name, type: input.type, mode: input.inputMode, answered: false, values: [] };
            if (box) group.values.push(input.value);
            if (input.tagName === "SELECT") group.values = [...input.options].map(option => option.value).filter(value => value !== "");
            group.answered ||= box ? input.checked : input.value !== "";
            groups.set(input.name, group);
          }
          return JSON.stringify([...groups.values()]);
        }
        """;

    // As the browser would send it, without what the page adds for itself.
    private const string Sent = """
        form => JSON.stringify([...new FormData(document.querySelector(form))]
          .filter(([name, value]) => !["__RequestVerificationToken", "commandId"].includes(name) && value !== "")
          .map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]))
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Group(string Name, string Type, string? Mode, bool Answered, IReadOnlyList<string> Values);

    /// <summary>Every input that may be answered now, by its name.</summary>
    public async Task<IReadOnlyList<string>> Names() => [.. (await Groups()).Select(group => group.Name)];

    /// <summary>What the browser would send.</summary>
    public static async Task<IReadOnlyList<(string Name, string Value)>> Answers(IPage page, string form) =>
        [.. JsonSerializer.Deserialize<string[][]>(await page.EvaluateAsync<string>(Sent, form), Json)!.Select(pair => (pair[0], pair[1]))];

    /// <param name="only">Which inputs are filled in, by their names; null for all.</param>
    public async Task Fill(Func<string, bool>? only = null)
    {
        for (var filled = true; filled; )
        {
            filled = false;
            foreach (var group in (await Groups()).Where(one => !one.Answered && !Left(one.Name) && only?.Invoke(one.Name) != false))
            {
                // An answer above may have taken it away again.
                if (!await First(group).IsVisibleAsync())
                    continue;
                await Answer(group);
                filled = true;
                if (group.Type is "radio" or "checkbox" or "select-one")
                    break;
            }
        }
    }

    private bool Left(string name) =>
        leave is not null && (name == leave || name.StartsWith($"{leave}-", StringComparison.Ordinal) && IsBoxOf(name, leave));

    /// <summary>Whether an input is one of the three boxes of a date.</summary>
    public static bool IsBoxOf(string name, string date) => name == $"{date}-day" || name == $"{date}-month" || name == $"{date}-year";

    private async Task<IReadOnlyList<Group>> Groups() =>
        JsonSerializer.Deserialize<Group[]>(await page.EvaluateAsync<string>(Shown, form), Json)!;

    private ILocator First(Group group) => page.Locator($"{form} [name='{group.Name}']").First;

    private async Task Answer(Group group)
    {
        switch (group.Type)
        {
            case "radio":
                await Box(group, Wanted(group)[0]);
                break;
            case "checkbox":
                foreach (var value in Wanted(group))
                    await Box(group, value);
                break;
            case "select-one":
                await First(group).SelectOptionAsync(Wanted(group)[0]);
                break;
            default:
                await First(group).FillAsync(Typed(group));
                break;
        }
    }

    private Task Box(Group group, string value) =>
        page.Locator($"{form} [name='{group.Name}']").And(page.Locator($"[value={Quoted(value)}]")).CheckAsync();

    private static string Quoted(string value) => JsonSerializer.Serialize(value, Plain);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The values that other parts hang on; else the first, and of several that may be ticked the last, too.
    private IReadOnlyList<string> Wanted(Group group)
    {
        var wanted = chosen is not null && chosen.TryGetValue(group.Name, out var values) ? values.Intersect(group.Values).ToList() : [];
        if (wanted.Count > 0)
            return wanted;
        return group.Type == "checkbox"
            ? [.. new[] { group.Values[0], group.Values[^1] }.Distinct(StringComparer.Ordinal)]
            : [group.Values[0]];
    }

    private static string Typed(Group group)
    {
        var today = RealCouncils.Today;
        var number =
            group.Name.EndsWith("-day", StringComparison.Ordinal) ? today.Day
            : group.Name.EndsWith("-month", StringComparison.Ordinal) ? today.Month
            : group.Name.EndsWith("-year", StringComparison.Ordinal) ? today.Year
            : group.Mode is "decimal" or "numeric" ? 3
            : 0;
        if (number > 0)
            return number.ToString(CultureInfo.InvariantCulture);
        // Something to come out wrongly where it is not written as it was typed.
        return group.Type == "textarea" ? $"<{group.Name}> & “so on”.\nA second line." : $"<{group.Name}> & “so on”";
    }

    /// <summary>The values of a form's choices that other parts of it hang on, by their inputs' names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Asking(PolicyForm form)
    {
        return form
            .Sections.SelectMany(section => section.ShownWhen.Concat(section.Fields.SelectMany(field => field.ShownWhen)))
            .SelectMany(Answered)
            .GroupBy(answered => answered.Field)
            .ToDictionary(
                field => FormViews.InputName(field.Key),
                field => (IReadOnlyList<string>)[.. field.SelectMany(answered => answered.Values).Distinct(StringComparer.Ordinal)],
                StringComparer.Ordinal
            );

        static IEnumerable<FormCondition.Answered> Answered(FormCondition condition) =>
            condition switch
            {
                FormCondition.Answered answered => [answered],
                FormCondition.Any any => any.Conditions.SelectMany(Answered),
                _ => [],
            };
    }
}
