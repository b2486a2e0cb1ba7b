using System.Text;
using NodaTime;
using NodaTime.Text;
using Permanence.Demo;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Demo.Tests;

public sealed class DemoRegionTests
{
    public static readonly TheoryData<int> Seeds = [.. Enumerable.Range(1, 20)];

    private static IEnumerable<string> Authorities => Journey.Configuration.Authorities.Select(authority => authority.Id);

    [Theory, MemberData(nameof(Seeds))]
    public void Every_journey_hangs_together(int seed)
    {
        var faults = Authorities
            .SelectMany(authority => DemoRegion.Generate(Journey.Settings(authority, seed, 45)))
            .SelectMany(file => Journey.Faults(file, Journey.Today))
            .Take(40)
            .ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory]
    [InlineData("2025-06-01")]
    [InlineData("2026-12-25")]
    [InlineData("2027-01-01")]
    [InlineData("2028-02-29")]
    public void A_region_can_be_made_on_any_day(string day)
    {
        var today = LocalDatePattern.Iso.Parse(day).Value;
        var faults = Authorities
            .SelectMany(authority => DemoRegion.Generate(Journey.Settings(authority, 11, 60, today)))
            .SelectMany(file => Journey.Faults(file, today))
            .Take(40)
            .ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_record_goes_out_and_comes_in_again_as_the_same_bytes(int seed)
    {
        foreach (var file in DemoRegion.Generate(Journey.Settings(Authorities.First(), seed)))
        {
            var bytes = CaseFileJson.Write(file);
            var read = CaseFileJson.ReadCaseFile(bytes);
            Assert.True(
                read.Succeeded,
                read.Refusals.Count > 0 ? $"{file.Child.Id} {read.Refusals[0].Field}: {read.Refusals[0].Sentence}" : ""
            );
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(CaseFileJson.Write(read.Value)));
        }
    }

    [Fact]
    public void The_same_seed_and_day_give_the_same_bytes_and_another_seed_gives_others()
    {
        static string Bytes(long seed) =>
            string.Concat(
                DemoRegion
                    .Generate(Journey.Settings(Authorities.First(), seed))
                    .Select(file => Encoding.UTF8.GetString(CaseFileJson.Write(file)))
            );
        Assert.Equal(Bytes(7), Bytes(7));
        Assert.NotEqual(Bytes(7), Bytes(8));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Brothers_and_sisters_name_each_other_and_share_a_surname_and_a_group(int seed)
    {
        var files = Authorities
            .SelectMany(authority => DemoRegion.Generate(Journey.Settings(authority, seed)))
            .ToDictionary(file => file.Child.Id);
        Assert.Contains(files.Values, file => file.Child.Siblings.Count > 1);
        foreach (var file in files.Values)
        {
            foreach (var sibling in file.Child.Siblings)
            {
                Assert.Contains(file.Child.Id, files[sibling].Child.Siblings);
                Assert.Equal(Surname(file), Surname(files[sibling]));
                Assert.Equal(Groups(file), Groups(files[sibling]));
                Assert.True(
                    Math.Abs(Period.DaysBetween(Birth(file), Birth(files[sibling]))) > 270,
                    $"{file.Child.Id} and {sibling} were born too close to each other"
                );
            }

            Assert.Equal(file.Child.Siblings.Count > 0 ? 1 : 0, Groups(file).Count(group => group.Length > 0));
        }

        static LocalDate Birth(CaseFile file) => (file.Child.Born ?? file.Child.Expected)!.Value;

        static string Surname(CaseFile file) => file.Child.Name![(file.Child.Name!.IndexOf(' ', StringComparison.Ordinal) + 1)..];

        static HashSet<string> Groups(CaseFile file) =>
            [.. file.Events.Where(happened => happened.Type == "sibling-joined").Select(happened => happened.Text("group")!)];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Seven_in_ten_children_are_looked_after_and_every_outcome_occurs(int seed)
    {
        var files = DemoRegion.Generate(Journey.Settings(Authorities.First(), seed, 1500));
        Assert.Equal(1500, files.Count);
        var inCare = files.Count(file =>
            Timeline.Of(file).Events.LastOrDefault(happened => happened.Type is "became-looked-after" or "ceased-looked-after")?.Type
            == "became-looked-after"
        );
        Assert.InRange(inCare, 1500 * 67 / 100, 1500 * 78 / 100);

        var reasons = files
            .SelectMany(file => file.Events)
            .Where(happened => happened.Type == "ceased-looked-after")
            .Select(happened => happened.Text("reason")!)
            .ToHashSet();
        Assert.Superset(new HashSet<string> { "E11", "E12", "E41", "E45", "E46", "E4A", "E5", "E6", "E14", "E17" }, reasons);
        var types = files.SelectMany(file => file.Events).Select(happened => happened.Type).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "should-be-placed-reversed",
                "relinquishment-notified",
                "consent-taken",
                "unplanned-ending",
                "staying-put-agreed",
                "care-leaver-contacted",
                "event-corrected",
                "event-withdrawn",
                "review-cancelled",
                "siblings-decided",
                "escalation-raised",
                "pre-birth-assessment-started",
            },
            types
        );
        Assert.Contains(files, file => file.Events.Count(happened => happened.Type == "became-looked-after") == 2);
        Assert.Contains(files, file => file.Child is { Born: null, Expected: not null });
        Assert.Contains(files, file => file.Child.Unaccompanied == true);
        Assert.Contains(files, file =>
            file.Events.Any(happened => happened.Type == "siblings-decided" && happened.Text("decision") == "apart")
        );
    }

    [Fact]
    public void Somebody_who_looked_before_a_correction_saw_the_entry_as_it_was_first_written()
    {
        var file = DemoRegion
            .Generate(Journey.Settings(Authorities.First(), 3))
            .First(file => file.Events.Any(happened => happened.Type == "event-corrected"));
        var correction = file.Events.First(happened => happened.Type == "event-corrected");
        var target = correction.Text("event");
        var before = Timeline.Of(file, correction.Recorded!.At - Duration.FromSeconds(1)).Events.Single(happened => happened.Id == target);
        var now = Timeline.Of(file).Events.Single(happened => happened.Id == target);
        Assert.NotEqual(before.Fields.Concat([new("on", before.On)]), now.Fields.Concat([new("on", now.On)]));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(1000)]
    public void A_long_record_has_as_many_events_as_asked_for_and_hangs_together(int count)
    {
        var file = DemoRegion.ChildWithEvents(42, Journey.Today, count);
        Assert.Equal(count, file.Events.Count);
        Assert.Contains(file.Events, happened => happened.Type == "became-looked-after");
        Assert.Empty(Journey.Faults(file, Journey.Today));
        Assert.True(CaseFileJson.ReadCaseFile(CaseFileJson.Write(file)).Succeeded);
    }
}
