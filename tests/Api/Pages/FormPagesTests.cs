using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>One child's forms as a browser without scripts sees them: what the record answers, and the entries they lead to.</summary>
[Collection(PagesHost.Tests)]
public sealed class FormPagesTests(PagesHost host) : IAsyncLifetime
{
    private Visit browser = null!;
    private string id = null!;

    private string Ava => $"/{PagesHost.Council}/children/{id}";

    public async ValueTask InitializeAsync()
    {
        browser = await host.SignedIn("team-manager");
        id = await host.Take(Sample.Ava);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_form_opens_with_what_the_record_answers_and_asks_for_the_rest()
    {
        var page = await browser.Get($"{Ava}/forms/planning-meeting");

        var known = page.QuerySelectorAll(".app-form__said--known")
            .ToDictionary(
                field => field.QuerySelector(".app-form__label")!.ChildNodes[0].TextContent.Trim(),
                field => field.QuerySelector(".app-form__answer")!.ChildNodes[0].TextContent.Trim()
            );
        Assert.Equal("Ava Hartley", known["Name"]);
        Assert.Equal("4 September 2021", known["Date of birth"]);
        Assert.Equal("Interim care order (C1), since 20 February 2026", known["Legal status"]);
        Assert.StartsWith("Not booked; due by ", known["Date of the next review"], StringComparison.Ordinal);
        Assert.DoesNotContain("Disability", known.Keys);
        Assert.NotNull(page.QuerySelector("textarea[name=f-background]"));
        Assert.Contains("Sibling assessment started on 2 March 2026", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form button[type=submit]"));
    }

    [Fact]
    public async Task A_form_leads_to_the_entry_it_stands_for_with_the_councils_own_word_chosen()
    {
        var page = await browser.Get($"{Ava}/forms/planning-meeting");
        var link = page.QuerySelector<IHtmlAnchorElement>(".app-form__next a")!;

        var entry = await browser.Get(link.GetAttribute("href")!);

        Assert.Equal("Meeting held", entry.QuerySelector("h1")!.TextContent);
        Assert.Equal("permanence-planning", entry.QuerySelector<IHtmlOptionElement>("select[name=field-meeting] option[selected]")!.Value);
    }

    [Fact]
    public async Task What_is_answered_in_a_form_stands_in_the_entry_it_leads_to_and_is_recorded_only_then()
    {
        var page = await browser.Get($"{Ava}/forms/conference-referral");
        var fields = Visit.Hidden(page);
        (fields["f-situation"], fields["f-familys-view"]) = ("An aunt has come forward.\nShe lives near.", "They agree.");
        var button = page.QuerySelector<IHtmlButtonElement>(".app-form__next button")!;
        Assert.Equal("the-form", button.GetAttribute("form"));

        var answer = await browser.Send(button.GetAttribute("formaction"), fields);
        var entry = await Visit.Document(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Referred", entry.QuerySelector("h1")!.TextContent);
        Assert.Equal("family-group-conference", entry.QuerySelector<IHtmlInputElement>("input[name=field-to]:checked")!.Value);
        Assert.Equal(
            "An aunt has come forward.\nShe lives near.",
            entry.QuerySelector("textarea[name=field-reason]")!.TextContent.ReplaceLineEndings("\n")
        );
        Assert.DoesNotContain("They agree.", entry.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(fields["commandId"], entry.QuerySelector<IHtmlInputElement>("main form input[name=commandId]")!.Value);
        Assert.DoesNotContain((await host.File(id)).Events, one => one.Type == "referred");

        var recorded = Visit.Hidden(entry);
        (recorded["on-day"], recorded["on-month"], recorded["on-year"]) = ("12", "6", "2026");
        (recorded["field-to"], recorded["field-reason"]) = ("family-group-conference", "An aunt has come forward.");
        await browser.Send(entry.QuerySelector<IHtmlFormElement>("main form")!.GetAttribute("action"), recorded);
        Assert.Equal(
            "An aunt has come forward.",
            Assert.Single((await host.File(id)).Events, one => one.Type == "referred").Text("reason")
        );
    }

    [Fact]
    public async Task Of_an_answer_for_each_child_the_entry_takes_this_childs()
    {
        var page = await browser.Get($"{Ava}/forms/together-apart");
        var fields = Visit.Hidden(page);
        (fields[$"f-together-or-apart--{id}"], fields["f-together-or-apart--C-002"]) = ("Apart", "Together");

        var button = page.QuerySelectorAll<IHtmlButtonElement>(".app-form__next button")
            .Single(one => one.GetAttribute("formaction")!.Contains("siblings-decided", StringComparison.Ordinal));
        var entry = await browser.Post(button.GetAttribute("formaction"), fields);

        Assert.Equal("apart", entry.QuerySelector<IHtmlInputElement>("input[name=field-decision]:checked")!.Value);
    }

    [Fact]
    public async Task A_day_answered_in_a_form_is_the_day_of_the_entry()
    {
        var page = await browser.Get($"{Ava}/forms/conference");
        var fields = Visit.Hidden(page);
        (fields["f-date-held-day"], fields["f-date-held-month"], fields["f-date-held-year"]) = ("3", "June", "2026");

        var entry = await browser.Post(page.QuerySelector(".app-form__next button")!.GetAttribute("formaction"), fields);

        Assert.Equal(
            ["3", "6", "2026"],
            new[] { "day", "month", "year" }.Select(part => entry.QuerySelector<IHtmlInputElement>($"input[name=on-{part}]")!.Value)
        );
    }

    [Theory]
    [InlineData("/record/referred?handler=Begin&form=no-such-form&leads=0")]
    [InlineData("/record/referred?handler=Begin&form=conference-referral&leads=9")]
    [InlineData("/record/review-booked?handler=Begin&form=conference-referral&leads=0")]
    public async Task An_entry_that_no_form_leads_to_does_not_begin(string address)
    {
        var fields = Visit.Hidden(await browser.Get($"{Ava}/forms/conference-referral"));

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Send(Ava + address, fields)).StatusCode);
    }

    [Fact]
    public async Task What_the_record_has_is_chosen_and_a_part_that_is_not_so_for_the_child_is_not_asked()
    {
        var referral = await browser.Get($"{Ava}/forms/tracking-referral");
        Assert.Equal(
            ["Interim order"],
            referral.QuerySelectorAll<IHtmlInputElement>("input[name=f-legal-status][checked]").Select(ticked => ticked.Value)
        );
        Assert.Empty(referral.QuerySelectorAll("input[name=f-type-of-placement][checked]"));

        var agenda = await browser.Get($"{Ava}/forms/planning-meeting");
        Assert.Null(agenda.QuerySelector("[name=f-reason-above-the-age]"));
        Assert.Contains("Older than 14: only if the child is aged 15 or over", agenda.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Only if “Timeliness is at risk” is answered yes.", agenda.Body!.TextContent, StringComparison.Ordinal);
    }
}
