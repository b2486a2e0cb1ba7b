using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Permanence.Domain.Tests.Policies;

/// <summary>
/// What packs share is said once, in the national layer: a list of events or a moment that two councils define alike belongs there.
/// </summary>
public sealed class SharedDefinitionTests
{
    private static readonly string[] Parts = ["events", "moments"];

    /// <summary>Each definition with where it stands: <c>bcp events planning-meeting</c>.</summary>
    private static IEnumerable<(string Owner, string Name, string Says)> Definitions(IEnumerable<PolicyFile> files) =>
        from file in files
        where file.Path.EndsWith(".yaml", StringComparison.Ordinal)
        let stream = Loaded(file)
        from part in Parts
        where ((YamlMappingNode)stream.RootNode).Children.TryGetValue(part, out _)
        from definition in ((YamlMappingNode)stream.RootNode[part]).Children
        let owner = file.Path.Split('/') is ["authorities", var council, ..] ? council : "england"
        select (owner, $"{part} {definition.Key}", definition.Value.ToString());

    private static YamlDocument Loaded(PolicyFile file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(file.Text));
        return stream.Documents[0];
    }

    private static IEnumerable<string> Twice(IEnumerable<PolicyFile> files) =>
        Definitions(files)
            .GroupBy(definition => (definition.Name, definition.Says))
            .Where(group => group.Select(definition => definition.Owner).Distinct().Count() > 1)
            .Select(group => $"{group.Key.Name}: {string.Join(", ", group.Select(definition => definition.Owner))}");

    [Fact]
    public void Nothing_is_defined_alike_by_two_councils_or_once_more_by_one() => Assert.Equal([], Twice(ReadOnce.Files));

    [Fact]
    public void What_two_councils_define_alike_would_be_found()
    {
        PolicyFile Of(string council, string meeting) =>
            new(
                $"authorities/{council}/1/a.yaml",
                $"subject: A\nevents:\n  held:\n    - {{ event: meeting-held, where: {{ meeting: {meeting} }} }}\n"
            );

        Assert.Equal(["events held: one, two"], Twice([Of("one", "tracking"), Of("two", "tracking"), Of("three", "learning")]));
    }

    [Fact]
    public void A_council_means_its_own_events_by_a_name_of_the_national_layer_and_changes_nothing_for_others()
    {
        const string own = """
            subject: Own
            events:
              planning-meeting:
                - { event: meeting-held, where: { meeting: specialist-discussion } }
            """;
        var files = Invented.Saltmarsh.Append(new PolicyFile("authorities/saltmarsh/2026-01-05/a.yaml", own)).ToList();
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. files], ReadOnce.Calendar, faults)!;

        Assert.Equal([], faults);
        var duty = library.For("saltmarsh")!.Versions[0].Duty("first-planning-meeting")!;
        Assert.Equal(["specialist-discussion"], duty.MetBy.Single().Where.Single().Values);
        Assert.Equal(
            ["permanence-planning"],
            ReadOnce
                .Library.Authorities.SelectMany(council => ReadOnce.Library.For(council.Id)!.Versions[^1].Duties)
                .SelectMany(one => one.MetBy)
                .First(met => met.TypeName == "meeting-held" && met.Where is [{ Field: "meeting", Values: ["permanence-planning"] }])
                .Where.Single()
                .Values
        );
    }
}
