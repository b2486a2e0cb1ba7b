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
                var page = await Document(answer);
                entries.UnionWith(Links(page, "/record/"));
                foreach (var button in page.QuerySelectorAll(".app-form__next button"))
                {
                    var begun = await person.PostAsync(
                        button.GetAttribute("formaction"),
                        new FormUrlEncodedContent(Hidden(page)),
                        Cancelled
                    );
                    Assert.True(begun.StatusCode == HttpStatusCode.OK, $"{url} {button.GetAttribute("formaction")}");
                }
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

        var tallied = (await Document(await person.PostAsync($"{Table}?handler=Tally", new FormUrlEncodedContent(fields), Cancelled)))
            .GetElementById("tally")!
            .TextContent;
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("16", "6", "2026");
        var refused = await person.PostAsync(Table, new FormUrlEncodedContent(fields), Cancelled);

        Assert.Contains("2 of 4", tallied, StringComparison.Ordinal);
        Assert.Contains("do not fit together", tallied, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        fields.Remove("f-a1-9");
        await person.PostAsync(Table, new FormUrlEncodedContent(fields), Cancelled);
        Assert.Equal(
            "options-table",
            Assert.Single(host.Grains.File("merton", "C-001").Events, one => one.Type == "checklist-completed").Text("checklist")
        );
    }

    [Fact]
    public async Task A_form_opens_with_what_the_record_answers_and_asks_for_the_rest()
    {
        var page = await Get($"{Ava}/forms/initial-ppm");

        var known = page.QuerySelectorAll(".app-form__said--known")
            .ToDictionary(
                field => field.QuerySelector(".app-form__label")!.ChildNodes[0].TextContent.Trim(),
                field => field.QuerySelector(".app-form__answer")!.ChildNodes[0].TextContent.Trim()
            );
        Assert.Equal("Ava Hartley", known["Name"]);
        Assert.Equal("4 September 2021", known["Date of birth"]);
        Assert.Equal("Interim care order (C1), since 20 February 2026", known["Legal status"]);
        Assert.StartsWith("Not booked; due by ", known["Date of next CiC review"], StringComparison.Ordinal);
        Assert.DoesNotContain("Disability", known.Keys);
        Assert.NotNull(page.QuerySelector("textarea[name=f-summary-of-background]"));
        Assert.Contains(
            "Sibling assessment started on 2 March 2026".Replace("Sibling", "Together and Apart", StringComparison.Ordinal),
            page.Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Null(page.QuerySelector("main form button[type=submit]"));
    }

    [Fact]
    public async Task A_form_leads_to_the_entry_it_stands_for_with_the_councils_own_word_chosen()
    {
        var page = await Get($"{Ava}/forms/initial-ppm");
        var link = page.QuerySelector<IHtmlAnchorElement>(".app-form__next a")!;

        var entry = await Get(link.GetAttribute("href")!);

        Assert.Equal("Meeting held", entry.QuerySelector("h1")!.TextContent);
        Assert.Equal("permanence-planning", entry.QuerySelector<IHtmlOptionElement>("select[name=field-meeting] option[selected]")!.Value);
    }

    [Fact]
    public async Task What_is_answered_in_a_form_stands_in_the_entry_it_leads_to_and_is_recorded_only_then()
    {
        var page = await Get($"{Ava}/forms/fgc-referral");
        var fields = Hidden(page);
        (fields["f-reason-for-the-meeting-the-situation"], fields["f-familys-view-of-the-referral"]) = (
            "An aunt has come forward.\nShe lives near.",
            "They agree."
        );
        var button = page.QuerySelector<IHtmlButtonElement>(".app-form__next button")!;
        Assert.Equal("the-form", button.GetAttribute("form"));

        var answer = await browser.PostAsync(button.GetAttribute("formaction"), new FormUrlEncodedContent(fields), Cancelled);
        var entry = await Document(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Referred", entry.QuerySelector("h1")!.TextContent);
        Assert.Equal("family-group-conference", entry.QuerySelector<IHtmlInputElement>("input[name=field-to]:checked")!.Value);
        Assert.Equal(
            "An aunt has come forward.\nShe lives near.",
            entry.QuerySelector("textarea[name=field-reason]")!.TextContent.ReplaceLineEndings("\n")
        );
        Assert.DoesNotContain("They agree.", entry.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(fields["commandId"], entry.QuerySelector<IHtmlInputElement>("main form input[name=commandId]")!.Value);
        Assert.DoesNotContain(host.Grains.File("bcp", "C-001").Events, one => one.Type == "referred");

        var recorded = Hidden(entry);
        (recorded["on-day"], recorded["on-month"], recorded["on-year"]) = ("12", "6", "2026");
        (recorded["field-to"], recorded["field-reason"]) = ("family-group-conference", "An aunt has come forward.");
        await browser.PostAsync(
            entry.QuerySelector<IHtmlFormElement>("main form")!.GetAttribute("action"),
            new FormUrlEncodedContent(recorded),
            Cancelled
        );
        Assert.Equal(
            "An aunt has come forward.",
            Assert.Single(host.Grains.File("bcp", "C-001").Events, one => one.Type == "referred").Text("reason")
        );
    }

    [Fact]
    public async Task Of_an_answer_for_each_child_the_entry_takes_this_childs()
    {
        var page = await Get($"{Ava}/forms/together-apart");
        var fields = Hidden(page);
        (fields["f-together-or-apart--C-001"], fields["f-together-or-apart--C-002"]) = ("Apart", "Together");

        var button = page.QuerySelectorAll<IHtmlButtonElement>(".app-form__next button")
            .Single(one => one.GetAttribute("formaction")!.Contains("siblings-decided", StringComparison.Ordinal));
        var entry = await Document(
            await browser.PostAsync(button.GetAttribute("formaction"), new FormUrlEncodedContent(fields), Cancelled)
        );

        Assert.Equal("apart", entry.QuerySelector<IHtmlInputElement>("input[name=field-decision]:checked")!.Value);
    }

    [Fact]
    public async Task A_day_answered_in_a_form_is_the_day_of_the_entry()
    {
        host.Grains.Add(Sample.Ava with { Authority = "herefordshire" });
        using var person = await SignedIn("herefordshire-social-worker");
        var page = await Document(await person.GetAsync("/herefordshire/children/C-001/forms/fgc", Cancelled));
        var fields = Hidden(page);
        (fields["f-date-held-day"], fields["f-date-held-month"], fields["f-date-held-year"]) = ("3", "June", "2026");

        var entry = await Document(
            await person.PostAsync(
                page.QuerySelector(".app-form__next button")!.GetAttribute("formaction"),
                new FormUrlEncodedContent(fields),
                Cancelled
            )
        );

        Assert.Equal(
            ["3", "6", "2026"],
            new[] { "day", "month", "year" }.Select(part => entry.QuerySelector<IHtmlInputElement>($"input[name=on-{part}]")!.Value)
        );
    }

    [Theory]
    [InlineData("/record/referred?handler=Begin&form=no-such-form&leads=0")]
    [InlineData("/record/referred?handler=Begin&form=fgc-referral&leads=9")]
    [InlineData("/record/review-held?handler=Begin&form=fgc-referral&leads=0")]
    public async Task An_entry_that_no_form_leads_to_does_not_begin(string address)
    {
        var fields = Hidden(await Get($"{Ava}/forms/fgc-referral"));

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.PostAsync(Ava + address, new FormUrlEncodedContent(fields), Cancelled)).StatusCode
        );
    }

    [Fact]
    public async Task What_the_record_has_is_chosen_and_a_part_that_is_not_so_for_the_child_is_not_asked()
    {
        var referral = await Get($"{Ava}/forms/tracking-referral");
        Assert.Equal(
            ["Interim Care Order"],
            referral.QuerySelectorAll<IHtmlInputElement>("input[name=f-legal-status][checked]").Select(ticked => ticked.Value)
        );
        Assert.Empty(referral.QuerySelectorAll("input[name=f-type-of-placement][checked]"));

        host.Grains.Add(Sample.Ava with { Authority = "merton" });
        using var person = await SignedIn("merton-social-worker");
        var agenda = await Document(await person.GetAsync("/merton/children/C-001/forms/pcpm-agenda", Cancelled));
        Assert.Null(agenda.QuerySelector("[name=f-permanence-reason-for-a-meeting-above]"));
        Assert.Contains("Older than 14: only if the child is aged 15 or over", agenda.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Only if “A risk to timeliness is found” is answered yes.", agenda.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_typed_in_a_row_is_kept()
    {
        host.Grains.Add(Sample.Ava with { Authority = "herefordshire" });
        using var person = await SignedIn("herefordshire-social-worker");
        const string Review = "/herefordshire/children/C-001/forms/second-review";
        var fields = Hidden(await Document(await person.GetAsync(Review, Cancelled)));
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("16", "6", "2026");
        (fields["f-work-needed--row1"], fields["f-by-when--row1"]) = ("Find a family", "1 August 2026");

        await person.PostAsync(Review, new FormUrlEncodedContent(fields), Cancelled);

        var kept = Assert.Single(host.Grains.File("herefordshire", "C-001").Events, one => one.Type == "checklist-completed");
        Assert.Contains("\"by-when\":\"1 August 2026\"", ((JsonText)kept.Fields["answers"]!).Json, StringComparison.Ordinal);
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
        Assert.Equal(
            [
                "f-how-the-relationship-is-now-from--C-001--C-002",
                "f-how-the-relationship-is-now-from--C-001--C-900",
                "f-how-the-relationship-is-now-from--C-002--C-900",
            ],
            ratings.Select(rating => rating.Name)
        );
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

        Assert.Contains(
            "Checklist completed on 16 June 2026 recorded.",
            (await Document(first)).QuerySelector(".govuk-notification-banner")!.TextContent,
            StringComparison.Ordinal
        );
        var kept = Assert.Single(host.Grains.File("bcp", "C-001").Events, one => one.Type == "checklist-completed");
        Assert.Equal("iro-checklist", kept.Text("checklist"));
        var answers = ((JsonText)kept.Fields["answers"]!).Json;
        Assert.Contains(
            "\"does-the-plan-weigh-stable-consistent\":false,\"does-the-plan-weigh-stable-consistent-evidence\":\"A move of school is "
                + "proposed.\"",
            answers,
            StringComparison.Ordinal
        );
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
        var answer = await analyst.PostAsync(
            $"{Ava}/forms/iro-checklist",
            new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
            Cancelled
        );
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
        Assert.Equal(
            "play therapy",
            (await Get($"{Ava}/entries/{kept.Id}/correct")).QuerySelector<IHtmlInputElement>("input[name=field-to-other]")!.Value
        );
    }

    [Fact]
    public async Task Two_answers_to_one_question_are_refused()
    {
        var fields = Hidden(await Get($"{Ava}/record/referred"));
        (fields["on-day"], fields["on-month"], fields["on-year"]) = ("12", "6", "2026");
        (fields["field-to"], fields["field-to-other"]) = ("tracking", "play therapy");

        var answer = await browser.PostAsync($"{Ava}/record/referred", new FormUrlEncodedContent(fields), Cancelled);

        Assert.Equal(
            "To: choose one from the list or write something else, not both.",
            (await Document(answer)).QuerySelector(".govuk-error-summary__list")!.TextContent
        );
    }

    private static List<string> Links(IDocument page, string containing) =>
        [
            .. page.QuerySelectorAll<IHtmlAnchorElement>("main a")
                .Select(link => link.GetAttribute("href")!)
                .Where(url => url.Contains(containing, StringComparison.Ordinal)),
        ];

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
        return await context.OpenAsync(
            async request =>
                request.Content(await answer.Content.ReadAsStringAsync(Cancelled)).Address(answer.RequestMessage!.RequestUri!.ToString()),
            Cancelled
        );
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
