using Microsoft.AspNetCore.Http;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Agencies;
using Permanence.Api.Pages.Boards;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Grains.Agencies;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class AgencyBoardViewTests
{
    private static readonly LocalDate Today = new(2026, 6, 16);

    [Theory]
    [InlineData("adoption", "primary", null)]
    [InlineData("early-permanence", "primary", null)]
    [InlineData("return-home", "parallel", "Adoption is a parallel plan")]
    [InlineData("return-home", "contingency", "Adoption is the contingency plan")]
    [InlineData("long-term-fostering", null, "A decision stands that the child should be placed for adoption")]
    public void A_child_whose_plan_does_not_say_so_says_why_the_agency_sees_them(string plan, string? track, string? because)
    {
        var row = Row("C-1") with { Plan = plan, AdoptionTrack = track };

        var shown = Assert.Single(View(Board("saltmarsh", row)).Table.Rows);

        Assert.Equal(because, shown.Cells.Select(cell => cell.Of).OfType<PlanCell>().Single().Row.SeenBecause);
    }

    [Fact]
    public void What_cannot_be_read_or_is_not_read_yet_of_any_council_is_said()
    {
        var view = View(Board("saltmarsh") with { Missing = 1 }, Board("fenbrook") with { Missing = 2, Awaited = 4 });

        Assert.Equal((3, 4), (view.Missing, view.Awaited));
    }

    private static AgencyBoardView View(params Board[] boards) =>
        AgencyBoardView.Of(
            new AgencyProfile("marshland", "Marshland Adoption", [.. boards.Select(board => board.Authority)]),
            AgencyBoards.Of("marshland", boards, Instant.FromUtc(2026, 6, 16, 9, 0), Today),
            AgencyQuery.Read(new QueryCollection()),
            new NoCouncils()
        );

    private static Board Board(string authority, params TrackerRow[] rows) =>
        new(authority, Instant.FromUtc(2026, 6, 16, 9, 0), Today, 7, TrackerRows.Count(rows), rows)
        {
            Shared = [.. rows.Select(row => row.Child)],
        };

    private static TrackerRow Row(string child) =>
        new(child, "Ada", "7", "C2", null, Rag.Green, 0, 0, null, "North", "Tomos Hale") { Standing = Standing.LookedAfter };

    private sealed class NoCouncils : ICouncils
    {
        public IReadOnlyList<Council> All => [];

        public Council? Find(string id) => null;
    }
}
