using NodaTime;
using Permanence.Domain.Lists;
using Permanence.Domain.Policies.Reference;
using Xunit;

namespace Permanence.Domain.Tests.Lists;

/// <summary>A list that a council keeps: what may be done to it, and how it reads afterwards.</summary>
public sealed class ListkeepingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly PolicyForm Form = Listing(
        Column("household", FieldType.Text) with
        {
            Required = true,
        },
        Column("stage", FieldType.Choice) with
        {
            Values = ["Stage 1", "Stage 2"],
            Required = true,
        },
        Column("since", FieldType.Date),
        Column("panel", FieldType.Date) with
        {
            Ahead = true,
        },
        Column("ready", FieldType.YesNo),
        Column("children", FieldType.Number),
        Column("remarks", FieldType.LongText),
        Column("worker", FieldType.Person)
    );

    private static PolicyForm Listing(params FormField[] columns) =>
        new()
        {
            Id = "adopters",
            Title = "Adopters",
            Kind = FormKind.List,
            GroupedBy = "stage",
            Sections = [new FormSection("Households", true, null, [], null, columns)],
        };

    private static FormField Column(string id, FieldType type) =>
        new()
        {
            Id = id,
            Label = id,
            Type = type,
        };

    private static Dictionary<string, string> Values(params (string Column, string Value)[] values) =>
        values.ToDictionary(one => one.Column, one => one.Value);

    private static Dictionary<string, string> Whole(params (string Column, string Value)[] more) =>
        new([
            .. Values(("household", "Ashcombe"), ("stage", "Stage 1")).Where(one => more.All(other => other.Column != one.Key)),
            .. Values(more),
        ]);

    private static KeptList With(KeptList list, ListCommand command, Instant? at = null, PolicyForm? form = null)
    {
        var decided = Listkeeping.Decide(form ?? Form, list, command, at ?? Now, "worker", "page");
        Assert.True(decided.Succeeded, string.Join(" ", decided.Refusals));
        return list.Entries.Contains(decided.Value) ? list : new KeptList([.. list.Entries, decided.Value]);
    }

    private static IReadOnlyList<Refusal> Refused(KeptList list, ListCommand command)
    {
        var decided = Listkeeping.Decide(Form, list, command, Now, "worker", "page");
        Assert.False(decided.Succeeded);
        return decided.Refusals;
    }

    [Fact]
    public void A_row_is_added_changed_and_removed_and_every_entry_says_who_and_when()
    {
        var list = With(
            KeptList.Empty,
            new AddRow(
                Guid.NewGuid(),
                Whole(
                    ("since", "2026-03-02"),
                    ("panel", "2026-04-01"),
                    ("ready", "yes"),
                    ("children", "2.5"),
                    ("remarks", " two lines\r\nlong ")
                )
            )
        );
        list = With(list, new ChangeRow(Guid.NewGuid(), "r1", 1, Whole(("stage", "Stage 2"))), Now + Duration.FromHours(1));
        list = With(list, new RemoveRow(Guid.NewGuid(), "r1", " Withdrew. "), Now + Duration.FromHours(2));

        Assert.Equal(
            [ListEntryKind.RowAdded, ListEntryKind.RowChanged, ListEntryKind.RowRemoved],
            list.Entries.Select(entry => entry.Kind)
        );
        Assert.All(list.Entries, entry => Assert.Equal(("worker", "page", "r1"), (entry.Recorded.By, entry.Recorded.Source, entry.Row)));
        Assert.Equal("two lines\nlong", list.Entries[0].Values["remarks"]);
        var row = list.Row("r1")!;
        Assert.Equal((true, 3, "Stage 2", "Withdrew."), (row.Removed, row.Version, row.Values["stage"], row.Entries[^1].Reason));
        Assert.False(row.Values.ContainsKey("since"));
    }

    [Fact]
    public void A_list_reads_as_it_was_known_at_an_instant()
    {
        var list = With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole()));
        list = With(list, new ChangeRow(Guid.NewGuid(), "r1", 1, Whole(("stage", "Stage 2"))), Now + Duration.FromHours(1));
        list = With(list, new AddRow(Guid.NewGuid(), Whole(("household", "Birchmore"))), Now + Duration.FromHours(2));

        Assert.Empty(list.Rows(Now - Duration.FromSeconds(1)));
        Assert.Equal("Stage 1", Assert.Single(list.Rows(Now)).Values["stage"]);
        Assert.Equal("Stage 2", Assert.Single(list.Rows(Now + Duration.FromHours(1))).Values["stage"]);
        Assert.Equal(["r1", "r2"], list.Rows().Select(row => row.Id));
    }

    [Fact]
    public void The_same_command_again_is_answered_with_the_same_entry()
    {
        var command = new AddRow(Guid.NewGuid(), Whole());
        var list = With(KeptList.Empty, command);
        var again = Listkeeping.Decide(Form, list, command, Now + Duration.FromHours(5), "another", "api");
        Assert.Same(list.Entries[0], again.Value);
    }

    [Fact]
    public void The_second_of_two_changes_to_what_both_saw_is_refused()
    {
        var list = With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole()));
        list = With(list, new ChangeRow(Guid.NewGuid(), "r1", 1, Whole(("stage", "Stage 2"))));
        var refusal = Assert.Single(Refused(list, new ChangeRow(Guid.NewGuid(), "r1", 1, Whole(("household", "Other")))));
        Assert.Equal(("changed-meanwhile", "version"), (refusal.Code, refusal.Field));
        Assert.Contains("version 2 now", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("household", " ", "missing-field", "Fill in “household”.")]
    [InlineData("stage", "Stage 3", "unknown-value", "Stage 1, Stage 2")]
    [InlineData("since", "27/03/2026", "bad-date", "2026-03-27")]
    [InlineData("since", "2026-02-30", "bad-date", "2026-03-27")]
    [InlineData("since", "1025-02-03", "bad-date", "2026-03-27")]
    [InlineData("since", "2026-03-03", "in-the-future", "3 March 2026 is after today, 2 March 2026")]
    [InlineData("ready", "perhaps", "unknown-value", "yes or no")]
    [InlineData("children", "a few", "bad-number", "12 or 7.5")]
    [InlineData("children", "1000000001", "bad-number", "12 or 7.5")]
    [InlineData("sinse", "2026-03-02", "unknown-field", "Did you mean 'since'?")]
    public void A_value_that_cannot_be_is_refused_at_its_column_with_what_would_be_right(
        string column,
        string value,
        string code,
        string says
    )
    {
        var refusal = Assert.Single(Refused(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole((column, value)))));
        Assert.Equal((code, $"values.{column}"), (refusal.Code, refusal.Field));
        Assert.Contains(says, refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("household", 1000)]
    [InlineData("worker", 1000)]
    [InlineData("remarks", 4000)]
    public void A_value_may_be_as_long_as_it_may_and_no_longer(string column, int longest)
    {
        With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole((column, new string('x', longest)))));
        var refusal = Assert.Single(Refused(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole((column, new string('x', longest + 1))))));
        Assert.Equal(("too-long", $"values.{column}"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void Everything_wrong_with_a_row_is_said_at_once() =>
        Assert.Equal(
            ["values.colour", "values.household", "values.since"],
            Refused(KeptList.Empty, new AddRow(Guid.NewGuid(), Values(("stage", "Stage 1"), ("since", "soon"), ("colour", "red"))))
                .Select(refusal => refusal.Field)
        );

    [Fact]
    public void A_row_needs_something_in_it()
    {
        var refusals = Listkeeping
            .Decide(
                Listing(Column("remarks", FieldType.Text)),
                KeptList.Empty,
                new AddRow(Guid.NewGuid(), Values(("remarks", ""))),
                Now,
                "worker",
                "page"
            )
            .Refusals;
        Assert.Equal("empty-row", Assert.Single(refusals).Code);
    }

    [Fact]
    public void A_row_that_is_not_there_or_was_removed_is_neither_changed_nor_removed()
    {
        var list = With(With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole())), new RemoveRow(Guid.NewGuid(), "r1", "Moved away."));
        Assert.Equal("not-found", Refused(list, new ChangeRow(Guid.NewGuid(), "r9", 1, Whole()))[0].Code);
        Assert.Equal("not-found", Refused(list, new RemoveRow(Guid.NewGuid(), "r9", "Gone."))[0].Code);
        Assert.Equal("already-removed", Refused(list, new ChangeRow(Guid.NewGuid(), "r1", 2, Whole()))[0].Code);
        Assert.Equal("already-removed", Refused(list, new RemoveRow(Guid.NewGuid(), "r1", "Gone."))[0].Code);
        Assert.Equal("r2", With(list, new AddRow(Guid.NewGuid(), Whole())).Rows()[^1].Id);
    }

    [Theory]
    [InlineData("  ", "missing-field")]
    [InlineData("long", "too-long")]
    public void A_row_comes_off_the_list_only_with_a_reason(string reason, string code)
    {
        var list = With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole()));
        var refusal = Assert.Single(Refused(list, new RemoveRow(Guid.NewGuid(), "r1", reason == "long" ? new string('x', 1001) : reason)));
        Assert.Equal((code, "reason"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void What_stands_in_a_column_that_a_new_policy_dropped_stays_when_the_row_is_changed()
    {
        var list = With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole(("worker", "Grace"))));
        var without = Listing([.. Form.Fields.Where(column => column.Id != "worker")]);
        list = With(list, new ChangeRow(Guid.NewGuid(), "r1", 1, Whole(("stage", "Stage 2"))), form: without);
        Assert.Equal(("Stage 2", "Grace"), (list.Row("r1")!.Values["stage"], list.Row("r1")!.Values["worker"]));
    }

    [Fact]
    public void Every_row_is_on_one_sheet_and_sheets_stand_in_the_policys_order_even_empty()
    {
        var list = With(With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole(("stage", "Stage 2")))), new AddRow(Guid.NewGuid(), Whole()));
        var now = Listing([
            .. Form.Fields.Select(column =>
                column.Id == "stage" ? column with { Values = ["Stage 3", "Stage 2"], Required = false } : column
            ),
        ]);
        list = With(list, new AddRow(Guid.NewGuid(), Values(("household", "Birchmore"))), form: now);
        Assert.Equal(
            [("Stage 3", 0), ("Stage 2", 1), ("", 1), ("Stage 1", 1)],
            ListSheet.Of(now, list.Rows()).Select(sheet => (sheet.Value, sheet.Rows.Count))
        );
        Assert.Empty(ListSheet.Of(now with { GroupedBy = null }, list.Rows()));
    }

    [Fact]
    public void A_full_list_takes_no_more()
    {
        var added = With(KeptList.Empty, new AddRow(Guid.NewGuid(), Whole())).Entries[0];
        var full = new KeptList([
            .. Enumerable.Range(1, Listkeeping.MostEntries).Select(number => added with { Row = $"r{number}", Command = Guid.NewGuid() }),
        ]);
        Assert.Equal("list-full", Refused(full, new AddRow(Guid.NewGuid(), Whole()))[0].Code);
    }
}
