using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Records;
using Permanence.Grains.Children;
using Permanence.Grains.Keeping;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

public sealed class ChildRecordTests
{
    [Fact]
    public async Task What_is_recorded_is_stamped_and_read_back_from_another_node()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        var child = region.Child("WE-01");

        Assert.True((await child.Open(Guid.NewGuid(), Region.File("WE-01"))).Allowed);
        var ruling = await child.Record(
            Guid.NewGuid(),
            [Region.Wishes(), Region.Event("review-booked", new LocalDate(2026, 2, 1), ("for", new LocalDate(2026, 4, 1)))]
        );

        Assert.Empty(ruling.Refusals);
        Assert.Equal(["e1", "e2"], ruling.Recorded.Select(happened => happened.Id));
        Assert.Equal(2, ruling.Version);
        var file = await child.Read();
        Assert.Equal(ruling.Recorded, file!.Events);
        Assert.Equal(new Recording(Region.Start, "platform", "test") { Role = "platform" }, file.Events[0].Recorded);
        Assert.Equal(new LocalDate(2026, 4, 1), file.Events[1].Date("for"));
    }

    [Fact]
    public async Task A_second_opening_is_refused_as_existing()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-01"));

        var ruling = await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-01"));

        Assert.Equal("exists", Assert.Single(ruling.Refusals).Code);
    }

    [Fact]
    public async Task A_second_record_whose_id_differs_in_the_case_of_letters_is_refused_and_names_the_one_that_is_there()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Open("we-01");

        var opening = Guid.NewGuid();
        var refusal = Assert.Single((await region.Child("WE-01").Open(opening, Region.File("WE-01"))).Refusals);

        Assert.Equal(("exists", RefusalKind.Conflict, "child.id"), (refusal.Code, refusal.Kind, refusal.Field));
        Assert.Contains("'we-01'", refusal.Sentence, StringComparison.Ordinal);
        Assert.False((await region.Child("WE-01").Open(opening, Region.File("WE-01"))).Allowed);
        Assert.Null(await region.Child("WE-01").Read());
        Assert.Equal(["we-01"], await region.Authority().Children());
        Assert.Single((await region.Board().Read(AsOf.Now)).Rows);
        await Region.Forget(region.Authority());
        Assert.False((await region.Child("We-01").Load(Guid.NewGuid(), Region.File("We-01"))).Allowed);
    }

    [Fact]
    public async Task Of_two_who_open_a_child_at_once_in_different_letters_one_does()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();

        var rulings = await Task.WhenAll(
            new[] { "ab1", "AB1", "Ab1" }.Select(id => region.Child(id).Open(Guid.NewGuid(), Region.File(id)))
        );

        Assert.Single(rulings, ruling => ruling.Allowed);
        Assert.Single(await region.Authority().Children());
    }

    [Fact]
    public async Task A_case_file_of_another_child_is_refused()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();

        var ruling = await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-02"));

        Assert.Equal("another-child", Assert.Single(ruling.Refusals).Code);
        Assert.Null(await region.Child("WE-01").Read());
    }

    [Fact]
    public async Task The_same_command_twice_at_once_records_once_and_answers_both_the_same()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-01"));
        var command = Guid.NewGuid();

        var rulings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => region.Child("WE-01").Record(command, [Region.Wishes()])));

        Assert.All(rulings, ruling => Assert.Equal(rulings[0].Recorded, ruling.Recorded));
        Assert.All(rulings, ruling => Assert.Equal(1, ruling.Version));
        Assert.Single((await region.Child("WE-01").Read())!.Events);
    }

    [Fact]
    public async Task Two_people_who_record_at_once_both_find_their_event_in_the_record()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-01"));

        var rulings = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(day => region.Child("WE-01").Record(Guid.NewGuid(), [Region.Wishes(day)]))
        );

        Assert.All(rulings, ruling => Assert.True(ruling.Allowed));
        var events = (await region.Child("WE-01").Read())!.Events;
        Assert.Equal(20, events.Select(happened => happened.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 20), events.Select(happened => happened.On.Day).Order());
    }

    [Fact]
    public async Task A_failed_write_is_refused_and_leaves_memory_as_the_store_is()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        var child = region.Child("WE-01");
        await child.Open(Guid.NewGuid(), Region.File("WE-01"));
        var command = Guid.NewGuid();
        region.Storage.BeforeWrite = (_, _) => throw new InvalidOperationException("the disk is full");

        var refused = await child.Record(command, [Region.Wishes()]);

        Assert.Equal("store-unavailable", Assert.Single(refused.Refusals).Code);
        Assert.Empty((await child.Read())!.Events);
        region.Storage.BeforeWrite = static (_, _) => { };
        Assert.Equal(1, (await child.Record(command, [Region.Wishes()])).Version);
        Assert.Single((await child.Read())!.Events);
    }

    [Fact]
    public async Task A_write_that_succeeded_although_its_answer_was_lost_is_not_refused()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        var child = region.Child("WE-01");
        await child.Open(Guid.NewGuid(), Region.File("WE-01"));
        region.Storage.AfterWrite = (_, _) => throw new TimeoutException("no answer");

        var ruling = await child.Record(Guid.NewGuid(), [Region.Wishes()]);
        region.Storage.AfterWrite = static (_, _) => { };

        Assert.True(ruling.Allowed);
        Assert.Single((await child.Read())!.Events);
        Assert.Equal(2, (await child.Record(Guid.NewGuid(), [Region.Wishes()])).Version);
    }

    [Fact]
    public async Task A_child_that_cannot_be_registered_is_not_opened()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        region.Storage.BeforeWrite = (state, _) =>
        {
            if (state == "authority")
                throw new InvalidOperationException("the disk is full");
        };

        var ruling = await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-01"));

        Assert.Equal("store-unavailable", Assert.Single(ruling.Refusals).Code);
        Assert.Null(await region.Child("WE-01").Read());
    }

    [Fact]
    public async Task A_child_whose_record_could_not_be_written_is_not_listed_and_leaves_the_register_with_the_next_sweep()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await region.Open("WE-01");
        region.Storage.BeforeWrite = (state, _) =>
        {
            if (state == "child")
                throw new TimeoutException("no answer");
        };
        Assert.Equal(
            "store-unavailable",
            Assert.Single((await region.Child("WE-02").Open(Guid.NewGuid(), Region.File("WE-02"))).Refusals).Code
        );

        Assert.Equal(["WE-01"], await region.Authority().Children());
        await Region.Forget(region.Authority());
        Assert.Equal(["WE-01"], await region.Authority().Children());
        Assert.Contains("WE-02", region.Storage.Text("authority", "authority/north"), StringComparison.Ordinal);

        region.Storage.BeforeWrite = static (_, _) => { };
        await region.Until(
            "the register is tidied",
            () => !region.Storage.Text("authority", "authority/north").Contains("WE-02", StringComparison.Ordinal),
            TimeSpan.FromMinutes(10)
        );
        Assert.True((await region.Child("WE-02").Open(Guid.NewGuid(), Region.File("WE-02"))).Allowed);
        Assert.Equal(["WE-01", "WE-02"], await region.Authority().Children());
    }

    [Fact]
    public async Task A_child_whose_opening_the_register_was_not_told_of_is_listed_once_its_node_is_gone()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        await region.Open("WE-01", "WE-02");
        // The store's word of both is that they are being opened: each was registered before its record was.
        await region.Storage.Change(
            "authority",
            "authority/north",
            text =>
                text.Replace("\"imports\"", "\"opening\":[\"WE-01\",\"WE-02\"],\"imports\"", StringComparison.Ordinal)
                    .Replace("\"opening\":[\"WE-02\"],", "", StringComparison.Ordinal)
        );
        await Region.Forget(region.Authority());

        Assert.Equal(["WE-01", "WE-02"], await region.Authority().Children());
    }

    [Fact]
    public async Task A_killed_node_loses_nothing_that_was_acknowledged_and_answers_a_repeated_command_as_before()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        var children = Enumerable.Range(1, 12).Select(number => $"WE-{number:00}").ToList();
        var commands = children.ToDictionary(child => child, _ => Guid.NewGuid());
        foreach (var child in children)
        {
            await region.Child(child).Open(Guid.NewGuid(), Region.File(child));
            await region.Child(child).Record(commands[child], [Region.Wishes()]);
        }

        await region.Cluster.KillSiloAsync(region.Cluster.Silos[^1], TestContext.Current.CancellationToken);

        foreach (var child in children)
        {
            var again = await region.Child(child).Record(commands[child], [Region.Wishes()]);
            Assert.Equal(1, again.Version);
            Assert.Equal("e1", Assert.Single(again.Recorded).Id);
            Assert.Single((await region.Child(child).Read())!.Events);
        }
    }

    [Fact]
    public async Task A_command_sent_again_after_a_day_and_a_thousand_others_is_done_once()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        var child = region.Child("WE-01");
        await child.Open(Guid.NewGuid(), Region.File("WE-01"));
        var command = Guid.NewGuid();
        var first = await child.Record(command, [Region.Wishes()]);
        for (var count = 0; count < 1000; count++)
            await child.Record(Guid.NewGuid(), [Region.Wishes(2)]);
        region.Time.Advance(TimeSpan.FromHours(25));
        await Region.Forget(child);

        var again = await child.Record(command, [Region.Wishes()]);

        Assert.Equal(first.Version, again.Version);
        Assert.Equal(first.Recorded, again.Recorded);
        Assert.Equal(1001, (await child.Read())!.Events.Count);
    }

    [Fact]
    public async Task The_id_of_a_command_with_other_content_is_refused_and_nothing_is_done()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();
        var child = region.Child("WE-01");
        var (opening, command) = (Guid.NewGuid(), Guid.NewGuid());
        await child.Open(opening, Region.File("WE-01"));
        await child.Record(command, [Region.Wishes()]);
        await Region.Forget(child);

        Assert.Equal("command-id-reused", Assert.Single((await child.Record(command, [Region.Wishes(2)])).Refusals).Code);
        Assert.Equal("command-id-reused", Assert.Single((await child.Record(opening, [Region.Wishes()])).Refusals).Code);
        Assert.Equal(
            "command-id-reused",
            Assert.Single((await child.Open(opening, Region.File("WE-01", events: [Region.Wishes()]))).Refusals).Code
        );
        Assert.Single((await child.Read())!.Events);
        Assert.True((await child.Record(command, [Region.Wishes()])).Allowed);
    }

    [Fact]
    public async Task An_opening_sent_again_gets_its_first_answer_also_once_more_was_recorded()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        var (child, command) = (region.Child("WE-01"), Guid.NewGuid());
        var first = await child.Open(command, Region.File("WE-01", events: [Region.Wishes()]));
        await child.Record(Guid.NewGuid(), [Region.Wishes(2)]);

        var again = await child.Open(command, Region.File("WE-01", events: [Region.Wishes()]));

        Assert.Equal(1, again.Version);
        Assert.Equal(first.Recorded, again.Recorded);
        Assert.Equal("exists", Assert.Single((await child.Open(Guid.NewGuid(), Region.File("WE-01"))).Refusals).Code);
    }

    [Fact]
    public async Task A_refused_opening_leaves_nothing_behind()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = region.AsPlatform();

        var refused = await region
            .Child("WE-01")
            .Open(
                Guid.NewGuid(),
                Region.File(
                    "WE-01",
                    events: [Region.Event("event-withdrawn", new LocalDate(2026, 2, 1), ("event", "e9"), ("reason", "Never happened."))]
                )
            );

        Assert.False(refused.Allowed);
        Assert.Empty(region.Storage.Keys);
        Assert.Empty(await region.Authority().Children());
    }

    [Fact]
    public void Answers_are_kept_for_two_days_however_many_and_of_older_ones_the_last_two_hundred()
    {
        var (now, first) = (Region.Start, Guid.NewGuid());
        IReadOnlyList<Answer> answers = [new(Guid.NewGuid(), 1, 1, []), new(first, 1, 1, [])];
        for (var count = 0; count < 1000; count++)
            answers = answers.With(new Answer(Guid.NewGuid(), 1, 1, []), now);

        // Those without a time, as they were kept before, are at most as old as when they were first seen.
        Assert.NotNull(answers.To(first));
        Assert.Equal(1002, answers.Count);
        Assert.Equal(1003, answers.With(new Answer(Guid.NewGuid(), 1, 1, []), now + Answers.KeptFor).Count);
        Assert.Equal(
            Answers.KeptAnyway,
            answers.With(new Answer(Guid.NewGuid(), 1, 1, []), now + Answers.KeptFor + Duration.FromSeconds(1)).Count
        );
    }

    [Fact]
    public async Task Obligations_cross_the_wire_with_their_working_in_words()
    {
        await using var region = await Region.WithSilos();
        using var _ = region.AsPlatform();
        await region.Child("WE-01").Open(Guid.NewGuid(), Region.File("WE-01", events: [Region.Wishes()]));

        var evaluation = await region.Child("WE-01").Obligations(AsOf.Day(new LocalDate(2026, 2, 10)));

        Assert.Equal(["1 events are known."], evaluation!.Obligations[0].Limbs[0].Because);
        Assert.Equal(new LocalDateTime(2026, 2, 10, 16, 0), evaluation.Obligations[0].DueAt);
        var earlier = await region.Child("WE-01").Obligations(new AsOf(new LocalDate(2026, 1, 1), Region.Start));
        Assert.Equal(["0 events are known."], earlier!.Obligations[0].Limbs[0].Because);
        Assert.Equal("WE-01", (await region.Child("WE-01").Summary(AsOf.Now))!.Child);
        Assert.Equal(new LocalDate(2026, 3, 2), (await region.Child("WE-01").Row(AsOf.Now))!.Next!.Due);
    }
}
