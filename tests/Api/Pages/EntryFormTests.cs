using NodaTime;
using Permanence.Api.Pages.Entries;
using Permanence.Api.Words;
using Permanence.Builders;
using Permanence.Domain;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class EntryFormTests
{
    [Fact]
    public void What_an_entry_holds_is_what_its_form_shows_and_reads_back()
    {
        foreach (var entry in Sample.Ava.Events)
        {
            var form = Form(entry.Type);

            var (read, faults) = form.Read(form.TypedOf(entry));

            Assert.Empty(faults);
            Assert.Equal(entry with { Id = null, Recorded = null }, read);
        }
    }

    [Fact]
    public void Every_kind_of_event_a_person_records_has_a_form_with_all_its_fields()
    {
        foreach (var type in EntryForm.Choices.SelectMany(subject => subject))
        {
            var fields = Form(type.Name).Fields(new Dictionary<string, string>(), []);

            Assert.Equal(
                ["on", .. type.Fields.Where(field => field.Asked).Select(field => $"field-{field.Name}"), "note"],
                fields.Select(field => field.Name)
            );
            Assert.All(fields, field => Assert.False(string.IsNullOrWhiteSpace(field.Label)));
        }
    }

    [Fact]
    public void A_form_sent_empty_names_each_field_it_needs()
    {
        var (_, faults) = Form("court-date-listed").Read(new Dictionary<string, string>());

        Assert.Equal(
            [
                ("on", "Enter the date it was booked or set."),
                ("field-hearing", "Select a hearing."),
                ("field-for", "Enter a date for “Listed for”."),
            ],
            faults.Select(fault => (fault.Field!, fault.Sentence))
        );
    }

    [Theory]
    [InlineData("31", "2", "2026", "Date it happened must be a real date with a year in full, such as 27 3 2026.")]
    [InlineData("3", "", "2026", "Date it happened must include a month.")]
    [InlineData("", "", "2026", "Date it happened must include a day and month.")]
    [InlineData("3", "2", "26", "Date it happened must be a real date with a year in full, such as 27 3 2026.")]
    [InlineData("three", "2", "2026", "Date it happened must be a real date with a year in full, such as 27 3 2026.")]
    public void A_date_that_is_none_is_refused_with_what_would_be_one(string day, string month, string year, string sentence)
    {
        var (_, faults) = Form("care-plan-updated").Read(Typed(day, month, year));

        Assert.Equal(sentence, Assert.Single(faults).Sentence);
    }

    [Fact]
    public void A_month_may_be_typed_by_its_name() =>
        Assert.Equal(new LocalDate(2026, 3, 27), Form("care-plan-updated").Read(Typed("27", "mar", "2026")).Event!.On);

    [Fact]
    public void A_time_is_read_on_the_day_of_the_entry()
    {
        var typed = Typed("2", "4", "2026");
        typed["field-meeting"] = "permanence-planning";
        typed["field-at"] = "9.30";

        Assert.Equal(new LocalDateTime(2026, 4, 2, 9, 30), Form("meeting-held").Read(typed).Event!.Time("at"));
    }

    [Fact]
    public void A_refusal_from_the_record_lands_at_its_field()
    {
        var faults = Form("review-held")
            .FaultsOf([
                new Refusal("in-future", "The review cannot be held in the future.", "events[0].on"),
                new Refusal("closed", "The record is closed."),
            ]);

        Assert.Equal(["on", null], faults.Select(fault => fault.Field));
    }

    [Fact]
    public void A_text_longer_than_a_program_may_send_is_refused_here_too()
    {
        var typed = Typed("2", "4", "2026");
        typed["field-to"] = new string('x', 1001);

        Assert.Equal("field-to", Assert.Single(Form("referred").Read(typed).Faults).Field);
    }

    [Fact]
    public void Answers_are_typed_a_line_each()
    {
        var typed = Typed("2", "4", "2026");
        typed["field-checklist"] = "family-finding";
        typed["field-answers"] = "profile written: yes\nphotographs: asked for";

        Assert.Equal(
            new JsonText("""{"profile written":"yes","photographs":"asked for"}"""),
            Form("checklist-completed").Read(typed).Event!.Fields["answers"]
        );
        typed["field-answers"] = "yes";
        Assert.Equal("field-answers", Assert.Single(Form("checklist-completed").Read(typed).Faults).Field);
    }

    [Fact]
    public void Requirements_are_chosen_among_those_of_the_child_and_none_on_record_is_lost()
    {
        var (pack, known) = ReadOnce
            .Library.Authorities.Select(council => ReadOnce.Library.For(council.Id)!.InForceOn(new(2026, 6, 16)))
            .Select(one => (one, TestedValues.Of(one, "discussion-recorded", "about")))
            .First(one => one.Item2.Count > 3);
        var type = EventVocabulary.Find("discussion-recorded")!;

        // Two of the child's, one of which a discussion does not answer.
        var (form, field) = (Of(known[3], "SALT-8-08"), "field-about");
        var view = Shown(form, []);
        Assert.Equal((Asked.Checkboxes, known[3]), (view.Asked, Assert.Single(view.Options).Value));
        Assert.Equal($"{known[3]}: {pack.Clauses[known[3]].Title}", view.Options[0].Words);
        Assert.Equal(known, Shown(Of(), []).Options.Select(option => option.Value));
        Assert.Equal([known[3], "SALT-GONE"], Shown(form, new() { [field] = "SALT-GONE" }).Options.Select(option => option.Value));

        // What is ticked and what is typed beside it, each once.
        var typed = Typed("2", "4", "2026");
        (typed["field-topic"], typed[field], typed[EntryForm.OtherOf(field)]) = ("other", known[3], $"SALT-9-04, {known[3]}");
        var read = form.Read(typed);
        Assert.Empty(read.Faults);
        Assert.Equal([known[3], "SALT-9-04"], (FieldList<string>)read.Event!.Fields["about"]!);

        EntryForm Of(params string[] clauses) =>
            new(type, Sample.Ava, EventWords.Plain, new RecordChoices(pack, [], EventWords.Plain, clauses.ToHashSet()));
        FieldView Shown(EntryForm shown, Dictionary<string, string> before) => shown.Fields(before, []).Single(one => one.Name == field);
    }

    private static EntryForm Form(string type) => new(EventVocabulary.Find(type)!, Sample.Ava, EventWords.Plain);

    private static Dictionary<string, string> Typed(string day, string month, string year) =>
        new()
        {
            ["on-day"] = day,
            ["on-month"] = month,
            ["on-year"] = year,
        };
}
