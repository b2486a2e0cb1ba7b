using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Questions of who may apply, asked as a browser without scripts asks them.</summary>
[Collection(PagesHost.Tests)]
public sealed class EligibilityPagesTests(PagesHost host) : IAsyncLifetime
{
    private const string OfTheCouncil = $"/{PagesHost.Council}/eligibility";

    private Visit person = null!;
    private string id = null!;

    private string OfTheChild => $"/{PagesHost.Council}/children/{id}/eligibility";

    public async ValueTask InitializeAsync()
    {
        person = await host.SignedIn("social-worker");
        id = await host.Take(Sample.Ava);
    }

    public ValueTask DisposeAsync()
    {
        person.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_record_knows_is_filled_in_and_settles_what_it_can()
    {
        var list = await person.Get(OfTheChild);
        var distance = await person.Get($"{OfTheChild}/distance-from-home");

        Assert.Equal(
            "Yes",
            list.QuerySelectorAll(".app-questions li")
                .Single(one => one.TextContent.Contains("distance", StringComparison.Ordinal))
                .QuerySelector(".app-status")!
                .TextContent
        );
        Assert.Equal("Answer: Yes", distance.GetElementById("answer")!.TextContent);
        Assert.Equal("7.5", distance.QuerySelector<IHtmlInputElement>("input[name=fact-distance-miles]")!.Value);
        Assert.Contains("From the record: 7.5", distance.QuerySelector("main form")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_stands_with_the_councils_rules_and_the_national_ones_and_says_where_they_differ()
    {
        var answer = await Ask(
            $"{OfTheChild}/child-arrangements-application",
            fields =>
            {
                (fields["fact-looked-after"], fields["fact-council-consents"], fields["fact-in-care-under-order"]) = ("yes", "yes", "no");
            }
        );

        Assert.Equal("Answer: Check with legal", answer.GetElementById("answer")!.TextContent);
        var documents = answer.QuerySelectorAll(".app-answer__documents > section");
        Assert.Equal(2, documents.Length);
        Assert.EndsWith(": yes", documents[0].QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(": no", documents[1].QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            $"/{PagesHost.Council}/policy/clauses/SALT-61",
            documents[0].QuerySelector(".app-duty--well .app-cite")!.GetAttribute("href")
        );
        Assert.Contains("Children Act 1989", documents[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Answer: Yes")]
    [InlineData(false, "Answer: No")]
    public async Task Time_in_a_placement_counts_for_who_was_the_carer_there(bool carer, string expected)
    {
        var answer = await Ask(
            $"{OfTheChild}/special-guardianship-application",
            fields =>
            {
                // Placed on 12 January 2026: a year to the day.
                (fields["day-day"], fields["day-month"], fields["day-year"]) = ("12", "1", "2027");
                (fields["fact-council-foster-carer"], fields["fact-adult"], fields["fact-parent"]) = ("yes", "yes", "no");
                if (carer)
                    fields["placement-1"] = "yes";
            }
        );

        Assert.Equal(expected, answer.GetElementById("answer")!.TextContent);
    }

    [Fact]
    public async Task What_is_not_known_is_listed_and_nothing_is_kept()
    {
        var answer = await Ask($"{OfTheCouncil}/residential-plan", fields => fields["fact-need-in-care-plan"] = "yes");

        Assert.Equal("Answer: No", answer.GetElementById("answer")!.TextContent);
        Assert.Contains(
            "substitute family care is not appropriate",
            answer.QuerySelector(".app-answer details")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(Sample.Ava.Events.Count, (await host.File(id)).Events.Count);
    }

    [Fact]
    public async Task A_stay_that_ends_before_it_begins_is_refused_at_its_field()
    {
        var page = await Ask(
            $"{OfTheCouncil}/special-guardianship-application",
            fields =>
            {
                (fields["from-1-day"], fields["from-1-month"], fields["from-1-year"]) = ("1", "3", "2026");
                (fields["to-1-day"], fields["to-1-month"], fields["to-1-year"]) = ("1", "2", "2026");
            },
            HttpStatusCode.UnprocessableEntity
        );

        var fault = Assert.Single(page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary a"));
        Assert.NotNull(page.GetElementById(fault.GetAttribute("href")![1..]));
        Assert.Null(page.GetElementById("answer"));
    }

    private async Task<IDocument> Ask(string address, Action<Dictionary<string, string>> fill, HttpStatusCode status = HttpStatusCode.OK)
    {
        var page = await person.Get(address);
        var fields = page.QuerySelectorAll<IHtmlInputElement>("main form input")
            .Where(input => input.Type is "hidden" or "text" || input.IsChecked)
            .GroupBy(input => input.Name!)
            .ToDictionary(input => input.Key, input => input.First().Value);
        fill(fields);
        var answer = await person.Send(address, fields);
        Assert.Equal(status, answer.StatusCode);
        return await Visit.Document(answer);
    }
}
