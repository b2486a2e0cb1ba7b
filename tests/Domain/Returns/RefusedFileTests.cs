using System.Text;
using CsCheck;
using Permanence.Builders;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Domain.Tests.Returns;

public sealed class RefusedFileTests
{
    private const string Header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\nA1,M,01/02/2015,WBRI,UN1,,\r\n";
    private const string Episodes =
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n"
        + "A1,01/06/2024,S,V2,N1,U6,PR1,,,,,,\r\n";

    [Fact]
    public void A_file_is_known_by_its_columns_in_any_order_and_under_any_name()
    {
        var reading = Samples.Read(
            Samples.Y24,
            ("export 7.txt", " dob ,\"Child\",Review_Code,review,remark\n01/02/2015,a1, pn1 ,01/07/2024,\"a, b\"\n\n,,,,\n"),
            ("x", "\uFEFF" + Header)
        );

        Assert.Empty(reading.Refusals);
        var review = Assert.Single(reading.Children).Rows.Single(row => row.Kind == ReturnKind.Reviews);
        Assert.Equal(["A1", "01/02/2015", "01/07/2024", "PN1"], review.Values);
        Assert.Equal(2, review.Line);
        var notice = Assert.Single(reading.Findings);
        Assert.Equal(("extra-column", "REMARK", FindingGrade.Warning), (notice.Rule, notice.Field, notice.Grade));
        Assert.Equal(2, reading.Counts.Rows);
    }

    [Fact]
    public void A_line_is_the_line_of_the_file_also_after_empty_lines_and_values_with_line_breaks()
    {
        var reading = Samples.Read(
            Samples.Y24,
            ("h", Header),
            (
                "r",
                "\n\nCHILD,DOB,REVIEW,REVIEW_CODE\n\nA1,01/02/2015,\"01/07/2024\n\",PN1\n#A1,01/02/2015,01/08/2024,PN1\n"
                    + "A1,01/02/2015,31/02/2024,PN1\n"
            )
        );

        Assert.Equal(5, reading.Children[0].Rows.Single(row => row.Kind == ReturnKind.Reviews).Line);
        Assert.Equal(["child-id 7", "166 8"], reading.Findings.Select(finding => $"{finding.Rule} {finding.Line}"));
    }

    [Theory]
    [InlineData("utf-16", "CHILD,SEX", "utf-16")]
    [InlineData("utf-16", "CHILD,SEX", "utf-16 without a mark")]
    [InlineData("empty-file", "", "utf-8")]
    [InlineData("empty-file", "\r\n \r\n,,\r\n", "utf-8")]
    [InlineData("not-text", "PK\u0003\u0004 a workbook", "utf-8")]
    [InlineData("not-text", "CHILD,SEX,DOB,ETHNIC\u0000", "utf-8")]
    [InlineData("xml", "<?xml version=\"1.0\"?><EXPSSDA903/>", "utf-8")]
    [InlineData("not-utf-8", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\nA1,01/02/2000,\u00e9,,\r\n", "latin1")]
    [InlineData("missing-column", "CHILD,DOB,REVIEW\r\n", "utf-8")]
    [InlineData("unknown-columns", "Name,Address\r\n", "utf-8")]
    [InlineData("unknown-columns", "CHILD;DOB;REVIEW;REVIEW_CODE\r\n", "utf-8")]
    [InlineData("duplicate-column", "CHILD,DOB,REVIEW,REVIEW_CODE,REVIEW\r\n", "utf-8")]
    [InlineData("duplicate-kind", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n", "utf-8")]
    [InlineData("bad-quotes", "CHILD,DOB,REVIEW,REVIEW_CODE\r\n\"A1\"x,01/02/2015,01/07/2024,PN1\r\n", "utf-8")]
    public void A_file_that_cannot_be_used_is_refused_with_a_sentence_that_names_it(string code, string text, string encoding)
    {
        var bytes = encoding switch
        {
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 without a mark" => Encoding.Unicode.GetBytes(text),
            "latin1" => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };

        var reading = Samples.Read(
            Samples.Y24,
            new Dictionary<string, byte[]> { ["header.csv"] = Encoding.UTF8.GetBytes(Header), ["the file.csv"] = bytes }
        );

        var refusal = Assert.Single(reading.Refusals);
        Assert.Equal(code, refusal.Code);
        Assert.Equal("the file.csv", refusal.Field);
        Assert.Contains("'the file.csv'", refusal.Sentence, StringComparison.Ordinal);
        Assert.Empty(reading.Children);
    }

    [Fact]
    public void All_files_that_cannot_be_used_are_named_in_one_run()
    {
        var reading = Samples.Read(Samples.Y24, ("a", ""), ("b", "Name\r\n"), ("c", "CHILD,DOB,REVIEW\r\n"), ("d", Episodes));

        Assert.Equal(
            ["empty-file a", "unknown-columns b", "missing-column c"],
            reading.Refusals.Select(refusal => $"{refusal.Code} {refusal.Field}")
        );
        Assert.Contains("REVIEW_CODE", reading.Refusals[2].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_return_without_its_Header_file_is_refused()
    {
        Assert.Equal("no-header-file", Assert.Single(Samples.Read(Samples.Y24, ("d", Episodes)).Refusals).Code);
        Assert.Equal("no-files", Samples.Read(Samples.Y24, Array.Empty<(string, string)>()).Refusals[0].Code);
    }

    [Fact]
    public void Millions_of_rows_of_junk_are_refused_after_the_rows_that_are_allowed()
    {
        using var junk = new EndlessStream("CHILD,DOB,REVIEW,REVIEW_CODE\n", "X,Y,Z,A\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = ReturnReader.Read(
            [ReturnFile.Of("h", Encoding.UTF8.GetBytes(Header)), new ReturnFile("junk", junk)],
            Samples.Y24,
            Samples.Codes
        );

        Assert.Equal("too-many-rows", Assert.Single(reading.Refusals).Code);
        Assert.InRange(junk.Given, 1, 2_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Theory]
    [InlineData("line-too-long", "CHILD,DOB,REVIEW,REVIEW_CODE\n", "x")]
    [InlineData("line-too-long", "CHILD,DOB,REVIEW,REVIEW_CODE\n\"", "a,b,c,d\n")]
    [InlineData("line-too-long", "", "CHILD,")]
    [InlineData("too-large", "CHILD,DOB,REVIEW,REVIEW_CODE\n", "\n")]
    [InlineData("not-text", "CHILD,DOB,REVIEW,REVIEW_CODE\n", "\0")]
    public void A_file_without_end_is_refused_within_the_limits(string code, string start, string then)
    {
        using var endless = new EndlessStream(start, then);
        var limits = new ReturnLimits { BytesInAFile = 4 * 1024 * 1024 };

        var reading = ReturnReader.Read(
            [ReturnFile.Of("h", Encoding.UTF8.GetBytes(Header)), new ReturnFile("endless", endless)],
            Samples.Y24,
            Samples.Codes,
            null,
            limits
        );

        Assert.Equal(code, Assert.Single(reading.Refusals).Code);
        Assert.InRange(endless.Given, 1, limits.BytesInAFile + 1_000_000);
    }

    [Fact]
    public void Thousands_of_rows_of_one_child_are_left_out_after_those_that_a_year_may_have()
    {
        var reviews = string.Concat(
            Enumerable.Range(0, 3_000).Select(i => $"A1,01/02/2015,{1 + i % 28:00}/{1 + i / 28 % 12:00}/{2016 + i / 336},PN1\n")
        );

        var reading = Samples.Read(Samples.Y24, ("h", Header), ("r", $"CHILD,DOB,REVIEW,REVIEW_CODE\n{reviews}"));

        Assert.Equal(2_000, reading.Findings.Count(finding => finding.Rule == "too-many-rows"));
        Assert.Equal(1_000, reading.Children[0].Rows.Count(row => row.Kind == ReturnKind.Reviews));
        new Council().Import(reading);
    }

    [Fact]
    public void Findings_beyond_the_limit_are_counted_and_not_listed()
    {
        var reviews = new StringBuilder("CHILD,DOB,REVIEW,REVIEW_CODE\n");
        for (var i = 0; i < 1_000; i++)
            reviews.Append("B9,01/02/2015,01/07/2024,PN1\n");

        var reading = Samples.Read(
            Samples.Y24,
            new Dictionary<string, byte[]> { ["h"] = Encoding.UTF8.GetBytes(Header), ["r"] = Encoding.UTF8.GetBytes(reviews.ToString()) },
            new ReturnLimits { FindingsListed = 10 }
        );

        Assert.Equal(10, reading.Findings.Count);
        Assert.Equal((1_000, 1_000, 10), (reading.Counts.RowsLeftOut, reading.Counts.Findings, reading.Counts.FindingsListed));
    }

    [Fact]
    public void Progress_is_told_of_every_file_and_never_goes_back()
    {
        var told = new List<ReadingProgress>();

        ReturnReader.Read(
            [.. Samples.Files(Samples.Y24).Select(file => ReturnFile.Of(file.Key, file.Value))],
            Samples.Y24,
            Samples.Codes,
            new Told(told)
        );

        Assert.Equal(told.Select(report => report.Share).Order(), told.Select(report => report.Share));
        Assert.Equal(told.Select(report => report.Rows).Order(), told.Select(report => report.Rows));
        Assert.All(Samples.Files(Samples.Y24).Keys, name => Assert.Contains(told, report => report.File == name));
        Assert.Equal((null, 1.0), (told[^1].File, told[^1].Share));
    }

    [Fact]
    public void No_bytes_whatever_crash_the_reader() =>
        Gen
            .Byte.Array[0, 400]
            .Sample(bytes => Assert.True(Samples.Read(Samples.Y24, new Dictionary<string, byte[]> { ["f"] = bytes }).Refused), iter: 2_000);

    [Fact]
    public void No_damage_to_a_good_file_crashes_reading_or_recording_it() =>
        Gen.Select(Gen.Int[0, 10], Gen.Select(Gen.Int[0, 5_000], Gen.Byte).Array[1, 20])
            .Sample(
                damage =>
                {
                    var files = Samples.Files(Samples.Y24);
                    var name = files.Keys.Order(StringComparer.Ordinal).ElementAt(damage.Item1);
                    var bytes = files[name];
                    foreach (var (at, value) in damage.Item2)
                        bytes[at % bytes.Length] = value;
                    new Council().Import(Samples.Read(Samples.Y24, files));
                },
                iter: 150
            );

    [Fact]
    public void No_row_of_any_values_crashes_reading_or_recording_it()
    {
        string[] words =
        [
            "",
            "A1",
            "P0001",
            "S",
            "L",
            "P",
            "T",
            "U",
            "B",
            "X",
            "E1",
            "C1",
            "C2",
            "V2",
            "V3",
            "V4",
            "L1",
            "U6",
            "U5",
            "A5",
            "T1",
            "K2",
            "X1",
            "E11",
            "E45",
            "E4A",
            "01/04/2024",
            "01/05/2024",
            "30/06/2024",
            "31/02/2024",
            "01/01/2015",
            "29/02/2016",
            "ZZ/ZZ/2015",
            "0",
            "1",
            "2",
            "M",
            "RD1",
            "PN0",
            "Z1",
            "P1",
            "N1",
        ];
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, words.Length - 1].Select(at => words[at]).Array[13].Array[0, 12])
            .Array[1, 6]
            .Sample(
                tables =>
                {
                    var files = new Dictionary<ReturnKind, string> { [ReturnKind.Header] = Header };
                    foreach (var (kind, rows) in tables)
                    {
                        var columns = ReturnColumns.Of((ReturnKind)kind);
                        files[(ReturnKind)kind] =
                            $"{string.Join(',', columns)}\n"
                            + $"{string.Concat(rows.Select(row => $"A1,{string.Join(',', row.Take(columns.Count - 1))}\n"))}";
                    }

                    var council = new Council();
                    foreach (var year in new[] { Samples.Y24, Samples.Y23 })
                        council.Import(Samples.Read(year, [.. files.Select(file => (file.Key.ToString(), file.Value))]));
                    council.Undo("import-1");
                },
                iter: 300
            );
    }

    private sealed class Told(List<ReadingProgress> told) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value) => told.Add(value);
    }

    /// <summary>Hands over one text and then another for ever, and counts what was asked for.</summary>
    private sealed class EndlessStream(string start, string then) : Stream
    {
        private readonly byte[] first = Encoding.UTF8.GetBytes(start);
        private readonly byte[] rest = Encoding.UTF8.GetBytes(then);

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, Given++)
                buffer[offset + i] = Given < first.Length ? first[Given] : rest[(Given - first.Length) % rest.Length];
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
