using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>A slip is said once, however many lines come to nothing because of it: they are counted with it.</summary>
public sealed class FollowingFaultTests
{
    private static IReadOnlyList<PolicyFault> Faults(string path, string? written, string? instead)
    {
        var files = new List<PolicyFile>();
        foreach (var file in ReadOnce.Files)
        {
            if (file.Path != path)
            {
                files.Add(file);
            }
            else if (written is not null)
            {
                var at = file.Text.IndexOf(written, StringComparison.Ordinal);
                Assert.True(at >= 0, $"{path} has no '{written}'");
                files.Add(file with { Text = string.Concat(file.Text.AsSpan(0, at), instead, file.Text.AsSpan(at + written.Length)) });
            }
        }

        var faults = new List<PolicyFault>();
        Assert.Null(PolicyLibrary.Read(files, ReadOnce.Calendar, faults));
        return faults;
    }

    [Theory]
    [InlineData("england/shared.yaml", "  planning-meeting:", "  plannin-meeting:", "'planning-meeting' is not a group of events")]
    [InlineData("england/moments.yaml", "  second-review:", "  secondreview:", "There is no moment 'second-review'")]
    public void A_shared_name_that_is_misspelt_is_missed_once(string path, string written, string instead, string message)
    {
        var fault = Assert.Single(Faults(path, written, instead));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Following, 5, 500);
        Assert.EndsWith($" And {fault.Following} more that follow from it.", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("england/moments.yaml")]
    [InlineData("england/clauses.yaml")]
    public void A_file_of_names_that_is_gone_is_named_and_counts_what_misses_it(string path)
    {
        var fault = Assert.Single(Faults(path, null, null), fault => fault.Following > 0);
        Assert.Equal((path, 1), (fault.File, fault.Line));
        Assert.Contains("is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_with_a_fault_is_said_and_not_those_who_name_it()
    {
        var faults = Faults("england/moments.yaml", "    review: 2\n", "    review: two\n");
        Assert.All(faults, fault => Assert.Equal("england/moments.yaml", fault.File));
    }

    [Fact]
    public void A_national_duty_that_is_gone_is_missed_once_by_who_adds_to_it()
    {
        var faults = Brackwater.Faults(
            Brackwater.Whole.Select(file =>
                file with
                {
                    Text = file.Text.Replace("- duty: first-review", "- duty: first-reveiw", StringComparison.Ordinal),
                }
            )
        );
        var fault = Assert.Single(faults);
        Assert.StartsWith(
            "There is no national duty 'first-reveiw' to add to. Did you mean 'first-review'?",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_slips_are_two_faults()
    {
        var faults = Brackwater.Faults(
            Brackwater.Whole.Select(file =>
                file with
                {
                    Text = file
                        .Text.Replace("before: final-hearing }\n  - duty", "before: final-haering }\n  - duty", StringComparison.Ordinal)
                        .Replace("starts: entry", "starts: enrty", StringComparison.Ordinal),
                }
            )
        );
        Assert.Equal(
            ["There is no moment 'final-haering'", "There is no moment 'enrty'"],
            faults.Select(fault => fault.Message.Split(" above")[0])
        );
        Assert.All(faults, fault => Assert.Equal(0, fault.Following));
    }

    [Theory]
    [InlineData("2020-12-31", true)]
    [InlineData("2021-01-05", false)]
    public void A_policy_that_takes_effect_more_than_five_years_ahead_is_a_slip(string today, bool refused)
    {
        var faults = new List<PolicyFault>();
        PolicyLibrary.Read(
            [.. ReadOnce.Shared, .. Brackwater.Whole],
            ReadOnce.Calendar,
            faults,
            NodaTime.Text.LocalDatePattern.Iso.Parse(today).Value
        );
        if (!refused)
        {
            Assert.Empty(faults);
            return;
        }

        var fault = Assert.Single(faults);
        Assert.Equal((Brackwater.Version + "pack.yaml", 3), (fault.File, fault.Line));
        Assert.StartsWith("It takes effect on 5 January 2026, more than 5 years ahead", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_as_packs_wrote_it_once_is_answered_with_how_it_is_written_now()
    {
        var form = Assert.Single(ReadOnce.Files, file => file.Path == "authorities/bcp/2020-07-16/forms.yaml");
        Assert.Contains("asked-of: pair-of-siblings", form.Text, StringComparison.Ordinal);
        var fault = Assert.Single(Faults(form.Path, "asked-of: pair-of-siblings", "asked-of: pair of siblings"));
        Assert.Contains("'pair of siblings' is written 'pair-of-siblings' here.", fault.Message, StringComparison.Ordinal);
    }
}
