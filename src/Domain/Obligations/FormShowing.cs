using Permanence.Domain.Calendar;
using Permanence.Domain.History;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Obligations;

/// <summary>What of a council's form is asked about one child on one day.</summary>
public sealed class FormShowing
{
    private readonly Inquiry inquiry;

    /// <param name="history">The record, read on the day the form is filled in.</param>
    public FormShowing(CaseHistory history, PolicyPack pack, WorkingDayCalendar calendar) => inquiry = new Inquiry(history, pack, calendar);

    /// <summary>
    /// Whether all conditions hold. Null where that hangs on an answer not given yet, or on a date of birth that is not recorded: what may
    /// be wanted is shown.
    /// </summary>
    /// <param name="answers">What was answered in the form, by field; null for a field not answered.</param>
    public bool? Holds(IReadOnlyList<FormCondition> conditions, Func<string, IReadOnlyList<string>?> answers)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(answers);
        bool? all = true;
        foreach (var condition in conditions)
        {
            if (Holds(condition, answers) is not { } holds)
                all = null;
            else if (!holds)
                return false;
        }

        return all;
    }

    private bool? Holds(FormCondition condition, Func<string, IReadOnlyList<string>?> answers) =>
        condition switch
        {
            FormCondition.OfTheRecord record when record.Condition.IsUnknown(inquiry) => null,
            FormCondition.OfTheRecord record => record.Condition.Holds(inquiry, new Arising(inquiry.On, null, 0, MomentDay.Unknown)),
            FormCondition.Answered answered => answers(answered.Field) is { } given ? given.Any(answered.Values.Contains) : null,
            FormCondition.Not not => !Holds(not.Inner, answers),
            FormCondition.Any any => Either(any.Conditions, answers),
            _ => throw new InvalidOperationException($"No test for {condition.GetType().Name}."),
        };

    private bool? Either(IReadOnlyList<FormCondition> conditions, Func<string, IReadOnlyList<string>?> answers)
    {
        bool? either = false;
        foreach (var condition in conditions)
        {
            if (Holds(condition, answers) is not { } holds)
                either = null;
            else if (holds)
                return true;
        }

        return either;
    }
}
