using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Permanence.Domain.Records;

/// <summary>Writes what a case file is made of, always in the same order.</summary>
internal static class CaseFileWriter
{
    public static void Write(Utf8JsonWriter writer, Child child)
    {
        writer.WriteStartObject();
        writer.WriteString("id", child.Id);
        Date("born", child.Born);
        Date("expected", child.Expected);
        writer.WriteString("sex", child.Sex);
        writer.WriteStartArray("siblings");
        foreach (var sibling in child.Siblings)
            writer.WriteStringValue(sibling);
        writer.WriteEndArray();
        Optional("name", child.Name);
        Optional("team", child.Team);
        Optional("socialWorker", child.SocialWorker);
        Optional("ethnicity", child.Ethnicity);
        Optional("pupilNumber", child.PupilNumber);
        if (child.Unaccompanied is { } unaccompanied)
            writer.WriteBoolean("unaccompanied", unaccompanied);
        if (child.Restricted is { } restricted)
            writer.WriteBoolean("restricted", restricted);
        Write(writer, child.More);
        writer.WriteEndObject();

        void Date(string name, LocalDate? date)
        {
            if (date is { } day)
                writer.WriteString(name, LocalDatePattern.Iso.Format(day));
            else
                writer.WriteNull(name);
        }

        void Optional(string name, string? text)
        {
            if (text is not null)
                writer.WriteString(name, text);
        }
    }

    public static void Write(Utf8JsonWriter writer, CareEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("type", happened.Type);
        writer.WriteString("on", LocalDatePattern.Iso.Format(happened.On));
        Write(writer, happened.Fields);
        if (happened.Note is not null)
            writer.WriteString("note", happened.Note);
        if (happened.Id is not null)
            writer.WriteString("id", happened.Id);
        if (happened.Recorded is { } recorded)
        {
            writer.WritePropertyName("recorded");
            Write(writer, recorded);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, EventFields fields)
    {
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case int number:
                    writer.WriteNumberValue(number);
                    break;
                case decimal number:
                    writer.WriteNumberValue(number);
                    break;
                case LocalDate date:
                    writer.WriteStringValue(LocalDatePattern.Iso.Format(date));
                    break;
                case LocalDateTime time:
                    writer.WriteStringValue((time.Second == 0 ? CaseFileJson.Minutes : CaseFileJson.Seconds).Format(time));
                    break;
                case CareEvent inner:
                    CaseFileJson.Write(writer, inner);
                    break;
                case JsonText json:
                    writer.WriteRawValue(json.Json);
                    break;
                case FieldList<string> words:
                    Write(writer, words);
                    break;
                case FieldList<Attendance> people:
                    Write(writer, people);
                    break;
                default:
                    throw new InvalidOperationException($"A field cannot hold a {value.GetType().Name}.");
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, FieldList<string> words)
    {
        writer.WriteStartArray();
        foreach (var word in words)
            writer.WriteStringValue(word);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, FieldList<Attendance> people)
    {
        writer.WriteStartArray();
        foreach (var person in people)
        {
            writer.WriteStartObject();
            writer.WriteString("role", person.Role);
            if (person.Who is not null)
                writer.WriteString("who", person.Who);
            if (person.Part is not null)
                writer.WriteString("part", person.Part);
            if (person.Reason is not null)
                writer.WriteString("reason", person.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Recording recorded)
    {
        writer.WriteStartObject();
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(recorded.At));
        writer.WriteString("by", recorded.By);
        if (recorded.Role is not null)
            writer.WriteString("role", recorded.Role);
        writer.WriteString("source", recorded.Source);
        if (recorded.Brought)
            writer.WriteBoolean("brought", true);
        if (recorded.OnBehalfOf is { } other)
        {
            writer.WriteStartObject("onBehalfOf");
            writer.WriteString("by", other.By);
            writer.WriteString("role", other.Role);
            writer.WriteEndObject();
        }

        if (recorded.Given is { } given)
        {
            writer.WritePropertyName("given");
            Write(writer, given);
        }

        writer.WriteEndObject();
    }
}
