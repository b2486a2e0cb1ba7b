using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

public sealed class SixthCouncilTests
{
    private static readonly PolicyLibrary Library = ReadOnce.Library;

    [Fact]
    public void A_council_that_names_its_agency_is_served_by_it_whatever_the_agency_s_file_came_to_say()
    {
        var model = Library.Authorities.First(council => council.Agency is not null);
        var files = ReadOnce.Files.Select(file =>
            file.Path == $"agencies/{model.Agency}.yaml"
                ? file with
                {
                    Text = file.Text.Replace($"[{model.Id}]", $"[x{model.Id}]", StringComparison.Ordinal),
                }
                : file
        );
        var faults = new List<PolicyFault>();

        var library = PolicyLibrary.Read([.. files], Library.Calendar, faults);

        Assert.Empty(faults);
        Assert.Contains(model.Id, library!.Agency(model.Agency)!.Serves);
    }

    [Fact]
    public void A_sixth_council_is_a_folder_with_other_words_and_numbers()
    {
        var faults = new List<PolicyFault>();
        var model = Library.Authorities[0];
        var from = $"authorities/{model.Id}/";
        var sixth = ReadOnce
            .Files.Where(file => file.Path.StartsWith(from, StringComparison.Ordinal))
            .Select(file => new PolicyFile(
                $"authorities/sixth/{file.Path[from.Length..]}",
                file.Text.Replace(model.Name, "Sixth Council", StringComparison.Ordinal)
                    .Replace("within: 12 weeks, of: previous", "within: 10 weeks, of: previous", StringComparison.Ordinal)
                    .Replace("review: Child in Care Review", "review: Our Review", StringComparison.Ordinal)
            ))
            .ToList();
        var library = PolicyLibrary.Read([.. ReadOnce.Files, .. sixth], Library.Calendar, faults);
        Assert.Empty(faults);
        Assert.Equal(
            ("Sixth Council", "Our Review"),
            (library!.For("sixth")!.Authority.Name, library.For("sixth")!.Authority.Word("review", ""))
        );

        Assert.Equal([model.Id, "sixth"], library.Agency(model.Agency)!.Serves);

        var child = A.Child(authority: "sixth").BecameLookedAfter("2026-09-14").PlanningMeeting("2026-10-05");
        Assert.Equal(A.Day("2026-12-14"), Due(library, "sixth"));
        Assert.Equal(A.Day("2026-12-28"), Due(library, model.Id));

        LocalDate? Due(PolicyLibrary policies, string council) =>
            Domain
                .Obligations.ObligationEngine.Evaluate(child.Timeline, policies.For(council)!, policies.Calendar, A.Day("2026-10-06"))
                .Obligations.Single(obligation => obligation.Id == "review-planning-meeting.1")
                .Due;
    }
}
