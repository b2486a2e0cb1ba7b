using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Checklists, tables and ratings that are kept on a child's record with their answers.</summary>
[Collection(PagesHost.Tests)]
public sealed class ChecklistPagesTests(PagesHost host) : IAsyncLifetime
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
    public async Task Ticks_of_a_table_are_counted_and_what_does_not_fit_together_asks_for_reasoning()
    {
        var table = $"{Ava}/forms/options-table";
        var fields = Visit.Hidden(await browser.Get(table));
        (fields["f-no-monitoring"], fields["f-oversight"], fields["f-attached"]) = ("yes", "yes", "yes");

        var tallied = (await browser.Post($"{table}?handler=Tally", fields)).GetElementById("tally")!.TextContent;
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("16", "6", "2026");
        var refused = await browser.Send(table, fields);

        Assert.Contains("2 of 4", tallied, StringComparison.Ordinal);
        Assert.Contains("do not fit together", tallied, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        fields.Remove("f-oversight");
        await browser.Send(table, fields);
        Assert.Equal(
            "options-table",
            Assert.Single((await host.File(id)).Events, one => one.Type == "checklist-completed").Text("checklist")
        );
    }

    [Fact]
    public async Task A_date_typed_in_a_row_is_kept()
    {
        var review = $"{Ava}/forms/second-review";
        var fields = Visit.Hidden(await browser.Get(review));
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("16", "6", "2026");
        (fields["f-work-needed--row1"], fields["f-by-when--row1"]) = ("Find a family", "1 August 2026");

        await browser.Send(review, fields);

        var kept = Assert.Single((await host.File(id)).Events, one => one.Type == "checklist-completed");
        Assert.Contains("\"by-when\":\"1 August 2026\"", ((JsonText)kept.Fields["answers"]!).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Siblings_are_rated_a_pair_at_a_time()
    {
        var page = await browser.Get($"{Ava}/forms/together-apart");

        var ratings = page.QuerySelectorAll<IHtmlSelectElement>("select[name^='f-how-they-get-on--']").ToList();
        Assert.Equal(
            [$"f-how-they-get-on--{id}--C-002", $"f-how-they-get-on--{id}--C-900", "f-how-they-get-on--C-002--C-900"],
            ratings.Select(rating => rating.Name)
        );
        Assert.Equal(12, ratings[0].Options.Length);
    }

    [Fact]
    public async Task A_completed_checklist_is_kept_with_its_answers_and_sending_it_twice_keeps_it_once()
    {
        var page = await browser.Get($"{Ava}/forms/reviewing-checklist");
        var fields = Completed(page);
        fields["f-stable-education"] = "no";
        fields["f-stable-education-evidence"] = "A move of school is proposed.";

        var first = await browser.Send($"{Ava}/forms/reviewing-checklist", fields);
        await browser.Send($"{Ava}/forms/reviewing-checklist", fields);

        Assert.Contains(
            "Checklist completed on 16 June 2026 recorded.",
            (await Visit.Document(first)).QuerySelector(".govuk-notification-banner")!.TextContent,
            StringComparison.Ordinal
        );
        var kept = Assert.Single((await host.File(id)).Events, one => one.Type == "checklist-completed");
        Assert.Equal("reviewing-checklist", kept.Text("checklist"));
        var answers = ((JsonText)kept.Fields["answers"]!).Json;
        Assert.Contains(
            "\"stable-education\":false,\"stable-education-evidence\":\"A move of school is proposed.\"",
            answers,
            StringComparison.Ordinal
        );
        Assert.Contains("\"drift\":\"In time.\"", answers, StringComparison.Ordinal);
        var again = await browser.Get($"{Ava}/forms/reviewing-checklist");
        Assert.Contains("Last completed on", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checklist_with_required_answers_missing_is_refused_with_a_link_to_each_and_nothing_typed_is_lost()
    {
        var fields = Completed(await browser.Get($"{Ava}/forms/reviewing-checklist"));
        fields.Remove("f-plan-by-the-second-review");

        var answer = await browser.Send($"{Ava}/forms/reviewing-checklist", fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visit.Document(answer);
        var fault = Assert.Single(page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary a"));
        Assert.NotNull(page.GetElementById(fault.GetAttribute("href")![1..]));
        Assert.Equal("In time.", page.QuerySelector("textarea[name=f-drift]")!.TextContent);
        Assert.DoesNotContain((await host.File(id)).Events, one => one.Type == "checklist-completed");
    }

    [Fact]
    public async Task Who_may_not_record_can_print_a_checklist_and_not_save_it()
    {
        using var analyst = await host.SignedIn("analyst");
        var page = await analyst.Get($"{Ava}/forms/reviewing-checklist");

        Assert.Null(page.QuerySelector("main button[type=submit]"));
        Assert.Empty(page.QuerySelectorAll(".app-form__next a"));
        var token = page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        var answer = await analyst.Send($"{Ava}/forms/reviewing-checklist", [new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Dictionary<string, string> Completed(IDocument page)
    {
        var fields = Visit.Hidden(page);
        foreach (var part in new[] { "day", "month", "year" })
            fields[$"on-{part}"] = page.QuerySelector<IHtmlInputElement>($"input[name=on-{part}]")!.Value;
        fields["f-drift"] = "In time.";
        fields["f-parallel-planning"] = "yes";
        fields["f-plan-by-the-second-review"] = "yes";
        return fields;
    }
}
