using Permanence.Domain.Records;

namespace Permanence.Domain.Policies.Reference;

/// <summary>An event of the record that filling in a form leads to, with the fields that the form already says.</summary>
public sealed record FormEvent(string Type, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    internal static FormEvent Of(string type, params IReadOnlyList<(string Field, string Value)> fields) =>
        new(type, [.. fields.Select(field => KeyValuePair.Create(field.Field, field.Value))]);
}

/// <summary>What is recorded once a form is filled in. Follows from what the form is used for, so that a pack says it once.</summary>
public static class FormEvents
{
    private const string ReferralEnding = "referral";

    /// <summary>Whether its answers are kept on the record: the vocabulary has an event for a checklist's answers and for no other form's.</summary>
    public static bool IsKept(PolicyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Kind is FormKind.Checklist or FormKind.Table;
    }

    /// <summary>Whether it asks somebody else to act: its id ends in <c>referral</c>, and it is a referral to what it is used for first.</summary>
    public static bool IsReferral(PolicyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Kind == FormKind.Form && form.Id.EndsWith(ReferralEnding, StringComparison.Ordinal) && form.UsedFor.Count > 0;
    }

    /// <summary>
    /// The events it leads to, the likeliest first. Empty where it is used for an occasion that the vocabulary does not have, for a guide,
    /// and for a list, which is about no one child.
    /// </summary>
    public static IReadOnlyList<FormEvent> Of(PolicyPack pack, PolicyForm form)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(form);
        if (form.Kind is FormKind.Guide or FormKind.List)
            return [];
        List<FormEvent> events = IsReferral(form) ? [FormEvent.Of("referred", ("to", form.UsedFor[0]))] : [];
        foreach (var use in form.UsedFor)
        {
            if (EventVocabulary.Meetings.Contains(use))
                events.Add(FormEvent.Of("meeting-held", ("meeting", use)));
            if (EventVocabulary.Assessments.Contains(use))
                events.Add(FormEvent.Of("assessment-completed", ("assessment", use)));
            if (use == "sibling")
                events.Add(FormEvent.Of("siblings-decided"));
            if (EventVocabulary.Options.Contains(use))
                events.Add(FormEvent.Of("plan-set", ("option", use)));
            if (EventVocabulary.Find(use) is { Subject: not "Record" })
                events.Add(FormEvent.Of(use));
        }

        if (TestedValues.Of(pack, "document-sent", "document").Contains(form.Id))
            events.Add(FormEvent.Of("document-sent", ("document", form.Id)));
        // A requirement that the form is there for and that no other event records.
        var requirements = TestedValues.Of(pack, "requirement-recorded", "clause");
        foreach (var clause in form.Clauses.Concat(form.Fields.SelectMany(field => field.Clauses)).Select(clause => clause.Id).Distinct(StringComparer.Ordinal).Where(requirements.Contains))
            events.Add(FormEvent.Of("requirement-recorded", ("clause", clause)));
        return events;
    }
}
