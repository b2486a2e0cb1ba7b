using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies;

/// <summary>What follows where a clause that says must is not kept.</summary>
public enum ConsequenceKind
{
    /// <summary>A duty with a date or a task, or the latest day of a review.</summary>
    Duty,

    /// <summary>An entry is stopped, or wants a reason.</summary>
    Gate,

    /// <summary>The child is counted.</summary>
    Indicator,

    /// <summary>Somebody has to be at a meeting, or to chair it.</summary>
    Attendance,

    /// <summary>A field of a form that has to be filled in.</summary>
    Field,

    /// <summary>A step of a sign-off.</summary>
    SignOff,
}

/// <param name="What">The duty, gate, indicator, meeting, field or step, as people read it.</param>
public sealed record Consequence(ConsequenceKind Kind, string What);

/// <summary>A clause that says must, with what follows from it.</summary>
/// <param name="Reason">Why nothing can follow from it; null where something does, and where nobody has said.</param>
public sealed record MustClause(Clause Clause, IReadOnlyList<Consequence> Consequences, string? Reason)
{
    /// <summary>Whether it is only text: nothing follows from it, and no reason is given why nothing can.</summary>
    public bool IsOnlyText => Consequences.Count == 0 && Reason is null;
}

/// <summary>Accounts for every must of a policy: text alone is no consequence.</summary>
public static class ClauseConsequences
{
    /// <summary>Every clause of the pack that says must, in the order of the register.</summary>
    public static IReadOnlyList<MustClause> Of(PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var found = All(pack).ToLookup(pair => pair.Clause, pair => pair.Consequence, StringComparer.Ordinal);
        return
        [
            .. pack
                .Clauses.Values.Where(clause => clause.Force == Force.Must)
                .Select(clause => new MustClause(
                    clause,
                    [.. found[clause.Id].Distinct()],
                    found.Contains(clause.Id) ? null : clause.NoConsequence ?? clause.NotServed
                )),
        ];
    }

    private static IEnumerable<(string Clause, Consequence Consequence)> All(PolicyPack pack) =>
        [
            .. pack.Uses()
                .Where(use => use.Way == ServedBy.Rule)
                .Select(use => (use.Clause, new Consequence(ConsequenceKind.Duty, use.What))),
            .. pack.Gates.Select(gate => (gate.Clause.Id, new Consequence(ConsequenceKind.Gate, gate.Title))),
            .. pack.Indicators.Select(indicator => (indicator.Clause.Id, new Consequence(ConsequenceKind.Indicator, indicator.Label))),
            .. pack.Reference.Meetings.SelectMany(meeting =>
                meeting
                    .ChairClauses.Concat(meeting.Attendees.Where(attendee => attendee.Force == Force.Must).SelectMany(one => one.Clauses))
                    .Select(clause => (clause.Id, new Consequence(ConsequenceKind.Attendance, meeting.Name)))
            ),
            .. pack.Reference.Forms.SelectMany(form =>
                form.Fields.Where(field => field.Required)
                    .SelectMany(field =>
                        field.Clauses.Select(clause => (clause.Id, new Consequence(ConsequenceKind.Field, $"{form.Title}: {field.Label}")))
                    )
            ),
            .. pack.Reference.SignOffs.SelectMany(chain =>
                chain.Steps.SelectMany(step =>
                    step.Clauses.Select(clause => (clause.Id, new Consequence(ConsequenceKind.SignOff, $"{chain.Title}: {step.Title}")))
                )
            ),
        ];
}
