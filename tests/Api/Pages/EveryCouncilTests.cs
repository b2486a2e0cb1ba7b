using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;
using Xunit;

namespace Permanence.Api.Tests.Pages;

/// <summary>What the real packs say, opened page by page: a proof over every council of the config folder, naming none.</summary>
public sealed class EveryCouncilTests(Platform platform)
{
    private const string Child = "EVERY-1";

    public static TheoryData<string> Councils => [.. ReadOnce.Library.Authorities.Select(council => council.Id)];

    [Theory]
    [MemberData(nameof(Councils))]
    public async Task Every_form_is_shown_with_a_clause_at_each_field_that_is_not_ours(string council)
    {
        using var person = new Visit(await platform.SignedIn($"{council}-analyst"));
        var list = await person.Get($"/{council}/practice");
        var links = Links(list, "/practice/").Concat(Links(list, "/lists/")).ToList();
        var library = platform.Services.GetRequiredService<PolicySource>().Library;
        Assert.Equal(library.For(council)!.Versions[^1].Reference.Forms.Count + 3, links.Count);
        foreach (var url in links)
            Assert.All(
                (await person.Get(url)).QuerySelectorAll(".app-form__said"),
                field => Assert.NotNull(field.QuerySelector(".app-cite"))
            );
    }

    // Whatever is offered opens: to each what is theirs to record.
    [Theory]
    [MemberData(nameof(Councils))]
    public async Task Every_form_opens_for_a_child_and_so_does_every_entry_it_leads_to(string council)
    {
        await Open(council);
        await OpenEveryForm(council, "social-worker");
        await OpenEveryForm(council, "iro");
    }

    private async Task OpenEveryForm(string council, string role)
    {
        using var person = new Visit(await platform.SignedIn($"{council}-{role}"));
        var entries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var url in Links(await person.Get($"/{council}/children/{Child}/forms"), $"/children/{Child}/forms/"))
        {
            var page = await person.Get(url);
            entries.UnionWith(Links(page, "/record/"));
            foreach (var button in page.QuerySelectorAll(".app-form__next button"))
            {
                var begun = await person.Send(button.GetAttribute("formaction"), Visit.Hidden(page));
                Assert.True(begun.StatusCode == HttpStatusCode.OK, $"{url} {button.GetAttribute("formaction")}");
            }
        }

        Assert.NotEmpty(entries);
        foreach (var url in entries)
            await person.Get(url);
    }

    [Theory]
    [MemberData(nameof(Councils))]
    public async Task Every_question_of_who_may_apply_opens_for_the_council_and_for_a_child(string council)
    {
        await Open(council);
        using var person = new Visit(await platform.SignedIn($"{council}-analyst"));
        foreach (var list in new[] { $"/{council}/eligibility", $"/{council}/children/{Child}/eligibility" })
        {
            var links = (await person.Get(list))
                .QuerySelectorAll<IHtmlAnchorElement>(".app-questions a")
                .Select(link => link.GetAttribute("href")!)
                .ToList();
            Assert.True(links.Count >= 3, list);
            foreach (var url in links)
                Assert.NotNull((await person.Get(url)).QuerySelector("main form"));
        }
    }

    // The same record each time, so that it is opened once.
    private async Task Open(string council)
    {
        using var _ = Caller.Platform("tests", "tests").Ask();
        var file = Sample.Ava with { Authority = council, Child = Sample.Ava.Child with { Id = Child } };
        var grains = platform.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<IChildGrain>(new ChildKey(council, Child)).Load(Guid.NewGuid(), file);
    }

    private static List<string> Links(IDocument page, string containing) =>
        [
            .. page.QuerySelectorAll<IHtmlAnchorElement>("main a")
                .Select(link => link.GetAttribute("href")!)
                .Where(url => url.Contains(containing, StringComparison.Ordinal)),
        ];
}
