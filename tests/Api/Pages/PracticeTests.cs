using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A council's forms, and one child's, as a browser without scripts sees them.</summary>
public sealed class PracticeTests : IAsyncLifetime
{
    private const string Ava = "/bcp/children/C-001";

    private PagesHost host = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        host = await PagesHost.Start([Sample.Ava, .. Sample.Many(3)]);
        browser = await SignedIn("bcp-team-manager");
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Every_form_of_every_council_is_shown_with_a_clause_at_each_field_that_is_not_ours()
    {
        foreach (var council in PagesHost.Policies.Library.Authorities)
        {
            using var person = await SignedIn($"{council.Id}-analyst");
            var list = await Document(await person.GetAsync($"/{council.Id}/practice", Cancelled));
            var links = Links(list, "/practice/").Concat(Links(list, "/lists/")).ToList();
            Assert.Equal(PagesHost.Policies.Library.For(council.Id)!.InForceOn(PagesHost.Today).Reference.Forms.Count + 3, links.Count);
            foreach (var url in links)
            {
                var page = await Document(await person.GetAsync(url, Cancelled));
                Assert.All(page.QuerySelectorAll(".app-form__said"), field => Assert.NotNull(field.QuerySelector(".app-cite")));
            }
        }
    }

    [Fact]
    public async Task Every_form_of_every_council_opens_for_a_child_and_so_does_every_entry_it_leads_to()
    {
        foreach (var council in PagesHost.Policies.Library.Authorities)
        {
            host.Grains.Add(Sample.Ava with { Authority = council.Id });
            using var person = await SignedIn($"{council.Id}-social-worker");
            var list = await Document(await person.GetAsync($"/{council.Id}/children/C-001/forms", Cancelled));
            var entries = new HashSet<string>(StringComparer.Ordinal);
            foreach (var url in Links(list, "/children/C-001/forms/"))
            {
                var answer = await person.GetAsync(url, Cancelled);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, url);
                entries.UnionWith(Links(await Document(answer), "/record/"));
            }

            foreach (var url in entries)
                Assert.True((await person.GetAsync(url, Cancelled)).StatusCode == HttpStatusCode.OK, url);
        }
    }

    [Fact]
    public async Task Ticks_of_a_table_are_counted_and_what_does_not_fit_together_asks_for_reasoning()
    {
        host.Grains.Add(Sample.Ava with { Authority = "merton" });
        using var person = await SignedIn("merton-social-worker");
        const string Table = "/merton/children/C-001/forms/options-table";
        var fields = Hidden(await Document(await person.GetAsync(Table, Cancelled)));
        (fields["f-a1-7"], fields["f-a1-9"], fields["f-a1-1"]) = ("yes", "yes", "yes");

        var tallied = (await Document(await person.PostAsync($"{Table}?handler=Tally", new FormUrlEncodedContent(fields), Cancelled))).GetElementById("tally")!.TextContent;
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("16", "6", "2026");
        var refused = await person.PostAsync(Table, new FormUrlEncodedContent(fields), Cancelled);

        Assert.Contains("2 of 4", tallied, StringComparison.Ordinal);
        Assert.Contains("do not fit together", tallied, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        fields.Remove("f-a1-9");
        await person.PostAsync(Table, new FormUrlEncodedContent(fields), Cancelled);
        Assert.Equal("options-table", Assert.Single(host.Grains.File("merton", "C-001").Events, one => one.Type == "checklist-completed").Text("checklist"));
    }

    [Fact]
    public async Task A_form_opens_with_what_the_record_answers_and_asks_for_the_rest()
    {
        var page = await Get($"{Ava}/forms/initial-ppm");

        var known = page.QuerySelectorAll(".app-form__said--known").ToDictionary(field => field.QuerySelector(".app-form__label")!.ChildNodes[0].TextContent.Trim(), field => field.QuerySelector(".app-form__answer")!.ChildNodes[0].TextContent.Trim());
        Assert.Equal("Ava Hartley", known["Name"]);
        Assert.Equal("4 September 2021", known["Date of birth"]);
        Assert.Equal("Interim care order (C1), since 20 February 2026", known["Legal status"]);
        Assert.StartsWith("Not booked; due by ", known["Date of next CiC review"], StringComparison.Ordinal);
        Assert.DoesNotContain("Disability", known.Keys);
        Assert.NotNull(page.QuerySelector("textarea[name=f-summary-of-background]"));
        Assert.Contains("Sibling assessment started on 2 March 2026".Replace("Sibling", "Together and Apart", StringComparison.Ordinal), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form button[type=submit]"));
    }

    [Fact]
    public async Task A_form_leads_to_the_entry_it_stands_for_with_the_councils_own_word_chosen()
    {
        var page = await Get($"{Ava}/forms/fgc-referral");
        var link = page.QuerySelector<IHtmlAnchorElement>(".app-form__next a")!;

        var entry = await Get(link.GetAttribute("href")!);

        Assert.Equal("Referred", entry.QuerySelector("h1")!.TextContent);
        Assert.Equal("family-group-conference", entry.QuerySelector<IHtmlInputElement>("input[name=field-to]:checked")!.Value);
    }

    [Fact]
    public async Task What_a_link_says_that_the_form_does_not_have_is_left_out()
    {
        var entry = await Get($"{Ava}/record/meeting-held?field-meeting=tea-party&field-who=me&on-day=3");

        Assert.Null(entry.QuerySelector("[selected][value='tea-party']"));
        Assert.Equal("", entry.QuerySelector<IHtmlInputElement>("input[name=on-day]")!.Value);
    }

    [Fact]
    public async Task Siblings_are_rated_a_pair_at_a_time()
    {
        var page = await Get($"{Ava}/forms/together-apart");

        var ratings = page.QuerySelectorAll<IHtmlSelectElement>("select[name^='f-how-the-relationship-is-now-from--']").ToList();
        Assert.Equal(["f-how-the-relationship-is-now-from--C-001--C-002", "f-how-the-relationship-is-now-from--C-001--C-900", "f-how-the-relationship-is-now-from--C-002--C-900"], ratings.Select(rating => rating.Name));
        Assert.Equal(12, ratings[0].Options.Length);
    }

    [Fact]
    public async Task A_completed_checklist_is_kept_with_its_answers_and_sending_it_twice_keeps_it_once()
    {
        var page = await Get($"{Ava}/forms/iro-checklist");
        var fields = Completed(page);
        fields["f-does-the-plan-weigh-stable-consistent"] = "no";
        fields["f-does-the-plan-weigh-stable-consistent-evidence"] = "A move of school is proposed.";

        var first = await browser.PostAsync($"{Ava}/forms/iro-checklist", new FormUrlEncodedContent(fields), Cancelled);
        await browser.PostAsync($"{Ava}/forms/iro-checklist", new FormUrlEncodedContent(fields), Cancelled);

        Assert.Contains("Checklist completed on 16 June 2026 recorded.", (await Document(first)).QuerySelector(".govuk-notification-banner")!.TextContent, StringComparison.Ordinal);
        var kept = Assert.Single(host.Grains.File("bcp", "C-001").Events, one => one.Type == "checklist-completed");
        Assert.Equal("iro-checklist", kept.Text("checklist"));
        var answers = ((JsonText)kept.Fields["answers"]!).Json;
        Assert.Contains("\"does-the-plan-weigh-stable-consistent\":false,\"does-the-plan-weigh-stable-consistent-evidence\":\"A move of school is proposed.\"", answers, StringComparison.Ordinal);
        Assert.Contains("\"timeliness-of-decisions-naming-drift\":\"In time.\"", answers, StringComparison.Ordinal);
        Assert.Contains("Last completed on", (await Get($"{Ava}/forms/iro-checklist")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checklist_with_required_answers_missing_is_refused_with_a_link_to_each_and_nothing_typed_is_lost()
    {
        var fields = Completed(await Get($"{Ava}/forms/iro-checklist"));
        fields.Remove("f-comprehensive-plan-available-by-the-second");

        var answer = await browser.PostAsync($"{Ava}/forms/iro-checklist", new FormUrlEncodedContent(fields), Cancelled);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Document(answer);
        var fault = Assert.Single(page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary a"));
        Assert.NotNull(page.GetElementById(fault.GetAttribute("href")![1..]));
        Assert.Equal("In time.", page.QuerySelector("textarea[name=f-timeliness-of-decisions-naming-drift]")!.TextContent);
        Assert.DoesNotContain(host.Grains.File("bcp", "C-001").Events, one => one.Type == "checklist-completed");
    }

    [Fact]
    public async Task Who_may_not_record_can_print_a_checklist_and_not_save_it()
    {
        using var analyst = await SignedIn("bcp-analyst");
        var page = await Document(await analyst.GetAsync($"{Ava}/forms/iro-checklist", Cancelled));

        Assert.Null(page.QuerySelector("main button[type=submit]"));
        Assert.Empty(page.QuerySelectorAll(".app-form__next a"));
        var token = page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        var answer = await analyst.PostAsync($"{Ava}/forms/iro-checklist", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/bcp/practice/forms/no-such-form", HttpStatusCode.NotFound)]
    [InlineData(Ava + "/forms/no-such-form", HttpStatusCode.NotFound)]
    [InlineData("/bcp/children/C-404/forms", HttpStatusCode.NotFound)]
    [InlineData("/herefordshire/practice", HttpStatusCode.Forbidden)]
    [InlineData("/herefordshire/children/C-001/forms", HttpStatusCode.Forbidden)]
    public async Task What_is_not_there_or_not_theirs_is_not_shown(string address, HttpStatusCode status) =>
        Assert.Equal(status, (await browser.GetAsync(address, Cancelled)).StatusCode);

    [Fact]
    public async Task A_word_of_ones_own_is_recorded_where_the_policys_words_do_not_fit_and_comes_back_when_corrected()
    {
        var entry = await Get($"{Ava}/record/referred");
        var fields = Hidden(entry);
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("12", "6", "2026");
        fields["field-to-other"] = "play therapy";

        await browser.PostAsync($"{Ava}/record/referred", new FormUrlEncodedContent(fields), Cancelled);

        var kept = Assert.Single(host.Grains.File("bcp", "C-001").Events, one => one.Type == "referred");
        Assert.Equal("play therapy", kept.Text("to"));
        Assert.Equal("play therapy", (await Get($"{Ava}/entries/{kept.Id}/correct")).QuerySelector<IHtmlInputElement>("input[name=field-to-other]")!.Value);
    }

    [Fact]
    public async Task Two_answers_to_one_question_are_refused()
    {
        var fields = Hidden(await Get($"{Ava}/record/referred"));
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("12", "6", "2026");
        (fields["field-to"], fields["field-to-other"]) = ("tracking", "play therapy");

        var answer = await browser.PostAsync($"{Ava}/record/referred", new FormUrlEncodedContent(fields), Cancelled);

        Assert.Equal("To: choose one from the list or write something else, not both.", (await Document(answer)).QuerySelector(".govuk-error-summary__list")!.TextContent);
    }

    private static List<string> Links(IDocument page, string containing) =>
        [.. page.QuerySelectorAll<IHtmlAnchorElement>("main a").Select(link => link.GetAttribute("href")!).Where(url => url.Contains(containing, StringComparison.Ordinal))];

    private static Dictionary<string, string> Hidden(IDocument page) =>
        page.QuerySelectorAll<IHtmlInputElement>("main form input[type=hidden]").ToDictionary(field => field.Name!, field => field.Value);

    private static Dictionary<string, string> Completed(IDocument page)
    {
        var fields = Hidden(page);
        foreach (var part in new[] { "day", "month", "year" })
            fields[$"on-{part}"] = page.QuerySelector<IHtmlInputElement>($"input[name=on-{part}]")!.Value;
        fields["f-timeliness-of-decisions-naming-drift"] = "In time.";
        fields["f-parallel-planning-considered-early-concurrent-for"] = "yes";
        fields["f-comprehensive-plan-available-by-the-second"] = "yes";
        return fields;
    }

    private async Task<HttpClient> SignedIn(string person)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
        await client.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", person)]), Cancelled);
        return client;
    }

    private async Task<IDocument> Get(string address)
    {
        var answer = await browser.GetAsync(address, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Document(answer);
    }

    private static async Task<IDocument> Document(HttpResponseMessage answer)
    {
        var context = BrowsingContext.New(Configuration.Default);
        return await context.OpenAsync(async request => request.Content(await answer.Content.ReadAsStringAsync(Cancelled)).Address(answer.RequestMessage!.RequestUri!.ToString()), Cancelled);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
