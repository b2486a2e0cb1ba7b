using NodaTime;
using Permanence.Demo;
using Permanence.Domain.Lists;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Demo.Tests;

public sealed class DemoConfigurationTests
{
    private static readonly PolicyLibrary Packs = Permanence.Builders.ReadOnce.Library;

    [Fact]
    public void The_region_has_five_councils_with_people_for_every_role()
    {
        var region = Journey.Configuration;
        Assert.Equal(5, region.Authorities.Count);
        Assert.All(
            region.Authorities,
            authority =>
            {
                Assert.InRange(authority.Children, 60, 120);
                foreach (
                    var role in new[]
                    {
                        "social-worker",
                        "team-manager",
                        "service-manager",
                        "head-of-service",
                        "service-director",
                        "iro",
                        "iro-manager",
                        "agency-decision-maker",
                        "administrator",
                        "analyst",
                    }
                )
                    Assert.Contains(
                        region.People,
                        person => person.Id == $"{authority.Id}-{role}" && person.Role == role && person.Authority == authority.Id
                    );
            }
        );
        Assert.Equal(
            5,
            region.People.Count(person => person.Role == "adoption-coordinator" && person.Id == $"{person.Agency}-adoption-coordinator")
        );
        Assert.Contains(region.People, person => person is { Id: "platform-administrator", Authority: null, Agency: null });
    }

    [Fact]
    public void A_sixth_council_in_the_file_is_generated_like_the_others()
    {
        using var folder = new Copy();
        folder.Change(
            "region.yaml",
            text =>
                text.Replace(
                    "people:\n",
                    """
                      - id: newtown
                        prefix: NEW
                        children: 30
                        reviewing-officers: [Ottoline Fairway]
                        teams:
                          - name: Everyone
                            stages: [before-care, court, in-care, leaving-care]
                            social-workers: [Perran Holloway]
                    people:

                    """.ReplaceLineEndings("\n"),
                    StringComparison.Ordinal
                )
        );
        var region = DemoConfiguration.Load(folder.Path);
        Assert.True(region.Succeeded, region.Refusals.Count > 0 ? region.Refusals[0].Sentence : "");
        var files = DemoRegion.Generate(region.Value.SettingsFor("newtown", 5, Journey.Today)!);
        Assert.Equal(30, files.Count);
        Assert.All(files, file => Assert.StartsWith("NEW-", file.Child.Id, StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal("newtown", file.Authority));
    }

    [Fact]
    public void Rows_of_lists_are_the_same_every_time_and_the_list_of_the_policy_takes_each()
    {
        var lists = Journey
            .Configuration.Authorities.SelectMany(authority => authority.Lists.Select(list => (authority.Id, List: list)))
            .ToList();
        Assert.NotEmpty(lists);
        foreach (var (authority, list) in lists)
        {
            var form = Packs.For(authority)!.InForceOn(Journey.Today).Reference.List(list.Id)!;
            Assert.All(list.Blank.Concat(list.Words.Keys), column => Assert.Contains(form.Fields, field => field.Id == column));
            var rows = DemoLists.Rows(list, form, Journey.Configuration.Names, 7, authority, Journey.Today);
            Assert.Equal(rows, DemoLists.Rows(list, form, Journey.Configuration.Names, 7, authority, Journey.Today));
            Assert.All(
                rows,
                row =>
                    Assert.Empty(
                        Listkeeping
                            .Decide(
                                form,
                                KeptList.Empty,
                                new AddRow(Guid.NewGuid(), row),
                                Journey.Today.AtStartOfDayInZone(Timeline.London).ToInstant(),
                                "demo",
                                "demo"
                            )
                            .Refusals
                    )
            );
            Assert.All(
                ListSheet.Of(
                    form,
                    [
                        .. rows.Select(
                            (row, index) =>
                                new ListRow(
                                    $"r{index}",
                                    [
                                        new ListEntry($"r{index}", ListEntryKind.RowAdded, Guid.NewGuid(), new Recording(default, "", ""))
                                        {
                                            Values = row,
                                        },
                                    ]
                                )
                        ),
                    ]
                ),
                sheet => Assert.NotEmpty(sheet.Rows)
            );
        }
    }

    [Fact]
    public void What_the_files_get_wrong_is_refused_with_file_and_line_all_in_one_run()
    {
        using var folder = new Copy();
        folder.Change(
            "region.yaml",
            text =>
                text.Replace("    children: 96", "    childern: 96", StringComparison.Ordinal)
                    .Replace("stages: [leaving-care]", "stages: [leaving]", StringComparison.Ordinal)
        );
        folder.Change("notes.yaml", text => text.Replace("\nreview-held:", "\nreview-hold:", StringComparison.Ordinal));
        var line = File.ReadAllLines(Path.Combine(folder.Path, "region.yaml")).IndexOf("    childern: 96") + 1;
        var refusals = DemoConfiguration.Load(folder.Path).Refusals;
        Assert.Contains(
            refusals,
            refusal => refusal.Field == $"region.yaml:{line}" && refusal.Sentence.Contains("childern", StringComparison.Ordinal)
        );
        Assert.Contains(refusals, refusal => refusal.Sentence.Contains("'children' is missing", StringComparison.Ordinal));
        Assert.Contains(refusals, refusal => refusal.Sentence.Contains("'leaving' is not a stage", StringComparison.Ordinal));
        Assert.Contains(
            refusals,
            refusal =>
                refusal.Field!.StartsWith("notes.yaml:", StringComparison.Ordinal)
                && refusal.Sentence.Contains("Did you mean 'review-held'?", StringComparison.Ordinal)
        );
    }

    /// <summary>A copy of the demo's files to spoil, gone afterwards.</summary>
    private sealed class Copy : IDisposable
    {
        public Copy()
        {
            foreach (var file in Directory.GetFiles(System.IO.Path.Combine(Journey.ConfigFolder, "demo"), "*.yaml"))
                File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("demo-region-").FullName;

        public void Change(string name, Func<string, string> change)
        {
            var path = System.IO.Path.Combine(Path, name);
            File.WriteAllText(path, change(File.ReadAllText(path)));
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
