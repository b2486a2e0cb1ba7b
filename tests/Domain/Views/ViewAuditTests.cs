using NodaTime;
using Permanence.Domain.Views;
using Xunit;

namespace Permanence.Domain.Tests.Views;

/// <summary>Whatever is done to the log of views afterwards is found, and the first row is named.</summary>
public sealed class ViewAuditTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly List<ViewEntry> entries = [];
    private readonly List<ViewSeal> seals = [];

    public ViewAuditTests()
    {
        // Two nodes, sealed after 10 and after 25 rows of each; five more rows that no seal speaks of yet.
        for (var row = 1; row <= 30; row++)
        {
            foreach (var writer in (string[])["w-a", "w-b"])
                Append(writer, Seen(row));
            if (row is 10 or 25)
                Seal();
        }
    }

    private static Viewing Seen(int row) =>
        new(Start + Duration.FromSeconds(row), "a-social-worker", "social-worker", Viewing.Page, $"/north/children/C-{row}")
        {
            Authority = "north",
            Child = $"C-{row}",
        };

    private void Append(string writer, Viewing viewing) =>
        entries.Add(ViewEntry.After(entries.LastOrDefault(entry => entry.Writer == writer), writer, viewing));

    private void Seal() =>
        seals.Add(
            ViewSeal.After(
                seals.LastOrDefault(),
                Start,
                entries.GroupBy(entry => entry.Writer).Select(chain => new SealedChain(chain.Key, chain.Last().Number, chain.Last().Hash))
            )
        );

    private IReadOnlyList<ViewFault> Faults(Predicate<ViewEntry>? without = null, IEnumerable<ViewSeal>? inside = null) =>
        ViewAudit.Faults(
            entries.Where(entry => without is null || !without(entry)).OrderBy(entry => entry.Writer).ThenBy(entry => entry.Number),
            [.. inside ?? seals],
            seals
        );

    private void Change(string writer, long number, Func<ViewEntry, ViewEntry> change)
    {
        var place = entries.FindIndex(entry => entry.Writer == writer && entry.Number == number);
        entries[place] = change(entries[place]);
    }

    private static ViewEntry BySomebodyElse(ViewEntry entry) => entry with { Viewing = entry.Viewing with { By = "somebody-else" } };

    [Fact]
    public void A_log_as_it_was_written_has_no_fault() => Assert.Empty(Faults());

    [Fact]
    public void An_empty_log_has_no_fault() => Assert.Empty(ViewAudit.Faults([], [], []));

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(30)]
    public void A_row_that_was_changed_is_named(int row)
    {
        Change("w-b", row, BySomebodyElse);

        Assert.Equal([new ViewFault(ViewFaultKind.Changed, "w-b", row)], Faults());
        Assert.Equal($"Row {row} of w-b was changed.", Faults()[0].Sentence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(27)]
    public void So_is_one_whose_hash_was_changed_with_it(int row)
    {
        Change(
            "w-a",
            row,
            entry =>
            {
                var changed = BySomebodyElse(entry);
                return changed with { Hash = changed.HashOfWhatItSays() };
            }
        );

        Assert.Equal([new ViewFault(ViewFaultKind.Changed, "w-a", row)], Faults());
    }

    [Fact]
    public void A_chain_written_anew_from_one_row_on_is_not_what_was_sealed()
    {
        var anew = entries.Where(entry => entry.Writer == "w-a").ToList();
        entries.RemoveAll(entry => entry.Writer == "w-a");
        foreach (var entry in anew)
            Append("w-a", entry.Number == 12 ? BySomebodyElse(entry).Viewing : entry.Viewing);

        Assert.Equal([new ViewFault(ViewFaultKind.Changed, "w-a", 25)], Faults());
    }

    [Theory]
    [InlineData(1, 1, "Row 1 is missing from w-a.")]
    [InlineData(12, 14, "Rows 12 to 14 are missing from w-a.")]
    [InlineData(26, 29, "Rows 26 to 29 are missing from w-a.")]
    public void Rows_that_were_taken_out_are_named(int first, int last, string sentence) =>
        Assert.Equal(
            sentence,
            Assert.Single(Faults(entry => entry.Writer == "w-a" && entry.Number >= first && entry.Number <= last)).Sentence
        );

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_log_that_was_cut_off_is_found_by_its_seals(int from) =>
        Assert.Equal(
            [new ViewFault(ViewFaultKind.CutOff, "w-a", from, 25), new ViewFault(ViewFaultKind.CutOff, "w-b", from, 25)],
            Faults(entry => entry.Number >= from)
        );

    [Fact]
    public void A_log_that_was_cut_off_with_its_seals_is_found_by_those_outside()
    {
        var faults = Faults(entry => entry.Number > 10, seals.Take(1));

        Assert.Equal(
            [
                new ViewFault(ViewFaultKind.CutOff, null, 2),
                new ViewFault(ViewFaultKind.CutOff, "w-a", 11, 25),
                new ViewFault(ViewFaultKind.CutOff, "w-b", 11, 25),
            ],
            faults
        );
        Assert.Equal("w-a was cut off: rows 11 to 25 are gone.", faults[1].Sentence);
    }

    [Fact]
    public void What_no_seal_speaks_of_yet_may_end_anywhere() => Assert.Empty(Faults(entry => entry.Number > 25));

    [Fact]
    public void A_seal_that_was_changed_or_taken_out_is_named()
    {
        Assert.Equal([new ViewFault(ViewFaultKind.Missing, null, 1, 1)], Faults(inside: seals.Skip(1)));
        Assert.Equal(
            [new ViewFault(ViewFaultKind.Changed, null, 2)],
            Faults(inside: [seals[0], seals[1] with { At = Start - Duration.FromDays(1) }])
        );
    }

    [Fact]
    public void A_seal_is_read_from_the_line_it_was_written_in()
    {
        var seal = ViewSeal.OfLine($"09:00:05 info: {seals[1].Line()}")!;

        Assert.Equal(seals[1].Hash, seal.HashOfWhatItSays());
        Assert.Equal(seals[1].Chains, seal.Chains);
        Assert.Null(ViewSeal.OfLine("Something else."));
        Assert.Null(ViewSeal.OfLine("view-seal\t1\tx\t\t\t"));
    }

    [Fact]
    public void No_two_rows_are_hashed_alike()
    {
        var seen = Seen(1);
        Viewing[] others =
        [
            seen with
            {
                By = "a",
                Role = "-social-workersocial-worker",
            },
            seen with
            {
                Child = null,
            },
            seen with
            {
                Child = "",
            },
            seen with
            {
                Asked = "C-1",
                Child = null,
            },
            seen with
            {
                Children = 1,
            },
            seen with
            {
                Reason = "1",
            },
            seen with
            {
                Agency = "north",
                Authority = null,
            },
            seen,
        ];
        Assert.Equal(others.Length, others.Select(other => ViewEntry.After(null, "w", other).Hash).Distinct().Count());
    }
}
