using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Permanence.Api.Pages;
using Permanence.Api.Pages.Practice;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Permanence.Browser.Tests;

/// <summary>
/// Every form of every council's policy, filled in from what it declares itself by somebody who may, and what becomes of it. It takes
/// minutes, so that only <c>.ci/long</c> runs it.
/// </summary>
[Trait("Takes", "minutes")]
public sealed class EveryFormTests(Site site, RealCouncils councils) : IClassFixture<RealCouncils>
{
    private const string Minutes = "It takes minutes: .ci/long forms runs it (PERMANENCE_LONG).";
    private const string Administrator = "administrator";
    private const string TheForm = "#the-form";
    private const string TheEntry = "main form[method=post]";

    /// <summary>All of them, or the one that <c>PERMANENCE_FORM</c> names as <c>council/form</c>.</summary>
    public static TheoryData<string, string> Forms =>
        [
            .. ReadOnce
                .Library.Authorities.SelectMany(council => Reference(council.Id).Forms.Select(form => (council.Id, Form: form.Id)))
                .Where(one =>
                    Environment.GetEnvironmentVariable("PERMANENCE_FORM") is not { Length: > 0 } only || only == $"{one.Id}/{one.Form}"
                )
                .Select(one => new TheoryDataRow<string, string>(one.Id, one.Form)),
        ];

    [Theory(Skip = Minutes, SkipUnless = nameof(Requires.HasMinutes), SkipType = typeof(Requires), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Forms))]
    public async Task A_form_is_filled_in_sent_and_found_again_and_names_what_it_misses(string council, string id)
    {
        var form = Reference(council).Forms.First(one => one.Id == id);
        if (form.Kind == FormKind.List)
        {
            var page = await site.SignedInAt(councils.Address, $"{council}-{Administrator}");
            await Row(page, council, form);
            await page.Context.CloseAsync();
        }
        else
        {
            var child = await Opened(council);
            var page = await site.SignedInAt(councils.Address, $"{council}-{WhoRecords(council, form)}");
            await OfAChild(page, council, child, form);
            await page.Context.CloseAsync();
        }
    }

    // Who opens records need not be who fills in the form.
    private async Task<CaseFile> Opened(string council)
    {
        var page = await site.SignedInAt(councils.Address, $"{council}-{Administrator}");
        var (child, brother) = councils.TwoOf(council);
        foreach (var file in new[] { child, brother })
        {
            var opened = await page.APIRequest.PostAsync(
                $"/api/authorities/{council}/children",
                new() { DataByte = CaseFileJson.Write(file).ToArray(), Headers = [new("Content-Type", "application/json")] }
            );
            Assert.True(opened.Ok, await opened.TextAsync());
        }

        await page.Context.CloseAsync();
        return child;
    }

    // A review is the reviewing officer's alone: to anybody else the form does not offer to record it.
    private static string WhoRecords(string council, PolicyForm form)
    {
        string[] types =
        [
            .. form.IsKept ? [EventTypes.ChecklistCompleted] : Array.Empty<string>(),
            .. form.LeadsTo.Select(next => next.Type),
        ];
        return EventVocabulary
            .EveryRole.Prepend(Administrator)
            .First(role => types.All(type => Reference(council).Acts.MayRecordSome(role, type)));
    }

    private static async Task OfAChild(IPage page, string council, CaseFile child, PolicyForm form)
    {
        var address = $"{Links.Child(council, child.Child.Id)}/forms/{form.Id}";
        await page.GotoAsync(address);
        await Expect(page.Locator("h1")).ToHaveTextAsync(form.Title);
        if (form.Kind == FormKind.Guide)
            Assert.Empty(await new FormFiller(page, TheForm).Names());
        else if (form.IsKept)
            await Kept(page, council, child, form);
        for (var index = 0; index < form.LeadsTo.Count; index++)
        {
            await page.GotoAsync(address);
            await LeadsTo(page, council, child, form, index);
        }

        if (!form.IsKept && form.LeadsTo.Count == 0 && form.Kind != FormKind.Guide)
            await Expect(page.Locator("main")).ToContainTextAsync("is for printing and is not saved");
    }

    // A checklist or a table: its answers are the event.
    private static async Task Kept(IPage page, string council, CaseFile child, PolicyForm form)
    {
        var asking = FormFiller.Asking(form);
        var required = form
            .Fields.Where(field => field.Required)
            .ToDictionary(field => FormViews.InputName(field.Id), field => field.Label);
        var left = (await new FormFiller(page, TheForm).Names()).Select(NameOf).FirstOrDefault(name => required.ContainsKey(Once(name)));
        await new FormFiller(page, TheForm, left, asking).Fill();
        var answers = await FormFiller.Answers(page, TheForm);
        if (left is not null && answers.All(answer => NameOf(answer.Name) != left))
        {
            await Send(page, "Save the");
            await Expect(page.Locator(".govuk-error-summary a")).ToContainTextAsync([$"Answer “{required[Once(left)]}"]);
            Assert.Equal(answers, await FormFiller.Answers(page, TheForm));
            await Expect(page.Locator($"[id='{left}-error']")).ToContainTextAsync(required[Once(left)]);
            await new FormFiller(page, TheForm, null, asking).Fill();
            answers = await FormFiller.Answers(page, TheForm);
        }

        await Send(page, "Save the");
        var happened = await Found(page, council, child, EventTypes.ChecklistCompleted);
        Assert.Equal(form.Id, (string?)happened["checklist"]);
        Holds(form, answers, happened["answers"]!.AsObject());
        return;

        string Once(string name) => required.ContainsKey(name) ? name : name.Split("--")[0];
        string NameOf(string name) =>
            name.LastIndexOf('-') is > 0 and var dash && FormFiller.IsBoxOf(name, name[..dash]) ? name[..dash] : name;
    }

    // Every answer that was sent is in the record, as what it is.
    private static void Holds(PolicyForm form, IReadOnlyList<(string Name, string Value)> sent, JsonObject answers)
    {
        var rows = form
            .Sections.Where(section => section.Repeats)
            .SelectMany(section => section.Fields)
            .Select(field => field.Id)
            .ToHashSet();
        foreach (var answer in sent.Where(one => one.Name.StartsWith("f-", StringComparison.Ordinal)).GroupBy(one => one.Name))
        {
            var parts = answer.Key["f-".Length..].Split("--");
            var key = string.Join('/', parts);
            var kept = rows.Contains(parts[0])
                ? form.Sections.First(section => section.Repeats && section.Fields.Any(field => field.Id == parts[0])) is var section
                    ? answers[section.Title]
                        ?[int.Parse(parts[1]["row".Length..], System.Globalization.CultureInfo.InvariantCulture) - 1]
                        ?[parts[0]]
                    : null
                : answers[key];
            var field = form.Fields.FirstOrDefault(one => one.Id == parts[0]);
            if (field is null)
            {
                // The evidence beside an answer, or one of the three boxes of a date.
                if (key.EndsWith("-evidence", StringComparison.Ordinal))
                    Assert.Equal(answer.Single().Value, (string?)kept);
                continue;
            }

            switch (kept)
            {
                case JsonArray several:
                    Assert.Equal(answer.Select(one => one.Value), several.Select(one => (string)one!));
                    break;
                case JsonValue value when value.TryGetValue<bool>(out var flag):
                    Assert.Equal(answer.Single().Value == "yes", flag);
                    break;
                default:
                    Assert.Equal(answer.Single().Value, kept?.ToString());
                    break;
            }
        }

        foreach (var date in form.Fields.Where(field => field.Type == FieldType.Date && !rows.Contains(field.Id)))
        {
            if (sent.Any(one => one.Name == $"{FormViews.InputName(date.Id)}-day"))
                Assert.Equal(RealCouncils.Today.ToString("uuuu-MM-dd", null), (string?)answers[date.Id]);
        }
    }

    // Any other form: an entry that begins with its answers.
    private static async Task LeadsTo(IPage page, string council, CaseFile child, PolicyForm form, int index)
    {
        var next = form.LeadsTo[index];
        await new FormFiller(page, TheForm, null, FormFiller.Asking(form)).Fill();
        var answers = (await FormFiller.Answers(page, TheForm)).ToLookup(answer => answer.Name, answer => answer.Value);
        await page.Locator(".app-form__next li").Nth(index).Locator("button, a").ClickAsync();
        await page.WaitForURLAsync($"**/record/{next.Type}*");
        await Expect(page.Locator(TheEntry)).ToBeVisibleAsync();

        var type = EventVocabulary.Find(next.Type)!;
        var required = type.Fields.Where(field => field.Asked && field.Required).Select(field => $"field-{field.Name}").ToHashSet();
        var begun = await FormFiller.Answers(page, TheEntry);
        foreach (var (target, source) in next.Takes)
        {
            if (target is "on" or "note" || type.Field(target)!.Kind is not FieldKind.Text)
                continue;
            // Each child's own, where the form asks of each.
            var name = FormViews.InputName(source);
            var said = answers[name].Concat(answers[FormViews.InputName(source, child.Child.Id)]).ToList();
            if (said.Count > 0)
                Assert.Contains(
                    begun,
                    one => one.Name.StartsWith($"field-{target}", StringComparison.Ordinal) && one.Value == string.Join("; ", said)
                );
        }

        await new FormFiller(page, TheEntry).Fill(name => required.Contains(name) || name == "note");
        var typed = await FormFiller.Answers(page, TheEntry);
        if (typed.All(answer => answer.Name != "on-day"))
        {
            await Send(page, "Record");
            await Expect(page.Locator(".govuk-error-summary a")).ToContainTextAsync(["Enter the date "]);
            Assert.Equal(typed, await FormFiller.Answers(page, TheEntry));
            await new FormFiller(page, TheEntry).Fill(name => name.StartsWith("on-", StringComparison.Ordinal));
        }

        typed = await FormFiller.Answers(page, TheEntry);
        await Send(page, "Record");
        var happened = await Found(page, council, child, next.Type);
        foreach (var (field, value) in next.Fields.Where(said => type.Field(said.Key)!.Kind is FieldKind.Text or FieldKind.Choice))
            Assert.Equal(value, (string?)happened[field]);
        Assert.Equal(
            typed.Where(answer => answer.Name == "note").Select(answer => answer.Value).SingleOrDefault(),
            (string?)happened["note"]
        );
    }

    // A list that the council keeps: a row of it.
    private static async Task Row(IPage page, string council, PolicyForm form)
    {
        const string add = "Add to the list";
        await page.GotoAsync($"{Links.KeptList(council, form.Id)}/add");
        var required = form
            .Fields.Where(field => field.Required)
            .ToDictionary(field => FormViews.InputName(field.Id), field => field.Label);
        var left = (await new FormFiller(page, TheEntry).Names()).FirstOrDefault(required.ContainsKey);
        await new FormFiller(page, TheEntry, left).Fill();
        var answers = await FormFiller.Answers(page, TheEntry);
        if (left is not null && answers.All(answer => answer.Name != left))
        {
            await Send(page, add);
            await Expect(page.Locator(".govuk-error-summary a")).ToContainTextAsync([required[left]]);
            Assert.Equal(answers, await FormFiller.Answers(page, TheEntry));
            await new FormFiller(page, TheEntry).Fill();
            answers = await FormFiller.Answers(page, TheEntry);
        }

        await Send(page, add);
        await Expect(page.Locator(".govuk-notification-banner__heading")).ToContainTextAsync("is on the list.");
        await page.Locator(".app-board tbody th a").First.ClickAsync();
        foreach (var (_, value) in answers.Where(answer => !IsBox(answer.Name) && answer.Value is not ("yes" or "no")))
            await Expect(page.Locator(".govuk-summary-list")).ToContainTextAsync(value.Split('\n')[0]);

        static bool IsBox(string name) => name.LastIndexOf('-') is > 0 and var dash && FormFiller.IsBoxOf(name, name[..dash]);
    }

    private static Task Send(IPage page, string button) =>
        page.RunAndWaitForResponseAsync(
            () => page.Locator($"main form button:has-text('{button}')").ClickAsync(),
            answer => answer.Request.Method == "POST"
        );

    // In the record, and on the child's page.
    private static async Task<JsonObject> Found(IPage page, string council, CaseFile child, string type)
    {
        var faults = page.Locator(".govuk-error-summary");
        await Expect(faults.Or(page.Locator(".govuk-notification-banner__heading"))).ToBeVisibleAsync();
        if (await faults.CountAsync() > 0)
            Assert.Fail($"{page.Url}: {await faults.InnerTextAsync()}");
        var id = Uri.UnescapeDataString(page.Url.Split("recorded=")[1]);
        // The page's script clears the draft; on a slow machine it runs well after the banner can be read.
        await Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();
        await page.GotoAsync($"{Links.Child(council, child.Child.Id)}?history=all");
        await Expect(page.Locator($"[id='entry-{id}']")).ToBeAttachedAsync();
        var record = await page.APIRequest.GetAsync($"/api/authorities/{council}/children/{child.Child.Id}");
        var happened = JsonNode.Parse(await record.TextAsync())!["events"]!.AsArray().Single(one => (string?)one!["id"] == id)!.AsObject();
        Assert.Equal(type, (string?)happened["type"]);
        return happened;
    }

    private static PolicyReference Reference(string council) => ReadOnce.Library.For(council)!.InForceOn(RealCouncils.Today).Reference;
}
