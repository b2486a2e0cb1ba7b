using System.Text;
using CsCheck;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Records;

public sealed class CaseFileJsonTests
{
    private const string Smallest =
        """{"authority":"test","child":{"id":"T-1","born":"2018-09-04","expected":null,"sex":"F","siblings":["T-2"]},"events":[]}""";

    [Fact]
    public void What_goes_out_comes_in_again_byte_for_byte()
    {
        var file = A.Child()
            .BecameLookedAfter("2025-03-10")
            .RecordedAt("2025-03-11T09:30:00Z")
            .Event(
                "meeting-held",
                "2025-03-27",
                ("meeting", "permanence-planning"),
                ("at", "2025-03-27T14:30"),
                ("ended", "2025-03-27T16:00"),
                ("adoptionAdvice", true)
            )
            .Event("placement-started", "2025-03-10", ("placement", "U6"), ("carer", "O’Neill & söhne <b>"), ("distanceMiles", 24.3m))
            .Event(
                "checklist-completed",
                "2025-04-01",
                ("checklist", "iro"),
                ("answers", new JsonText("""{"stability":"yes","score":7}"""))
            )
            .File;
        var written = CaseFileJson.Write(file);
        var read = CaseFileJson.ReadCaseFile(written);
        Assert.True(read.Succeeded, string.Join("; ", read.Refusals));
        Assert.Equal(file, read.Value);
        Assert.Equal(written, CaseFileJson.Write(read.Value));
    }

    [Fact]
    public void Every_type_and_field_of_the_vocabulary_goes_out_and_comes_in() =>
        Assert.All(
            EventVocabulary.Types,
            type =>
            {
                var happened = A.Event(type.Name, "2025-03-10", [.. type.Fields.Select(field => (field.Name, Sample(field)))]);
                var read = CaseFileJson.ReadCaseFile(CaseFileJson.Write(new CaseFile("test", new Child { Id = "T-1" }, [happened])));
                Assert.True(read.Succeeded, $"{type.Name}: {string.Join("; ", read.Refusals)}");
                Assert.Equal(happened, read.Value.Events[0]);
            }
        );

    private static object Sample(FieldSpecification field) =>
        field.Kind switch
        {
            FieldKind.Date => "2025-06-01",
            FieldKind.DateTime => "2025-06-01T16:00",
            FieldKind.Flag => true,
            FieldKind.Number => 3,
            FieldKind.Miles => 12.5m,
            FieldKind.Choice => field.Choices[^1],
            FieldKind.Event => A.Event("life-story-started", "2025-01-01"),
            FieldKind.Json => new JsonText("""["because",{"T-2":"close"}]"""),
            FieldKind.Ids => new FieldList<string>(["SALT-1", "SALT-2"]),
            FieldKind.Roles => new FieldList<string>(["mother", "iro"]),
            FieldKind.People => new FieldList<Attendance>([
                new("iro", "A Person", null, null),
                new("legal", null, Attendance.Information, "In court"),
            ]),
            FieldKind.DayOrWords => "2025-06-01",
            _ => "text",
        };

    [Theory]
    [InlineData("""{"type":"revew-held","on":"2025-01-01"}""", "unknown-event-type", "events[0].type", "review-held")]
    [InlineData("""{"type":"review-held","on":"2025-01-01","numbr":1}""", "unknown-field", "events[0].numbr", "number")]
    [InlineData("""{"type":"review-held","on":"31/01/2025"}""", "bad-date", "events[0].on", "2026-04-02")]
    [InlineData("""{"type":"review-held","on":"2025-02-30"}""", "bad-date", "events[0].on", "2025-02-30")]
    [InlineData(
        """{"type":"review-held","on":"2025-01-01","returnHome":"maybe"}""",
        "unknown-value",
        "events[0].returnHome",
        "planned, uncertain, ruled-out"
    )]
    [InlineData("""{"type":"review-held","on":"2025-01-01","number":0}""", "bad-number", "events[0].number", "1 to 999")]
    [InlineData("""{"type":"review-booked","on":"2025-01-01"}""", "missing-field", "events[0].for", "for")]
    [InlineData("""{"type":"review-held"}""", "missing-field", "events[0].on", "on")]
    [InlineData(
        """{"type":"event-corrected","on":"2025-01-01","event":"e1","reason":"typing","with":{"type":"review-held","on":"later"}}""",
        "bad-date",
        "events[0].with.on",
        "later"
    )]
    [InlineData("42", "not-an-object", "events[0]", "type and on")]
    public void A_fault_is_named_with_its_place_and_what_would_be_right(string happened, string code, string field, string sentence)
    {
        var read = CaseFileJson.ReadCaseFile(Encoding.UTF8.GetBytes(Smallest.Replace("[]}", $"[{happened}]}}", StringComparison.Ordinal)));
        var refusal = Assert.Single(read.Refusals);
        Assert.Equal((code, field), (refusal.Code, refusal.Field));
        Assert.Contains(sentence, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_in_one_run()
    {
        var read = CaseFileJson.ReadCaseFile(
            """{"authority":"","child":{"id":"a b","sex":"X","shoe":7},"events":[{"type":"x","on":"y"}],"extra":1}"""u8.ToArray()
        );
        Assert.Equal(
            ["authority", "child.id", "child.sex", "child.shoe", "events[0].type", "extra"],
            read.Refusals.Select(refusal => refusal.Field).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_note_may_have_four_thousand_characters_and_not_one_more()
    {
        Assert.True(WithNote(4000).Succeeded);
        Assert.Equal("too-long", Assert.Single(WithNote(4001).Refusals).Code);

        static Outcome<CaseFile> WithNote(int length) =>
            CaseFileJson.ReadCaseFile(
                CaseFileJson.Write(
                    new CaseFile(
                        "test",
                        new Child { Id = "T-1" },
                        [A.Event("life-story-started", "2025-01-01") with { Note = new string('n', length) }]
                    )
                )
            );
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Gen.OneOf(
                Gen.Byte.Array[0, 200],
                // Real files with a few bytes changed reach deeper than noise does.
                Gen.Select(Gen.Int[0, Smallest.Length - 1], Gen.Byte)
                    .Array[1, 6]
                    .Select(changes =>
                    {
                        var bytes = Encoding.UTF8.GetBytes(
                            Smallest.Replace(
                                "[]}",
                                """[{"type":"review-held","on":"2025-01-01","number":1,"""
                                    + """ "recorded":{"at":"2025-01-01T00:00:00Z","by":"x","source":"y"}}]}""",
                                StringComparison.Ordinal
                            )
                        );
                        foreach (var (place, value) in changes)
                            bytes[place] = value;
                        return bytes;
                    })
            )
            .Sample(bytes =>
            {
                var read = CaseFileJson.ReadCaseFile(bytes);
                Assert.True(read.Succeeded || read.Refusals.All(refusal => refusal.Sentence.Length > 10));
            });

    [Fact]
    public void A_property_given_twice_is_refused() =>
        Assert.Equal(
            "not-json",
            Assert
                .Single(
                    CaseFileJson.ReadCaseFile("""{"authority":"a","authority":"b","child":{"id":"x"},"events":[]}"""u8.ToArray()).Refusals
                )
                .Code
        );
}
