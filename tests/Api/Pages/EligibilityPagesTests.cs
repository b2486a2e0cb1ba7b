using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Questions of who may apply, asked as a browser without scripts asks them.</summary>
public sealed class EligibilityPagesTests : IAsyncLifetime
{
    private PagesHost host = null!;

    public async ValueTask InitializeAsync() => host = await PagesHost.Start(
        new[] { "merton", "herefordshire", "bcp", "devon", "hertfordshire" }.Select(council => Sample.Ava with { Authority = council }));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Every_question_of_every_council_opens_for_the_council_and_for_a_child()
    {
        foreach (var council in PagesHost.Policies.Library.Authorities)
        {
            using var person = await SignedIn($"{council.Id}-analyst");
            foreach (var list in new[] { $"/{council.Id}/eligibility", $"/{council.Id}/children/C-001/eligibility" })
            {
                var links = (await Get(person, list))
                    .QuerySelectorAll<IHtmlAnchorElement>(".app-questions a")
                    .Select(link => link.GetAttribute("href")!)
                    .ToList();
                Assert.True(links.Count >= 3, list);
                foreach (var url in links)
                    Assert.NotNull((await Get(person, url)).QuerySelector("main form"));
            }
        }
    }

    [Fact]
    public async Task What_the_record_knows_is_filled_in_and_settles_what_it_can()
    {
        using var person = await SignedIn("herefordshire-social-worker");

        var list = await Get(person, "/herefordshire/children/C-001/eligibility");
        var distance = await Get(person, "/herefordshire/children/C-001/eligibility/distance-from-home");

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
        using var person = await SignedIn("merton-social-worker");
        var answer = await Ask(person, "/merton/children/C-001/eligibility/child-arrangements-application", fields =>
        {
            (fields["fact-looked-after"], fields["fact-council-consents"], fields["fact-in-care-under-order"]) = ("yes", "yes", "no");
        });

        Assert.Equal("Answer: Check with legal", answer.GetElementById("answer")!.TextContent);
        var documents = answer.QuerySelectorAll(".app-answer__documents > section");
        Assert.Equal(2, documents.Length);
        Assert.EndsWith(": yes", documents[0].QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(": no", documents[1].QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/merton/policy/clauses/MERTON-7.7-9", documents[0].QuerySelector(".app-duty--well .app-cite")!.GetAttribute("href"));
        Assert.Contains("Children Act 1989", documents[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Answer: Yes")]
    [InlineData(false, "Answer: No")]
    public async Task Time_in_a_placement_counts_for_who_was_the_carer_there(bool carer, string expected)
    {
        using var person = await SignedIn("merton-social-worker");
        var answer = await Ask(person, "/merton/children/C-001/eligibility/special-guardianship-application", fields =>
        {
            // Placed on 12 January 2026: a year to the day.
            (fields["day-day"], fields["day-month"], fields["day-year"]) = ("12", "1", "2027");
            (fields["fact-council-foster-carer"], fields["fact-adult"], fields["fact-parent"]) = ("yes", "yes", "no");
            if (carer)
                fields["placement-1"] = "yes";
        });

        Assert.Equal(expected, answer.GetElementById("answer")!.TextContent);
    }

    [Fact]
    public async Task What_is_not_known_is_listed_and_nothing_is_kept()
    {
        using var person = await SignedIn("merton-social-worker");
        var answer = await Ask(person, "/merton/eligibility/residential-plan", fields => fields["fact-need-in-care-plan"] = "yes");

        Assert.Equal("Answer: No", answer.GetElementById("answer")!.TextContent);
        Assert.Contains(
            "substitute family care is not appropriate",
            answer.QuerySelector(".app-answer details")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(Sample.Ava.Events.Count, host.Grains.File("merton", "C-001").Events.Count);
    }

    [Fact]
    public async Task A_stay_that_ends_before_it_begins_is_refused_at_its_field()
    {
        using var person = await SignedIn("merton-social-worker");
        var page = await Ask(person, "/merton/eligibility/special-guardianship-application", fields =>
        {
            (fields["from-1-day"], fields["from-1-month"], fields["from-1-year"]) = ("1", "3", "2026");
            (fields["to-1-day"], fields["to-1-month"], fields["to-1-year"]) = ("1", "2", "2026");
        }, HttpStatusCode.UnprocessableEntity);

        var fault = Assert.Single(page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary a"));
        Assert.NotNull(page.GetElementById(fault.GetAttribute("href")![1..]));
        Assert.Null(page.GetElementById("answer"));
    }

    private static async Task<IDocument> Ask(
        HttpClient person,
        string address,
        Action<Dictionary<string, string>> fill,
        HttpStatusCode status = HttpStatusCode.OK
    )
    {
        var page = await Get(person, address);
        var fields = page.QuerySelectorAll<IHtmlInputElement>("main form input")
            .Where(input => input.Type is "hidden" or "text" || input.IsChecked)
            .GroupBy(input => input.Name!).ToDictionary(input => input.Key, input => input.First().Value);
        fill(fields);
        var answer = await person.PostAsync(address, new FormUrlEncodedContent(fields), Cancelled);
        Assert.Equal(status, answer.StatusCode);
        return await Document(answer);
    }

    private async Task<HttpClient> SignedIn(string person)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
        await client.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", person)]), Cancelled);
        return client;
    }

    private static async Task<IDocument> Get(HttpClient person, string address)
    {
        var answer = await person.GetAsync(address, Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, address);
        return await Document(answer);
    }

    private static async Task<IDocument> Document(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync(Cancelled);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html), Cancelled);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
