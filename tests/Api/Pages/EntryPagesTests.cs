using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>The pages on which an entry is typed, where it does not come from a form of the policy.</summary>
[Collection(PagesHost.Tests)]
public sealed class EntryPagesTests(PagesHost host) : IAsyncLifetime
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
    public async Task What_a_link_says_that_the_form_does_not_have_is_left_out()
    {
        var entry = await browser.Get($"{Ava}/record/meeting-held?field-meeting=tea-party&field-who=me&on-day=3");

        Assert.Null(entry.QuerySelector("[selected][value='tea-party']"));
        Assert.Equal("", entry.QuerySelector<IHtmlInputElement>("input[name=on-day]")!.Value);
    }

    [Theory]
    [InlineData("ppm", "meeting-held")]
    [InlineData("planning meeting", "meeting-booked")]
    [InlineData("lac review", "review-booked")]
    [InlineData("moved", "placement-started")]
    [InlineData("carer", "placement-started")]
    [InlineData("placement order", "order-made")]
    [InlineData("long-term fostering", "plan-set")]
    [InlineData("concern", "escalation-raised")]
    public async Task A_kind_of_event_is_found_by_what_the_trade_calls_it(string said, string type)
    {
        var kinds = (await browser.Get($"{Ava}/record")).QuerySelectorAll("#subjects li");

        var found = kinds.Where(kind =>
            said.Split(' ')
                .All(word =>
                    $"{kind.TextContent} {kind.GetAttribute("data-narrow-words")}".Contains(word, StringComparison.OrdinalIgnoreCase)
                )
        );
        Assert.Contains(found, kind => kind.QuerySelector("a")!.GetAttribute("href")!.EndsWith($"/{type}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"/{PagesHost.Council}/practice/forms/no-such-form", HttpStatusCode.NotFound)]
    [InlineData("{child}/forms/no-such-form", HttpStatusCode.NotFound)]
    [InlineData($"/{PagesHost.Council}/children/C-404/forms", HttpStatusCode.NotFound)]
    [InlineData($"/{PagesHost.OtherCouncil}/practice", HttpStatusCode.Forbidden)]
    [InlineData($"/{PagesHost.OtherCouncil}/children/C-001/forms", HttpStatusCode.Forbidden)]
    public async Task What_is_not_there_or_not_theirs_is_not_shown(string address, HttpStatusCode status) =>
        Assert.Equal(status, (await browser.Ask(address.Replace("{child}", Ava, StringComparison.Ordinal))).StatusCode);

    [Fact]
    public async Task A_word_of_ones_own_is_recorded_where_the_policys_words_do_not_fit_and_comes_back_when_corrected()
    {
        var entry = await browser.Get($"{Ava}/record/referred");
        var fields = Visit.Hidden(entry);
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("12", "6", "2026");
        fields["field-to-other"] = "play therapy";

        await browser.Send($"{Ava}/record/referred", fields);

        var kept = Assert.Single((await host.File(id)).Events, one => one.Type == "referred");
        Assert.Equal("play therapy", kept.Text("to"));
        Assert.Equal(
            "play therapy",
            (await browser.Get($"{Ava}/entries/{kept.Id}/correct")).QuerySelector<IHtmlInputElement>("input[name=field-to-other]")!.Value
        );
    }

    [Fact]
    public async Task Two_answers_to_one_question_are_refused()
    {
        var fields = Visit.Hidden(await browser.Get($"{Ava}/record/referred"));
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("12", "6", "2026");
        (fields["field-to"], fields["field-to-other"]) = ("tracking", "play therapy");

        var answer = await browser.Send($"{Ava}/record/referred", fields);

        Assert.Equal(
            "To: choose one from the list or write something else, not both.",
            (await Visit.Document(answer)).QuerySelector(".govuk-error-summary__list")!.TextContent
        );
    }
}
