using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Conditions;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>Policies name placements by the codes and groups of one file, and by no other.</summary>
public sealed class CodesInPacksTests
{
    private const string Folder = "authorities/fenmarsh/2026-01-05";

    private static readonly IReadOnlyList<PolicyFile> Shared = [.. ReadOnce.Shared.Where(file => file.Path != PolicyFolder.Codes)];

    private static readonly string Codes = ReadOnce.Shared.Single(file => file.Path == PolicyFolder.Codes).Text;

    private static (PolicyLibrary? Library, List<PolicyFault> Faults) Read(string? codes, string placement)
    {
        var faults = new List<PolicyFault>();
        IReadOnlyList<PolicyFile> files =
        [
            .. Shared,
            .. codes is null ? Array.Empty<PolicyFile>() : [new(PolicyFolder.Codes, codes)],
            new("authorities/fenmarsh/authority.yaml", "name: Fenmarsh County Council\n"),
            new($"{Folder}/pack.yaml", "title: Fenmarsh permanence policy\nversion: \"2026-01-05\"\neffective: 2026-01-05\n"),
            new(
                $"{Folder}/clauses.yaml",
                "clauses:\n  - { id: FEN-1, section: 1, kind: deadline, force: must, title: A look, says: Somebody looks. }\n"
            ),
            new(
                $"{Folder}/looks.yaml",
                $$"""
                subject: Looks
                duties:
                  - duty: look
                    title: A look
                    owner: social-worker
                    each: period-of-care
                    when: [ { placement: {{placement}} } ]
                    met-by: [ { event: care-plan-updated } ]
                    limbs:
                      - { clause: FEN-1, within: 5 days, of: entry }
                """
            ),
        ];
        return (PolicyLibrary.Read(files, ReadOnce.Calendar, faults), faults);
    }

    [Fact]
    public void A_code_added_to_the_file_may_be_named_at_once_and_belongs_to_its_groups()
    {
        var (library, faults) = Read(
            Codes + "PLACE,U9,A new kind of foster placement,from 2026/27,Foster placement of a new kind,fostering,invented\n",
            "[U9, kinship]"
        );

        Assert.Empty(faults);
        var condition = Assert.IsType<Condition.Placement>(library!.For("fenmarsh")!.Versions[0].Duty("look")!.When.Single());
        Assert.Equal(["U9", "U1", "U2", "U3"], condition.Codes);
        Assert.Contains("U9", library.Codes.PlacementsIn("fostering"));
    }

    [Theory]
    [InlineData("[U9]", "'U9' is not a placement group or code.")]
    [InlineData("[kinshp]", "Did you mean 'kinship'?")]
    public void A_code_or_group_that_the_file_does_not_have_is_a_fault(string placement, string says)
    {
        var (library, faults) = Read(Codes, placement);

        Assert.Null(library);
        Assert.Contains(
            says,
            Assert.Single(faults, fault => fault.File == $"{Folder}/looks.yaml" && fault.Line == 7).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_code_set_that_cannot_be_read_is_a_fault_with_its_line()
    {
        var (library, faults) = Read("field,code,meaning,valid\nPLACE,U4,Foster placement,sometimes\n", "[U4]");

        Assert.Null(library);
        Assert.Contains(
            faults,
            fault => fault.File == PolicyFolder.Codes && fault.Line == 2 && fault.Message.Contains("'sometimes'", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Without_the_file_nothing_is_read() =>
        Assert.Contains(
            "The code sets are missing",
            Assert.Single(Read(null, "[U4]").Faults, fault => fault.File == PolicyFolder.Codes).Message,
            StringComparison.Ordinal
        );
}
