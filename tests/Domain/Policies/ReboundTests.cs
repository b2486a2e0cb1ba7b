using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>
/// Of files of which one is another, only what is written otherwise or names what is gets bound again; what comes out is what would have
/// come out of reading all of them for the first time.
/// </summary>
public sealed class ReboundTests
{
    private const int Losses = 90;

    private static readonly Lazy<IReadOnlyList<PolicyFile>> Files = new(() =>
    {
        using var config = new InventedConfig();
        return PolicyFolder.Read(config.Folder, []);
    });

    [Fact]
    public void A_file_that_has_lost_a_line_leaves_the_same_policies_and_faults_as_if_all_had_been_read_anew()
    {
        var documents = PolicyDocuments.Parse(Files.Value);
        Assert.Empty(documents.Bind(ReadOnce.Calendar).Faults);
        var lines = Files
            .Value.Where(file => file.Path != PolicyFolder.Codes)
            .SelectMany(file => Enumerable.Range(0, file.Text.Count('\n')).Select(line => (file, line)))
            .ToList();
        var whole = 0;
        for (var loss = 0; loss < Losses; loss++)
        {
            var (file, line) = lines[loss * lines.Count / Losses];
            var altered = file with { Text = string.Join('\n', file.Text.Split('\n').Where((_, index) => index != line)) };
            var (again, faults) = documents.With(altered).Bind(ReadOnce.Calendar);
            var (anew, found) = PolicyDocuments
                .Parse([.. Files.Value.Select(one => one.Path == file.Path ? altered : one)])
                .Bind(ReadOnce.Calendar);

            Assert.Equal(found.Select(fault => fault.ToString()).Order(), faults.Select(fault => fault.ToString()).Order());
            foreach (var council in anew?.Authorities ?? [])
            {
                whole++;
                Assert.Equal(
                    anew!.For(council.Id)!.Versions.Select(version => Shape.Of(version)),
                    again!.For(council.Id)!.Versions.Select(version => Shape.Of(version))
                );
            }
        }

        Assert.InRange(whole, 1, Losses);
    }

    [Fact]
    public void What_one_binding_altered_is_not_altered_in_the_next()
    {
        var documents = PolicyDocuments.Parse(Files.Value);
        var before = Shape.Of(documents.Bind(ReadOnce.Calendar).Library!.For(InventedConfig.Council)!.Versions[0]);
        var file = Files.Value.Single(one => one.Path.EndsWith("/planning-meetings.yaml", StringComparison.Ordinal));
        var altered = documents.With(
            file with
            {
                Text = file.Text.Replace("15 working-days", "16 working-days", StringComparison.Ordinal),
            }
        );

        var first = altered.Bind(ReadOnce.Calendar).Library!.For(InventedConfig.Council)!.Versions[0];
        var back = altered.With(file).Bind(ReadOnce.Calendar).Library!.For(InventedConfig.Council)!.Versions[0];

        Assert.Equal(16, first.Duty("first-planning-meeting")!.Limbs[0].Limit!.Count);
        Assert.Equal(before, Shape.Of(back));
        Assert.Equal(before, Shape.Of(documents.Bind(ReadOnce.Calendar).Library!.For(InventedConfig.Council)!.Versions[0]));
    }

    [Fact]
    public void Only_what_is_written_otherwise_or_names_what_is_gets_bound_again()
    {
        var documents = PolicyDocuments.Parse(Files.Value);
        var before = documents.Bind(ReadOnce.Calendar).Library!.For(InventedConfig.Council)!.Versions[0];
        var file = Files.Value.Single(one => one.Path.EndsWith("/orders.yaml", StringComparison.Ordinal));
        var altered = file with
        {
            Text = file.Text.Replace(
                "latest:\n      - { clause: SALT-91, within: 6",
                "latest:\n      - { clause: SALT-91, within: 7",
                StringComparison.Ordinal
            ),
        };

        var after = documents.With(altered).Bind(ReadOnce.Calendar).Library!.For(InventedConfig.Council)!.Versions[0];

        // The duty that starts at the moment whose latest day is another, and no other.
        Assert.Equal(
            ["next-matching-meeting"],
            after.Duties.Where(duty => !ReferenceEquals(duty, before.Duty(duty.Id))).Select(duty => duty.Id)
        );
    }
}
