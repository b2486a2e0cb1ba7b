using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NodaTime;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Deciding where a return and a person disagree, as a browser without scripts does it.</summary>
[Collection(PagesHost.Tests)]
public sealed class HeldPageTests(PagesHost host) : IAsyncLifetime
{
    private Visit browser = null!;
    private string id = null!;

    private string Ava => $"/{PagesHost.Council}/children/{id}";

    public async ValueTask InitializeAsync()
    {
        browser = await host.SignedIn("team-manager");
        id = await host.Take(WithReturn(Sample.Ava));
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Both_sides_stand_beside_each_other_with_what_differs_and_the_row()
    {
        var child = await browser.Get(Ava);
        var page = await browser.Get(child.QuerySelector<IHtmlAnchorElement>(".app-notice a")!.GetAttribute("href")!);

        Assert.Equal(
            ["Date of birth", "Review held"],
            page.QuerySelectorAll("main h2").Select(heading => heading.TextContent).Order(StringComparer.Ordinal)
        );
        var review = page.QuerySelectorAll(".app-option").Single(section => section.QuerySelector("h2")!.TextContent == "Review held");
        Assert.Equal(
            "Date|5 February 2026|9 February 2026 (differs)",
            string.Join('|', review.QuerySelector("tbody tr")!.Children.Select(cell => cell.TextContent))
        );
        Assert.Contains("From reviews.csv, line 7.", review.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_who_the_child_is_stands_in_words()
    {
        var file = WithReturn(Sample.Ava with { Child = Sample.Ava.Child with { Ethnicity = "BAFR" } }, "WBRI");
        var page = await browser.Get($"/{PagesHost.Council}/children/{await host.Take(file)}/held");

        var ethnicity = page.QuerySelectorAll(".app-option").Single(section => section.QuerySelector("h2")!.TextContent == "Ethnicity");
        Assert.Equal(
            ["African (BAFR)", "White British (WBRI) (differs)"],
            ethnicity.QuerySelectorAll("tbody td").Select(cell => cell.TextContent)
        );
    }

    [Fact]
    public async Task Kept_it_is_off_the_list_and_on_the_record_with_its_reason()
    {
        var answer = await Decide("Review held", "keep", "Minutes seen.");

        Assert.Contains(
            "Conflict with a return decided",
            answer.QuerySelector(".govuk-notification-banner")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "Review held",
            (await browser.Get($"{Ava}/held")).QuerySelectorAll("main h2").Select(heading => heading.TextContent)
        );
        Assert.Equal("kept", Assert.Single((await host.File(id)).Events, one => one.Type == "held-fact-decided").Text("decision"));
        Assert.Contains(
            "Minutes seen.",
            (await browser.Get($"{Ava}?history=all")).QuerySelector(".app-history")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Taken_it_is_a_correction_and_the_entry_shows_as_corrected()
    {
        await Decide("Review held", "take", "The minutes say so.");

        var file = await host.File(id);
        Assert.Contains(
            "reviews.csv line 7. The minutes say so.",
            Assert.Single(file.Events, one => one.Type == "event-corrected").Text("reason"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            Timeline.Of(file).Events,
            one => one is { Type: "review-held" } && one.On == new LocalDate(2026, 2, 9) && one.Text("returnHome") == "uncertain"
        );
    }

    [Fact]
    public async Task A_decision_without_a_reason_is_refused_at_its_own_field()
    {
        var page = await Decide("Review held", "take", " ");

        var fault = Assert.Single(page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary a"));
        Assert.Equal(
            "Review held",
            page.GetElementById(fault.GetAttribute("href")![1..])!.Closest(".app-option")!.QuerySelector("h2")!.TextContent
        );
        Assert.DoesNotContain((await host.File(id)).Events, one => one.Type == "held-fact-decided");
    }

    [Fact]
    public async Task Two_people_deciding_the_same_have_the_second_told()
    {
        var page = await browser.Get($"{Ava}/held");
        await Send(page, "Review held", "keep", "Ours.");

        var second = await Send(page, "Review held", "take", "Theirs.", sameCommand: false);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains(
            "somebody has decided it",
            (await Visit.Document(second)).QuerySelector(".govuk-error-summary")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_may_not_record_neither_sees_nor_decides()
    {
        using var analyst = await host.SignedIn("analyst");

        Assert.Null((await analyst.Get(Ava)).QuerySelector(".app-notice"));
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.Ask($"{Ava}/held")).StatusCode);
    }

    private async Task<IDocument> Decide(string label, string decision, string reason) =>
        await Visit.Document(await Send(await browser.Get($"{Ava}/held"), label, decision, reason));

    private async Task<HttpResponseMessage> Send(IDocument page, string label, string decision, string reason, bool sameCommand = true)
    {
        var form = page.QuerySelectorAll(".app-option")
            .Single(section => section.QuerySelector("h2")!.TextContent == label)
            .QuerySelector("form")!;
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .ToDictionary(field => field.Name!, field => field.Value);
        if (!sameCommand)
            fields["commandId"] = Guid.NewGuid().ToString();
        (fields["reason"], fields["decision"]) = (reason, decision);
        return await browser.Send($"{Ava}/held", fields);
    }

    private static CaseFile WithReturn(CaseFile file, string ethnicity = "")
    {
        var child = file.Child.Id;
        var returned = new ReturnedChild(
            child,
            [
                new(ReturnKind.Header, "header.csv", 3, [child, "F", "05/09/2021", ethnicity, "", "", ""]),
                new(ReturnKind.Reviews, "reviews.csv", 7, [child, "05/09/2021", "09/02/2026", "PN1"]),
            ]
        );
        var plan = ReturnMerge
            .Plan(file, returned, file.Authority, new CollectionYear(2025), "i1")
            .As(Instant.FromUtc(2026, 5, 30, 9, 0), $"{PagesHost.Council}-analyst");
        return file with { Child = plan.Details, Events = [.. file.Events, .. plan.EventsToAdd] };
    }
}
