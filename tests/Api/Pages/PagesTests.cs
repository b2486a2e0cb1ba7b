using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>Pages as a browser without scripts sees them.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private PagesHost host = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        host = await PagesHost.Start([Sample.Ava, .. Sample.Many(58)]);
        browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
        await SignIn("bcp-team-manager");
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_sees_a_board_without_signing_in_and_then_lands_on_the_board_they_asked_for()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = host.Address,
        };

        var page = await Document(await stranger.GetAsync("/bcp/board?status=overdue", Cancelled));

        Assert.Equal("Sign in", page.QuerySelector("h1")!.TextContent);
        var form = page.QuerySelector<IHtmlFormElement>("form[action='/demo/sign-in']")!;
        Assert.Equal("/bcp/board?status=overdue", ((IHtmlInputElement)form["returnUrl"]!).Value);
        var board = await Document(
            await stranger.PostAsync(
                "/demo/sign-in",
                new FormUrlEncodedContent([new("person", "bcp-team-manager"), new("returnUrl", "/bcp/board?status=overdue")]),
                Cancelled
            )
        );
        Assert.Equal("Permanence board", board.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("/herefordshire/board")]
    [InlineData("/nowhere-at-all/board")]
    [InlineData("/herefordshire/children/C-001")]
    public async Task Another_councils_page_answers_as_one_that_does_not_exist(string address)
    {
        var answer = await browser.GetAsync(address, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("You cannot see this page", (await Document(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_number_on_the_board_leads_to_exactly_the_duties_it_counts()
    {
        var board = await Get("/bcp/board");
        var row = board.QuerySelectorAll("tr[data-child]")[0];
        var link = row.QuerySelector<IHtmlAnchorElement>("td[data-label=Overdue] a")!;

        var child = await Get(link.GetAttribute("href")!);

        Assert.Equal(int.Parse(link.TextContent, System.Globalization.CultureInfo.InvariantCulture), Listed(child, "overdue"));
        Assert.NotNull(child.GetElementById("overdue"));
    }

    [Fact]
    public async Task A_requirement_without_an_event_of_its_own_leads_to_a_form_that_knows_its_clause()
    {
        var child = await Get("/bcp/children/C-001");
        var link = child
            .QuerySelectorAll<IHtmlAnchorElement>(".app-duty a")
            .Single(one =>
                one.GetAttribute("href")!.Contains("BCP-A7-13", StringComparison.Ordinal)
                && one.TextContent.StartsWith("Record this", StringComparison.Ordinal)
            );

        var form = await Get(link.GetAttribute("href")!);

        Assert.Equal("Requirement of the policy recorded", form.QuerySelector("h1")!.TextContent);
        var chosen = form.QuerySelector<IHtmlSelectElement>("select[name=field-clause]")!;
        Assert.Equal("BCP-A7-13", chosen.Value);
        Assert.StartsWith("BCP-A7-13: ", chosen.SelectedOptions[0].TextContent.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bcp/board?team=North&page=2", "/bcp/board?team=North&page=2")]
    [InlineData("bcp/children/C-002", "/bcp/board")]
    public async Task The_way_back_from_a_child_keeps_the_filters_of_the_board(string from, string back)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bcp/children/C-001");
        request.Headers.Referrer = new Uri(host.Address, from);

        Assert.Equal(
            back,
            (await Document(await browser.SendAsync(request, Cancelled))).QuerySelector(".govuk-back-link")!.GetAttribute("href")
        );
    }

    [Theory]
    [InlineData("requirement-recorded", "field-clause", "Or another clause, by its id")]
    [InlineData("document-sent", "field-document", "Or something else")]
    public async Task What_is_not_offered_can_be_typed_and_its_label_says_what_it_has_to_be(string type, string input, string label)
    {
        var page = await Get($"/bcp/children/C-001/record/{type}");

        var select = page.QuerySelector($"select[name='{input}'], input[name='{input}']")!;
        Assert.StartsWith(
            label,
            select.Closest(".govuk-form-group")!.QuerySelector(".app-other label")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_childs_page_says_why_each_date_is_what_it_is()
    {
        var page = await Get("/bcp/children/C-001");

        Assert.All(page.QuerySelectorAll(".app-duty"), duty =>
        {
            Assert.StartsWith("Why", duty.QuerySelector("summary")!.TextContent.Trim(), StringComparison.Ordinal);
            Assert.NotEmpty(duty.QuerySelectorAll(".app-working li"));
        });
    }

    [Fact]
    public async Task A_review_is_recorded_once_however_often_the_form_is_sent_and_the_page_says_what_changed()
    {
        var form = await Get("/bcp/children/C-001/record/review-held");
        var typed = Hidden(form)
            .Append(new("on-day", "15"))
            .Append(new("on-month", "6"))
            .Append(new("on-year", "2026"))
            .Append(new("field-number", "3"))
            .ToList();

        var first = await Document(
            await browser.PostAsync("/bcp/children/C-001/record/review-held", new FormUrlEncodedContent(typed), Cancelled)
        );
        await browser.PostAsync("/bcp/children/C-001/record/review-held", new FormUrlEncodedContent(typed), Cancelled);

        Assert.StartsWith(
            "Third Child in Care Review held on 15 June 2026 recorded.",
            first.QuerySelector(".govuk-notification-banner__heading")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(first.QuerySelectorAll(".app-changes li"));
        Assert.Single(host.Grains.File("bcp", "C-001").Events, one => one.Type == "review-held" && one.Number("number") == 3);
    }

    [Fact]
    public async Task What_was_typed_is_still_there_when_the_form_or_the_record_refuses_it()
    {
        var form = await Get("/bcp/children/C-001/record/meeting-held");
        List<KeyValuePair<string, string>> typed =
        [
            .. Hidden(form),
            new("on-day", "31"),
            new("on-month", "2"),
            new("on-year", "2026"),
            new("field-meeting", "tracking"),
            new("note", "A long story."),
        ];

        var answer = await browser.PostAsync("/bcp/children/C-001/record/meeting-held", new FormUrlEncodedContent(typed), Cancelled);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Document(answer);
        Assert.Equal("#on", page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("31", page.QuerySelector<IHtmlInputElement>("#on")!.Value);
        Assert.Equal("A long story.", page.QuerySelector<IHtmlTextAreaElement>("#note")!.Value);
        Assert.Equal("tracking", page.QuerySelector<IHtmlSelectElement>("#field-meeting")!.Value);
        Assert.Equal(Command(form), Command(page));

        typed[^4] = new("on-month", "3");
        host.Grains.RefuseNext = new Refusal("meeting-not-booked", "The tracking meeting is not booked.", "events[0].meeting");
        var refused = await Document(
            await browser.PostAsync("/bcp/children/C-001/record/meeting-held", new FormUrlEncodedContent(typed), Cancelled)
        );
        Assert.Equal("#field-meeting", refused.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal("A long story.", refused.QuerySelector<IHtmlTextAreaElement>("#note")!.Value);

        // The refused command keeps its answer: what is sent next is another one.
        Assert.NotEqual(Command(form), Command(refused));
        List<KeyValuePair<string, string>> again =
        [
            .. Hidden(refused),
            .. typed.Where(field => Hidden(form).All(hidden => hidden.Key != field.Key)),
        ];
        var child = await Document(
            await browser.PostAsync("/bcp/children/C-001/record/meeting-held", new FormUrlEncodedContent(again), Cancelled)
        );
        Assert.NotNull(child.QuerySelector(".govuk-notification-banner--success"));
    }

    [Fact]
    public async Task A_correction_shows_before_and_after_wants_a_reason_and_leaves_the_entry_in_the_history()
    {
        const string address = "/bcp/children/C-001/entries/e7/correct";
        var form = await Get(address);
        Dictionary<string, string> typed = new(Hidden(form))
        {
            ["on-day"] = "6",
            ["on-month"] = "2",
            ["on-year"] = "2026",
            ["field-number"] = "1",
            ["field-returnHome"] = "uncertain",
            ["step"] = "check",
        };

        var unreasoned = await Document(await browser.PostAsync(address, new FormUrlEncodedContent(typed), Cancelled));
        Assert.Equal("#reason", unreasoned.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));

        typed["reason"] = "The minutes give the 6th.";
        var check = await Document(await browser.PostAsync(address, new FormUrlEncodedContent(typed), Cancelled));
        Assert.Equal(
            ["5 February 2026", "6 February 2026 (changed)"],
            check.QuerySelectorAll(".app-compare tbody tr:first-child td").Select(cell => cell.TextContent)
        );

        var sent = Hidden(check)
            .Where(field => field.Key != "__RequestVerificationToken")
            .Append(Hidden(check).First(field => field.Key == "__RequestVerificationToken"))
            .Append(new("step", "record"));
        var child = await Document(await browser.PostAsync(address, new FormUrlEncodedContent(sent), Cancelled));
        Assert.Contains("corrected", child.QuerySelector(".govuk-notification-banner__heading")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Corrected", child.GetElementById("entry-e7")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            child.QuerySelectorAll(".app-history__facts"),
            facts => facts.TextContent.Contains("5 February 2026 → 6 February 2026", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_withdrawn_entry_stays_in_the_history_and_counts_no_more()
    {
        const string address = "/bcp/children/C-001/entries/e8/withdraw";
        var form = await Get(address);

        var child = await Document(
            await browser.PostAsync(
                address,
                new FormUrlEncodedContent([.. Hidden(form), new("reason", "Entered for the wrong child.")]),
                Cancelled
            )
        );

        Assert.Contains("withdrawn", child.QuerySelector(".govuk-notification-banner__heading")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", child.GetElementById("entry-e8")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address, Cancelled)).StatusCode);
        Assert.DoesNotContain(Timeline.Of(host.Grains.File("bcp", "C-001")).Events, one => one.Id == "e8");
    }

    [Fact]
    public async Task A_past_day_says_that_it_is_past_and_changes_nothing()
    {
        var board = await Get("/bcp/board?on-day=1&on-month=3&on-year=2026");
        var child = await Get("/bcp/children/C-001?on=2026-03-01");

        Assert.Equal("Board on 1 March 2026", board.QuerySelector("h1")!.TextContent);
        Assert.Contains("past day", board.QuerySelector(".app-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("?on=2026-03-01", board.QuerySelector("tr[data-child] a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("1 March 2026", child.QuerySelector(".app-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Null(child.QuerySelector("a[href$='/record']"));
        Assert.Null(child.QuerySelector("a[href$='/correct']"));
    }

    [Fact]
    public async Task Somebody_who_may_only_read_finds_no_way_to_record()
    {
        await SignIn("bcp-analyst");

        var child = await Get("/bcp/children/C-001");

        Assert.Null(child.QuerySelector("a[href$='/record']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/bcp/children/C-001/record/review-held", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("/bcp/children/C-999")]
    [InlineData("/bcp/children/C-001/record/shoe-size-measured")]
    [InlineData("/bcp/children/C-001/entries/e999/correct")]
    [InlineData("/nothing-here")]
    public async Task What_is_not_there_is_said_to_be_not_there(string address)
    {
        var answer = await browser.GetAsync(address, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Page not found", (await Document(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task No_page_needs_an_inline_script_or_style()
    {
        foreach (
            var address in new[]
            {
                "/",
                "/bcp/board",
                "/bcp/children/C-001",
                "/bcp/children/C-001/record",
                "/bcp/children/C-001/record/review-held",
                "/bcp/children/C-001/entries/e7/correct",
                "/about",
            }
        )
        {
            var answer = await browser.GetAsync(address, Cancelled);
            var page = await Document(answer);

            Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain(page.QuerySelectorAll("script"), script => script.GetAttribute("src") is null);
            Assert.Empty(page.QuerySelectorAll("style, [style], [onclick], [onchange], [onsubmit]"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(one => one.Id).Distinct().Count());
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static int Listed(IDocument page, string group) =>
        page.GetElementById(group)!.NextElementSibling!.QuerySelectorAll(".app-duty").Length;

    private static IEnumerable<KeyValuePair<string, string>> Hidden(IDocument page) =>
        page.QuerySelectorAll<IHtmlInputElement>("main form input[type=hidden]")
            .Select(field => new KeyValuePair<string, string>(field.Name!, field.Value));

    private static string Command(IDocument page) => page.QuerySelector<IHtmlInputElement>("input[name=commandId]")!.Value;

    private async Task SignIn(string person) =>
        await browser.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", person)]), Cancelled);

    private async Task<IDocument> Get(string address)
    {
        var answer = await browser.GetAsync(address, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Document(answer);
    }

    private static async Task<IDocument> Document(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync(Cancelled);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html), Cancelled);
    }
}
