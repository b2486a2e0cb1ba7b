using System.Net;
using System.Security.Claims;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Permanence.Api.Pages;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>A council's board and one child's pages: what is shown, what is recorded, and who may.</summary>
[Collection(PagesHost.Tests)]
public sealed class PagesTests(PagesHost host) : IAsyncLifetime
{
    private const string Board = $"/{PagesHost.Council}/board";

    private Visit browser = null!;
    private string id = null!;

    // The page of a child that nobody else's test has.
    private string Child => $"/{PagesHost.Council}/children/{id}";

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
    public async Task Nobody_sees_a_board_without_signing_in_and_then_lands_on_the_board_they_asked_for()
    {
        using var stranger = host.Stranger();

        var page = await stranger.Get($"{Board}?status=overdue");

        Assert.Equal("Sign in", page.QuerySelector("h1")!.TextContent);
        var form = page.QuerySelector<IHtmlFormElement>("form[action='/demo/sign-in']")!;
        Assert.Equal($"{Board}?status=overdue", ((IHtmlInputElement)form["returnUrl"]!).Value);
        stranger.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var board = await stranger.Post(
            "/demo/sign-in",
            [new("person", $"{PagesHost.Council}-team-manager"), new("returnUrl", $"{Board}?status=overdue")]
        );
        Assert.Equal("Permanence board", board.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Who_works_for_one_council_never_chooses_one()
    {
        var board = await browser.Get("/");

        Assert.Equal("Permanence board", board.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain(board.QuerySelectorAll(".app-places a"), link => link.GetAttribute("href") == "/");
    }

    [Fact]
    public void Who_works_with_children_begins_with_them_and_who_leads_a_team_with_its_children()
    {
        TrackerRow[] rows = [Of("C-1", "North", "Beth Aldous"), Of("C-2", "South", null) with { ReviewingOfficer = "Petra Elmstead" }];

        Assert.Equal("Beth Aldous", Assert.Single(IndexModel.Theirs(rows, Person("Beth Aldous", "North")).Chosen).Value);
        Assert.Equal(
            KeyValuePair.Create("reviewing-officer", "Petra Elmstead"),
            Assert.Single(IndexModel.Theirs(rows, Person("Petra Elmstead", null)).Chosen)
        );
        Assert.Equal("South", Assert.Single(IndexModel.Theirs(rows, Person("Ivo Marsh", "South")).Chosen).Value);
        Assert.Empty(IndexModel.Theirs(rows, Person("Ivo Marsh", "East")).Chosen);
        Assert.Empty(IndexModel.Theirs(rows, Person("Ivo Marsh", null)).Chosen);

        static ClaimsPrincipal Person(string name, string? team) =>
            new(
                new ClaimsIdentity(new[] { new Claim(ClaimTypes.Name, name) }.Concat(team is null ? [] : [new Claim("team", team)]), "test")
            );
        static TrackerRow Of(string child, string team, string? worker) =>
            new(child, null, "7", null, null, Rag.Green, 0, 0, null, team, worker) { Standing = Standing.LookedAfter };
    }

    [Fact]
    public async Task A_number_on_a_councils_card_opens_as_many_children_as_it_says()
    {
        using var platform = await host.SignedInAs("platform-administrator");
        var numbers = (await platform.Get("/"))
            .QuerySelectorAll<IHtmlAnchorElement>(".app-card__figures a")
            .Where(link => link.GetAttribute("href")!.StartsWith(Board, StringComparison.Ordinal))
            .ToList();

        Assert.True(numbers.Count > 3);
        foreach (var number in numbers)
        {
            var board = await platform.Get(number.GetAttribute("href")!);
            var tile = board.QuerySelector(".app-count[aria-current] .app-count__number")!.TextContent;
            Assert.Equal(number.TextContent.Split(' ')[0], tile);
        }
    }

    [Fact]
    public async Task A_childs_page_says_first_what_the_board_says()
    {
        var row = (await browser.Get($"{Board}?q={id}")).QuerySelector("tr[data-child] .app-status")!;

        Assert.Equal(row.TextContent, (await browser.Get(Child)).QuerySelector(".app-name .app-status")!.TextContent);
    }

    [Theory]
    [InlineData($"/{PagesHost.OtherCouncil}/board")]
    [InlineData("/nowhere-at-all/board")]
    [InlineData($"/{PagesHost.OtherCouncil}/children/C-001")]
    public async Task Another_councils_page_answers_as_one_that_does_not_exist(string address)
    {
        var answer = await browser.Ask(address);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("You cannot see this page", (await Visit.Document(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_number_on_the_board_leads_to_exactly_the_duties_it_counts()
    {
        var board = await browser.Get($"{Board}?q=C-003");
        var row = Assert.Single(board.QuerySelectorAll("tr[data-child]"));
        var link = row.QuerySelectorAll<IHtmlAnchorElement>(".app-board__numbers a")
            .Single(one => one.GetAttribute("href")!.EndsWith("#overdue", StringComparison.Ordinal));

        var child = await browser.Get(link.GetAttribute("href")!);

        Assert.Equal(
            int.Parse(link.TextContent.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture),
            Listed(child, "overdue")
        );
        Assert.NotNull(child.GetElementById("overdue"));
    }

    [Fact]
    public async Task A_requirement_without_an_event_of_its_own_leads_to_a_form_that_knows_its_clause()
    {
        var child = await browser.Get(Child);
        var link = child
            .QuerySelectorAll<IHtmlAnchorElement>(".app-duty a")
            .Single(one =>
                one.GetAttribute("href")!.Contains("SALT-20", StringComparison.Ordinal)
                && one.TextContent.StartsWith("Record this", StringComparison.Ordinal)
            );

        var form = await browser.Get(link.GetAttribute("href")!);

        Assert.Equal("Requirement of the policy recorded", form.QuerySelector("h1")!.TextContent);
        var chosen = form.QuerySelector<IHtmlInputElement>("input[name=field-clause]:checked")!;
        Assert.Equal("SALT-20", chosen.Value);
        Assert.StartsWith("SALT-20: ", form.QuerySelector($"label[for='{chosen.Id}']")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_concern_that_nobody_resolved_stands_on_the_childs_page_with_whom_it_waits_for()
    {
        var raised = Sample.Event(
            "escalation-raised",
            new(2026, 5, 1),
            ("by", "iro"),
            ("to", "service-manager"),
            ("reason", "No family has been looked for."),
            ("complyBy", new NodaTime.LocalDate(2026, 5, 15))
        );
        var one = await host.Take(Sample.Ava with { Events = [.. Sample.Ava.Events, raised with { Id = "concern-1" }] });

        var concern = Assert.Single(
            (await browser.Get($"/{PagesHost.Council}/children/{one}")).QuerySelectorAll("section[aria-labelledby=concerns] li")
        );

        Assert.Contains("No family has been looked for.", concern.TextContent, StringComparison.Ordinal);
        Assert.Contains("To be answered by 15 May 2026, 32 days ago", concern.TextContent, StringComparison.Ordinal);
        Assert.Contains("service manager", concern.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Past its day", concern.QuerySelector(".app-status")!.TextContent.Trim());
        var row = (await browser.Get($"{Board}?q={one}")).QuerySelector("tr[data-child]")!;
        Assert.NotNull(row.QuerySelector("a[href$='#concerns']"));
    }

    [Theory]
    [InlineData("team-manager", true)]
    [InlineData("iro", true)]
    [InlineData("analyst", false)]
    public async Task A_duty_is_recorded_from_where_it_is_asked_by_whoever_may(string role, bool may)
    {
        using var person = await host.SignedIn(role);
        var links = (await person.Get(Child)).QuerySelectorAll<IHtmlAnchorElement>(".app-duty__act a").ToList();

        Assert.Equal(may, links.Count > 0);
        foreach (var link in links.DistinctBy(link => link.GetAttribute("href")))
            Assert.Equal(HttpStatusCode.OK, (await person.Ask(link.GetAttribute("href")!)).StatusCode);
        Assert.Equal(role == "iro", links.Exists(link => link.PathName.EndsWith("/review-held", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task With_whom_something_was_discussed_is_ticked()
    {
        var form = await browser.Get($"{Child}/record/discussion-recorded?field-with=mother");
        Assert.Equal(["mother"], form.QuerySelectorAll<IHtmlInputElement>("input[name=field-with]:checked").Select(one => one.Value));

        var fields = Visit.Hidden(form);
        await browser.Post(
            $"{Child}/record/discussion-recorded",
            [
                .. fields,
                new("on-day", "15"),
                new("on-month", "6"),
                new("on-year", "2026"),
                new("field-topic", "other"),
                new("field-with", "mother"),
                new("field-with", "social-worker"),
            ]
        );

        var entry = (await host.File(id)).Events.Single(one => one.Type == "discussion-recorded");
        Assert.Equal(["mother", "social-worker"], (FieldList<string>)entry.Fields["with"]!);
    }

    [Theory]
    [InlineData($"{PagesHost.Council}/board?team=North&page=2", $"{Board}?team=North&page=2")]
    [InlineData($"{PagesHost.Council}/children/C-002", Board)]
    public async Task The_way_back_from_a_child_keeps_the_filters_of_the_board(string from, string back)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Child);
        request.Headers.Referrer = new Uri(host.Address, from);

        var page = await Visit.Document(await browser.Client.SendAsync(request, Cancelled));
        Assert.Equal(back, page.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("requirement-recorded", "field-clause", "Or another clause, by its id")]
    [InlineData("document-sent", "field-document", "Or something else")]
    public async Task What_is_not_offered_can_be_typed_and_its_label_says_what_it_has_to_be(string type, string input, string label)
    {
        var page = await browser.Get($"{Child}/record/{type}");

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
        var page = await browser.Get(Child);

        Assert.All(
            page.QuerySelectorAll(".app-duty"),
            duty =>
            {
                Assert.StartsWith("Why", duty.QuerySelector("summary")!.TextContent.Trim(), StringComparison.Ordinal);
                Assert.NotEmpty(duty.QuerySelectorAll(".app-working li"));
            }
        );
    }

    [Fact]
    public async Task A_review_is_recorded_once_however_often_the_form_is_sent_and_the_page_says_what_changed()
    {
        using var officer = await host.SignedIn("iro");
        var form = await officer.Get($"{Child}/record/review-held");
        var typed = Visit
            .Hidden(form)
            .Append(new("on-day", "15"))
            .Append(new("on-month", "6"))
            .Append(new("on-year", "2026"))
            .Append(new("field-number", "3"))
            .ToList();

        var first = await officer.Post($"{Child}/record/review-held", typed);
        await officer.Send($"{Child}/record/review-held", typed);

        Assert.StartsWith(
            "Third Child in Care Review held on 15 June 2026 recorded.",
            first.QuerySelector(".govuk-notification-banner__heading")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(first.QuerySelectorAll(".app-changes li"));
        Assert.Single((await host.File(id)).Events, one => one.Type == "review-held" && one.Number("number") == 3);
    }

    [Fact]
    public async Task What_was_typed_is_still_there_when_the_form_or_the_record_refuses_it()
    {
        var address = $"{Child}/record/requirement-recorded";
        var form = await browser.Get(address);
        Dictionary<string, string> typed = new(Visit.Hidden(form))
        {
            ["on-day"] = "31",
            ["on-month"] = "2",
            ["on-year"] = "2026",
            ["field-clause-other"] = "SALT-999",
            ["field-outcome"] = "done",
            ["note"] = "A long story.",
        };

        var answer = await browser.Send(address, typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visit.Document(answer);
        Assert.Equal("#on", page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("31", page.QuerySelector<IHtmlInputElement>("#on")!.Value);
        Assert.Equal(Command(form), Command(page));
        AssertStillThere(page);

        // The record knows the policy's clauses, the form only what a clause's id looks like.
        typed["on-month"] = "3";
        var refused = await browser.Post(address, typed);
        Assert.Equal("#field-clause", refused.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        AssertStillThere(refused);

        // The refused command keeps its answer: what is sent next is another one.
        Assert.NotEqual(Command(form), Command(refused));
        Dictionary<string, string> again = new(typed.Concat(Visit.Hidden(refused)).GroupBy(field => field.Key).Select(same => same.Last()))
        {
            ["field-clause-other"] = "SALT-20",
        };
        var child = await browser.Post(address, again);
        Assert.NotNull(child.QuerySelector(".govuk-notification-banner--success"));
        Assert.Equal("A long story.", Assert.Single((await host.File(id)).Events, one => one.Type == "requirement-recorded").Note);

        static void AssertStillThere(IDocument page)
        {
            Assert.Equal("A long story.", page.QuerySelector<IHtmlTextAreaElement>("#note")!.Value);
            Assert.Equal("SALT-999", page.QuerySelector<IHtmlInputElement>("input[name=field-clause-other]")!.Value);
            Assert.Equal("done", page.QuerySelector<IHtmlInputElement>("input[name=field-outcome]:checked")!.Value);
        }
    }

    [Fact]
    public async Task A_correction_shows_before_and_after_wants_a_reason_and_leaves_the_entry_in_the_history()
    {
        using var officer = await host.SignedIn("iro");
        var address = $"{Child}/entries/e7/correct";
        var form = await officer.Get(address);
        Dictionary<string, string> typed = new(Visit.Hidden(form))
        {
            ["on-day"] = "6",
            ["on-month"] = "2",
            ["on-year"] = "2026",
            ["field-number"] = "1",
            ["field-returnHome"] = "uncertain",
            ["step"] = "check",
        };

        var unreasoned = await officer.Post(address, typed);
        Assert.Equal("#reason", unreasoned.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));

        typed["reason"] = "The minutes give the 6th.";
        var check = await officer.Post(address, typed);
        Assert.Equal(
            ["5 February 2026", "6 February 2026 (changed)"],
            check.QuerySelectorAll(".app-compare tbody tr:first-child td").Select(cell => cell.TextContent)
        );

        var child = await officer.Post(address, Visit.Hidden(check).Append(new("step", "record")));
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
        var address = $"{Child}/entries/e8/withdraw";
        var form = await browser.Get(address);

        var child = await browser.Post(address, [.. Visit.Hidden(form), new("reason", "Entered for the wrong child.")]);

        Assert.Contains("withdrawn", child.QuerySelector(".govuk-notification-banner__heading")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", child.GetElementById("entry-e8")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Ask(address)).StatusCode);
        Assert.DoesNotContain(Timeline.Of(await host.File(id)).Events, one => one.Id == "e8");
    }

    [Fact]
    public async Task A_past_day_says_that_it_is_past_and_changes_nothing()
    {
        var board = await browser.Get($"{Board}?on-day=1&on-month=3&on-year=2026");
        var child = await browser.Get($"{Child}?on=2026-03-01");

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
        using var analyst = await host.SignedIn("analyst");

        var child = await analyst.Get(Child);

        Assert.Null(child.QuerySelector("a[href$='/record']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.Ask($"{Child}/record/review-held")).StatusCode);
    }

    [Theory]
    [InlineData($"/{PagesHost.Council}/children/C-999")]
    [InlineData("{child}/record/shoe-size-measured")]
    [InlineData("{child}/entries/e999/correct")]
    [InlineData("/nothing-here")]
    public async Task What_is_not_there_is_said_to_be_not_there(string address)
    {
        var answer = await browser.Ask(address.Replace("{child}", Child, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Page not found", (await Visit.Document(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task No_page_needs_an_inline_script_or_style()
    {
        foreach (
            var address in new[]
            {
                "/",
                Board,
                Child,
                $"{Child}/record",
                $"{Child}/record/review-held",
                $"{Child}/entries/e7/correct",
                "/about",
            }
        )
        {
            var answer = await browser.Ask(address);
            var page = await Visit.Document(answer);

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

    private static string Command(IDocument page) => page.QuerySelector<IHtmlInputElement>("input[name=commandId]")!.Value;
}
