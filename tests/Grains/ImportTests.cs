using System.Text;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Permanence.Grains.Access;
using Permanence.Grains.Authorities;
using Permanence.Grains.Imports;
using Permanence.Grains.Tests.Builders;

namespace Permanence.Grains.Tests;

public sealed class ImportTests
{
    private static readonly Caller Analyst = new("north-analyst", "analyst", ["north"], []) { Source = "import" };
    private static readonly LocalDate YearEnd = new(2025, 3, 31);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_return_is_shown_confirmed_and_undone()
    {
        await using var region = await Region.WithSilos();
        using var _ = Analyst.Ask();

        var shown = await Send(region, "one", "2024-25");
        Assert.Equal(ImportState.Ready, shown.State);
        Assert.True(shown.Counts.New > 0);
        Assert.Empty(await region.Authority().Children());

        Assert.True((await region.Import("one").Confirm()).Allowed);
        var applied = await Ended(region, "one", ImportState.Applied);
        Assert.Equal(applied.Children, (await region.Authority().Children()).Count);
        Assert.Equal(applied.Children, (await region.Board().Read(AsOf.Now)).Rows.Count);
        var file = await region.Child((await region.Authority().Children())[0]).Read();
        Assert.All(file!.Events, happened => Assert.Equal("north-analyst", happened.Recorded!.By));
        Assert.All(file.Events, happened => Assert.StartsWith("ssda903/2024-25", happened.Recorded!.Source, StringComparison.Ordinal));
        Assert.Equal(["one"], await region.Authority().Imports());

        Assert.True((await region.Import("one").Undo()).Allowed);
        await Ended(region, "one", ImportState.Undone);
        Assert.All((await region.Authority().Summaries(AsOf.Day(YearEnd))).Children, summary => Assert.Equal(0, summary.PeriodsOfCare));
    }

    // Its states only ever go one way, so what comes a second time, however late, finds itself done or is refused.
    [Fact]
    public async Task Confirming_and_undoing_have_no_ids_because_asked_again_in_any_state_they_do_nothing_a_second_time()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        await Send(region, "one", "2024-25");
        Assert.Equal("not-applied", Assert.Single((await region.Import("one").Undo()).Refusals).Code);

        Assert.All(
            await Task.WhenAll(region.Import("one").Confirm(), region.Import("one").Confirm()),
            answer => Assert.True(answer.Allowed)
        );
        await Ended(region, "one", ImportState.Applied);
        var applied = await Records();
        Assert.Equal(ImportState.Applied, (await region.Import("one").Confirm()).Job!.State);
        Assert.Equal(applied, await Records());

        Assert.All(await Task.WhenAll(region.Import("one").Undo(), region.Import("one").Undo()), answer => Assert.True(answer.Allowed));
        await Ended(region, "one", ImportState.Undone);
        var undone = await Records();
        Assert.NotEqual(applied, undone);
        Assert.Equal(ImportState.Undone, (await region.Import("one").Undo()).Job!.State);
        Assert.Equal("not-ready", Assert.Single((await region.Import("one").Confirm()).Refusals).Code);
        Assert.Equal(ImportState.Undone, (await region.Import("one").Read())!.State);
        Assert.Equal(undone, await Records());

        async Task<IReadOnlyList<CaseFile?>> Records() =>
            await Task.WhenAll((await region.Authority().Children()).Select(child => region.Child(child).Read()));
    }

    // A child remembers no content of these commands: what it is asked for is compared with what stands in the record.
    [Fact]
    public async Task A_child_takes_an_import_and_takes_it_back_once_also_where_the_answer_was_long_forgotten()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        await Apply(region, "one", "2024-25");
        var child = region.Child((await region.Authority().Children())[0]);
        var undoing = Guid.NewGuid();

        var undone = await child.UndoImport(undoing, "one");
        var before = await child.Read();

        Assert.True(undone.Version > 0);
        Assert.Equal(undone.Version, (await child.UndoImport(undoing, "one")).Version);
        Assert.True((await child.UndoImport(Guid.NewGuid(), "one")).Allowed);
        Assert.Equal(before, await child.Read());
    }

    [Fact]
    public async Task The_same_files_again_change_nothing()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        await Apply(region, "one", "2024-25");
        var writes = region.Storage.Writes;
        var children = await region.Authority().Children();
        var before = await Task.WhenAll(children.Select(child => region.Child(child).Read()));

        var shown = await Apply(region, "two", "2024-25");

        Assert.Equal((0, 0), (shown.Counts.New, shown.Counts.Changed));
        Assert.True(shown.Counts.Unchanged > 0);
        Assert.Equal(before, await Task.WhenAll(children.Select(child => region.Child(child).Read())));
        Assert.True(region.Storage.Writes - writes < children.Count + 30);
    }

    [Fact]
    public async Task A_node_that_dies_half_way_leaves_nothing_half_done()
    {
        await using var region = await Region.WithSilos();
        using var _ = Analyst.Ask();
        await Send(region, "one", "2024-25");
        // The store stops answering after some children, and the node dies.
        var written = 0;
        region.Storage.BeforeWrite = (state, _) =>
        {
            if (state == "child" && ++written > 7)
                throw new TimeoutException("the store does not answer");
        };
        await region.Import("one").Confirm();
        await region.Until("some children were recorded and one was not", () => written > 7, TimeSpan.FromMilliseconds(1));
        await region.Cluster.KillSiloAsync(region.Cluster.Silos[^1], Cancelled);
        region.Storage.BeforeWrite = static (_, _) => { };

        // A call that was under way to the dead node is given up after half a minute, in real time.
        await region.Until(
            "the import is applied",
            async () => (await region.Import("one").Read())!.State == ImportState.Applied,
            TimeSpan.FromSeconds(30),
            TimeSpan.FromMinutes(2)
        );

        await using var undisturbed = await Region.WithSilos(1);
        await Apply(undisturbed, "one", "2024-25");
        var wanted = (await undisturbed.Authority().Summaries(AsOf.Day(YearEnd))).Children;

        // A record that was on the dead node is named as missing, or not there yet, until the others know that the node is gone.
        Summaries summaries = null!;
        await region.Until(
            "every record can be read",
            async () =>
                (summaries = await region.Authority().Summaries(AsOf.Day(YearEnd))) is { Missing.Count: 0, Children: var children }
                && children.Count == wanted.Count,
            TimeSpan.FromSeconds(30),
            TimeSpan.FromMinutes(2)
        );

        Assert.Equal(wanted, summaries.Children);
        foreach (var child in await region.Authority().Children())
            Assert.Equal(
                (await undisturbed.Child(child).Read())!.Events.Select(happened => happened.Id),
                (await region.Child(child).Read())!.Events.Select(happened => happened.Id)
            );
    }

    [Fact]
    public async Task Files_that_are_no_return_are_refused_with_a_sentence_and_change_nothing()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        using var junk = new MemoryStream(Encoding.Unicode.GetBytes("\uFEFFCHILD,SEX\r\n1,M\r\n"));

        await ImportUpload.Send(region.Cluster.Client, "north", "bad", new CollectionYear(2024), [("header.csv", junk)], Cancelled);
        var refused = await Ended(region, "bad", ImportState.Refused);

        Assert.NotEmpty(Assert.Single(refused.Refusals, refusal => refusal.Sentence.Contains("header.csv", StringComparison.Ordinal)).Code);
        Assert.Equal("not-ready", Assert.Single((await region.Import("bad").Confirm()).Refusals).Code);
        Assert.Empty(await region.Authority().Children());
    }

    [Fact]
    public async Task An_id_that_could_not_be_a_key_is_refused()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();

        var refused = await ImportUpload.Send(region.Cluster.Client, "north", "../south/WE-01", new CollectionYear(2024), [], Cancelled);

        Assert.Equal("bad-id", Assert.Single(refused.Refusals).Code);
        Assert.Null(await region.Import("never").Read());
        Assert.Equal("not-applied", Assert.Single((await region.Import("never").Undo()).Refusals).Code);
    }

    [Fact]
    public async Task Findings_come_in_pages_in_the_order_of_the_files()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        var rows = new StringBuilder("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n");
        for (var child = 0; child < 2500; child++)
            rows.Append('C').Append(child).Append(",X,31/02/2010,WBRI,UN1,,\n");
        using var header = new MemoryStream(Encoding.UTF8.GetBytes(rows.ToString()));

        await ImportUpload.Send(region.Cluster.Client, "north", "dirty", new CollectionYear(2024), [("header.csv", header)], Cancelled);
        var job = await Ended(region, "dirty", ImportState.Ready);

        Assert.True(job.Findings >= 2500);
        var all = await region.Import("dirty").Findings(0, int.MaxValue);
        Assert.Equal(job.Findings, all.Count);
        Assert.Equal(all.Select(finding => finding.Line).Order(), all.Select(finding => finding.Line));
        Assert.Equal(all.Skip(1990).Take(20), await region.Import("dirty").Findings(1990, 20));
    }

    [Fact]
    public async Task Whatever_letters_an_id_is_written_in_it_is_one_child()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        using (new Caller("worker", "social-worker", ["north"], []) { Source = "test" }.Ask())
            Assert.True(
                (
                    await region
                        .Child("abc-2")
                        .Open(Guid.NewGuid(), new CaseFile("north", new Child { Id = "abc-2", Born = new LocalDate(2014, 4, 4) }, []))
                ).Allowed
            );

        foreach (var import in new[] { "one", "two" })
        {
            var shown = await Send(region, import, Y24, "abc-2,F,04/04/2014,WBRI,UN1,,", "Abc-2,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
            Assert.Equal((1, 0), (shown.Children, shown.NewChildren));
            await Confirm(region, import);
        }

        Assert.Equal(["abc-2"], await region.Authority().Children());
        Assert.Single((await region.Child("abc-2").Read())!.Events, happened => happened.Type == EventTypes.BecameLookedAfter);
        Assert.Single((await region.Child("abc-2").Read())!.Events, happened => happened.Type == EventTypes.ReturnReceived);
    }

    [Fact]
    public async Task A_record_that_a_person_opened_in_other_letters_after_the_dry_run_is_the_child_of_the_return()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        var shown = await Send(region, "one", Y24, "AB1,F,04/04/2014,WBRI,UN1,,", "AB1,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        Assert.Equal(1, shown.NewChildren);
        using (new Caller("worker", "social-worker", ["north"], []) { Source = "test" }.Ask())
            Assert.True(
                (
                    await region
                        .Child("ab1")
                        .Open(Guid.NewGuid(), new CaseFile("north", new Child { Id = "ab1", Born = new LocalDate(2014, 4, 4) }, []))
                ).Allowed
            );

        var applied = await Confirm(region, "one");

        Assert.Equal(0, applied.Counts.Rejected);
        Assert.Equal(["ab1"], await region.Authority().Children());
        Assert.Single((await region.Child("ab1").Read())!.Events, happened => happened.Type == EventTypes.BecameLookedAfter);
        Assert.Null(await region.Child("AB1").Read());
    }

    [Fact]
    public async Task A_dry_run_that_another_overtook_reports_what_it_did()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        const string Header = "F11,F,04/04/2014,WBRI,UN1,,";
        var foreseen = await Send(region, "a", Y24, Header, "F11,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        var other = await Send(region, "b", Y24, Header, "F11,06/06/2024,S,C2,N1,U6,PR1,,,,,,");
        Assert.Equal((foreseen.Counts.New, foreseen.Counts.Changed), (other.Counts.New, other.Counts.Changed));

        Assert.Equal(foreseen.Counts, (await Confirm(region, "a")).Counts);
        var done = await Confirm(region, "b");

        Assert.True(done.Counts.Changed > 0);
        Assert.NotEqual(other.Counts, done.Counts);
        var again = await Send(region, "c", Y24, Header, "F11,06/06/2024,S,C2,N1,U6,PR1,,,,,,");
        Assert.Equal((0, 0, foreseen.Counts.New), (again.Counts.New, again.Counts.Changed, again.Counts.Unchanged));
    }

    [Fact]
    public async Task A_person_who_records_after_the_dry_run_finds_the_conflict_among_the_findings()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        var foreseen = await Send(region, "a", Y24, "F11,F,04/04/2014,WBRI,UN1,,", "F11,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        Assert.Equal((0, 0), (foreseen.Findings, foreseen.Counts.Held));
        var entered = new CareEvent
        {
            Type = EventTypes.BecameLookedAfter,
            On = new LocalDate(2024, 5, 1),
            Fields = EventFields.Of([new("basis", "planned"), new("legalStatus", "C2")]),
        };
        using (new Caller("worker", "social-worker", ["north"], []) { Source = "test" }.Ask())
            Assert.True(
                (
                    await region
                        .Child("F11")
                        .Open(Guid.NewGuid(), new CaseFile("north", new Child { Id = "F11", Born = new LocalDate(2014, 4, 4) }, [entered]))
                ).Allowed
            );

        var done = await Confirm(region, "a");

        Assert.Equal(1, done.Counts.Held);
        Assert.Equal("recorded-here", Assert.Single(await region.Import("a").Findings(0, 10)).Rule);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_gone_from_the_next_return_and_who_has_the_number_of_another_is_said_in_either_order(bool laterFirst)
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        var years = new (CollectionYear Year, string Header, string Episodes)[]
        {
            (
                new(2023),
                "F06A,2,03/03/2015,WBRI,A123456789012,,\nF06B,2,03/03/2016,WBRI,UN1,,",
                "F06A,05/05/2023,S,C2,N1,U6,PR1,,,,,,\nF06B,05/05/2023,S,C2,N1,U6,PR1,,,,,,"
            ),
            (
                Y24,
                "F06B,F,03/03/2016,WBRI,UN1,,\nF06C,F,03/03/2015,WBRI,A123456789012,,",
                "F06B,05/05/2023,S,C2,N1,U6,PR1,,,,,,\nF06C,05/05/2023,S,C2,N1,U6,PR1,,,,,,"
            ),
        };
        if (laterFirst)
            Array.Reverse(years);
        await Send(region, "a", years[0].Year, years[0].Header, years[0].Episodes);
        await Confirm(region, "a");
        await Send(region, "b", years[1].Year, years[1].Header, years[1].Episodes);

        var findings = await region.Import("b").Findings(0, 100);
        Assert.Equal("F06A", Assert.Single(findings, finding => finding.Rule == "gone-from-return").Child);
        Assert.Equal(laterFirst ? "F06A" : "F06C", Assert.Single(findings, finding => finding.Rule == "444").Child);
    }

    [Fact]
    public async Task A_child_of_an_earlier_import_of_the_year_who_is_not_given_again_stays_and_is_said()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        await Send(region, "a", Y24, "N1,F,03/03/2015,WBRI,UN1,,\nN2,F,03/03/2016,WBRI,UN1,,", "N1,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        await Confirm(region, "a");
        await Send(region, "b", Y24, "N2,F,03/03/2016,WBRI,UN1,,", "N2,05/05/2024,S,C2,N1,U6,PR1,,,,,,");

        var finding = Assert.Single(await region.Import("b").Findings(0, 100));
        Assert.Equal(("not-given-again", "N1"), (finding.Rule, finding.Child));
    }

    [Fact]
    public async Task A_dry_run_can_be_discarded_and_one_that_was_confirmed_cannot()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        const string Header = "D1,F,03/03/2015,WBRI,UN1,,";
        await Send(region, "a", Y24, Header, "D1,05/05/2052,S,C2,N1,U6,PR1,,,,,,");
        foreach (var time in new[] { 1, 2 })
            Assert.Equal(ImportState.Discarded, (await region.Import("a").Discard()).Job!.State);
        Assert.Equal((ImportState.Discarded, 0), ((await region.Import("a").Read())!.State, (await region.Import("a").Read())!.Findings));
        Assert.Equal("not-ready", Assert.Single((await region.Import("a").Confirm()).Refusals).Code);
        Assert.Equal("not-applied", Assert.Single((await region.Import("a").Undo()).Refusals).Code);

        await Send(region, "b", Y24, Header, "D1,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        await Confirm(region, "b");
        Assert.Equal("not-ready", Assert.Single((await region.Import("b").Discard()).Refusals).Code);
    }

    [Fact]
    public async Task The_rows_of_an_old_import_are_deleted_after_the_council_s_time_and_the_rest_of_it_stays()
    {
        await using var region = await Region.WithSilos(1);
        using var _ = Analyst.Ask();
        await Send(region, "kept", Y24, "R1,F,03/03/2015,WBRI,UN1,,", "R1,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        var applied = await Confirm(region, "kept");
        var findings = await region.Import("kept").Findings(0, 100);
        await Send(region, "unwanted", Y24, "R2,F,03/03/2015,WBRI,UN1,,", "R2,05/05/2024,S,C2,N1,U6,PR1,,,,,,");
        Assert.NotEmpty((await Rows("kept"))!);

        // No time is set: however old, they stay.
        region.Time.Advance(TimeSpan.FromDays(800));
        var looked = Looks();
        await region.Until("each was looked at again", () => Looks() > looked + 4, TimeSpan.FromDays(1));
        Assert.Null((await region.Import("kept").Read())!.RowsDeleted);
        Assert.NotEmpty((await Rows("kept"))!);

        region.Assessor.MonthsOfRows = 36;
        await region.Until(
            "the rows are gone",
            async () => (await region.Import("kept").Read())!.RowsDeleted is not null && (await Rows("kept"))!.Length == 0,
            TimeSpan.FromDays(1)
        );

        var after = (await region.Import("kept").Read())!;
        Assert.True(LondonTime.DayOf(after.RowsDeleted!.Value) >= LondonTime.DayOf(applied.Ended!.Value).PlusMonths(36));
        Assert.Equal(applied, after with { RowsDeleted = null, Files = applied.Files, Refusals = applied.Refusals });
        Assert.Equal(applied.Files, after.Files);
        Assert.Equal(findings, await region.Import("kept").Findings(0, 100));
        Assert.Single((await region.Child("R1").Read())!.Events, happened => happened.Type == EventTypes.BecameLookedAfter);
        // A dry run that nobody confirmed is none without its rows.
        await region.Until(
            "the dry run is let go",
            async () => (await region.Import("unwanted").Read())!.State == ImportState.Discarded,
            TimeSpan.FromDays(1)
        );
        Assert.Equal("not-ready", Assert.Single((await region.Import("unwanted").Confirm()).Refusals).Code);

        // What it recorded can still be taken back, also by a node that never saw the rows.
        await Region.Forget(region.Import("kept"));
        Assert.True((await region.Import("kept").Undo()).Allowed);
        await Ended(region, "kept", ImportState.Undone);
        Assert.Empty(Timeline.Of((await region.Child("R1").Read())!).Events);

        int Looks() => region.Calls.Count(call => call == "ImportGrain.ReceiveReminder");

        Task<byte[]?> Rows(string import) =>
            region.Cluster.Client.GetGrain<IImportPartGrain>(ImportPartKey.File(new ImportKey("north", import), 0, 0)).Get();
    }

    private static readonly CollectionYear Y24 = new(2024);

    private static async Task<ImportJob> Confirm(Region region, string import)
    {
        Assert.True((await region.Import(import).Confirm()).Allowed);
        return await Ended(region, import, ImportState.Applied);
    }

    private static async Task<ImportJob> Send(Region region, string import, CollectionYear year, string header, string episodes)
    {
        const string Episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
        using var headers = new MemoryStream(Encoding.UTF8.GetBytes($"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{header}\n"));
        using var care = new MemoryStream(Encoding.UTF8.GetBytes($"{Episodes}\n{episodes}\n"));
        (string, Stream)[] files = [("header.csv", headers), ("episodes.csv", care)];
        Assert.Empty((await ImportUpload.Send(region.Cluster.Client, "north", import, year, files, Cancelled)).Refusals);
        return await Ended(region, import, ImportState.Ready);
    }

    private static async Task<ImportJob> Apply(Region region, string import, string year)
    {
        var shown = await Send(region, import, year);
        await region.Import(import).Confirm();
        await Ended(region, import, ImportState.Applied);
        return shown;
    }

    private static async Task<ImportJob> Send(Region region, string import, string year)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Domain", "Returns", "samples", "clean903", year);
        var files = Directory
            .EnumerateFiles(folder, "*.csv")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), (Stream)File.OpenRead(path)))
            .ToList();
        try
        {
            var sent = await ImportUpload.Send(region.Cluster.Client, "north", import, CollectionYear.Parse(year).Value, files, Cancelled);
            Assert.Empty(sent.Refusals);
            return await Ended(region, import, ImportState.Ready);
        }
        finally
        {
            foreach (var (_, content) in files)
                await content.DisposeAsync();
        }
    }

    // A timer of no length still needs the clock to move.
    private static async Task<ImportJob> Ended(Region region, string import, ImportState state)
    {
        await region.Until(
            $"the import is {state}",
            async () =>
            {
                var now = (await region.Import(import).Read())!;
                Assert.False(
                    now.State is ImportState.Refused or ImportState.Failed && state != now.State,
                    string.Join(' ', now.Refusals.Select(refusal => refusal.Sentence))
                );
                return now.State == state;
            },
            TimeSpan.FromMilliseconds(1)
        );
        return (await region.Import(import).Read())!;
    }
}
