using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>An evaluation as the JSON other programs read; one order, so that equal answers are equal bytes.</summary>
public static class EvaluationJson
{
    /// <param name="countedBy">Clauses whose indicators count the child; said where they were asked for.</param>
    /// <param name="minute">The London minute that was asked about, where one was: then <c>on</c> says it.</param>
    public static byte[] Write(
        Evaluation evaluation,
        bool indented = false,
        IReadOnlyList<string>? countedBy = null,
        LocalDateTime? minute = null
    )
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = indented };
        using (var writer = new Utf8JsonWriter(buffer, options))
            Write(writer, evaluation, countedBy, minute);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>As programs write it: <c>met-late</c>.</summary>
    public static string Name(ObligationStatus status) =>
        status switch
        {
            ObligationStatus.DueSoon => "due-soon",
            ObligationStatus.MetLate => "met-late",
            ObligationStatus.NotRequired => "not-required",
            _ => status.ToString().ToLowerInvariant(),
        };

    public static string Name(Force force) => force == Force.WherePossible ? "where-possible" : force.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter writer, Evaluation evaluation, IReadOnlyList<string>? countedBy, LocalDateTime? minute)
    {
        writer.WriteStartObject();
        writer.WriteString("authority", evaluation.Authority);
        writer.WriteString("child", evaluation.Child);
        writer.WriteString("on", minute is { } asked ? LondonTime.Format(asked) : LocalDatePattern.Iso.Format(evaluation.On));
        writer.WriteStartObject("policy");
        writer.WriteString("pack", evaluation.Policy.Pack);
        writer.WriteString("version", evaluation.Policy.Version);
        writer.WriteString("hash", evaluation.Policy.Hash);
        writer.WriteBoolean("pastItsReviewDate", evaluation.Policy.PastItsReviewDate);
        writer.WriteEndObject();
        writer.WriteStartArray("obligations");
        foreach (var obligation in evaluation.Obligations)
            Write(writer, obligation);
        writer.WriteEndArray();
        if (countedBy is not null)
        {
            writer.WriteStartArray("indicators");
            foreach (var clause in countedBy)
                writer.WriteStringValue(clause);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Obligation obligation)
    {
        writer.WriteStartObject();
        writer.WriteString("id", obligation.Id);
        writer.WriteString("title", obligation.Title);
        writer.WriteString("subject", obligation.Subject);
        writer.WriteString("version", obligation.Version);
        writer.WriteString("status", Name(obligation.Status));
        Date(writer, "due", obligation.Due);
        if (obligation.DueAt is { } at)
            writer.WriteString("dueAt", LondonTime.Format(at));
        Date(writer, "actBy", obligation.ActBy);
        if (obligation.LateAfter is { } late)
            writer.WriteString("lateAfter", LocalDatePattern.Iso.Format(late));
        Date(writer, "metOn", obligation.MetOn);
        Date(writer, "since", obligation.Since);
        if (obligation.BookedFor is { } booked)
            writer.WriteString("bookedFor", LocalDatePattern.Iso.Format(booked));
        if (obligation.Unknown is not null)
            writer.WriteString("unknown", obligation.Unknown);
        if (obligation.Repeats)
            writer.WriteBoolean("repeats", true);
        if (obligation.Lapsed)
            writer.WriteBoolean("lapsed", true);
        writer.WriteString("force", Name(obligation.Force));
        writer.WriteString("owner", obligation.Owner);
        writer.WriteStartArray("escalatesTo");
        foreach (var role in obligation.EscalatesTo)
            writer.WriteStringValue(role);
        writer.WriteEndArray();
        if (obligation.Reason is not null)
            writer.WriteString("reason", obligation.Reason);
        writer.WriteStartArray("limbs");
        foreach (var limb in obligation.Limbs)
        {
            writer.WriteStartObject();
            writer.WriteString("clause", limb.Clause);
            writer.WriteString("force", Name(limb.Force));
            Date(writer, "due", limb.Due);
            if (limb.DueAt is { } limbAt)
                writer.WriteString("dueAt", LondonTime.Format(limbAt));
            writer.WriteBoolean("binding", limb.Binding);
            writer.WriteStartArray("because");
            foreach (var step in limb.Because)
                writer.WriteStringValue(step);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Date(Utf8JsonWriter writer, string name, LocalDate? date)
    {
        if (date is { } day)
            writer.WriteString(name, LocalDatePattern.Iso.Format(day));
        else
            writer.WriteNull(name);
    }
}
