using NodaTime;
using Permanence.Domain.Calendar;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Clocks;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Obligations;

/// <summary>When one clause's clock has a duty done by.</summary>
internal static class LimbTiming
{
    /// <param name="which">Which version of the policy governs it; null where there is only one.</param>
    /// <param name="since">The day the duty arose: it is due no earlier.</param>
    public static LimbReading Time(LimbRule rule, Inquiry inquiry, in Arising arising, VersionStep? which, LocalDate? since)
    {
        var moment = inquiry.Resolve(rule.Moment, arising);
        var limb = new LimbReading(rule, moment, inquiry) { Refused = moment.Refused, Version = which };
        if (rule.Moment is Moment.Birthday && inquiry.History.Birth is { Month: 2, Day: 29 })
            limb.LeapDay = inquiry.Pack.LeapDayBirthdays;
        if (rule.Clock == ClockKind.Task || !moment.IsKnown || (rule.Clock == ClockKind.Within && !moment.CanBeCountedFrom))
            return limb;
        try
        {
            var calendar = inquiry.Calendar;
            if (rule.Clock == ClockKind.Within && rule.Limit is { Unit: TimeUnit.Hours } hours && moment.At is { } ended)
                limb.DueMinute = Clockwork.AfterHours(ended, hours.Count);
            var due = limb.DueMinute?.InLondon.Date ?? rule.Clock.Date(rule, moment.Day, inquiry);
            if (rule.ExtendedTo is { } extension && inquiry.Resolve(extension, arising) is { IsKnown: true } later && later.Day > due)
            {
                due = later.Day;
                limb.DueMinute = null;
                limb.Extended = later;
            }

            if (due < since)
            {
                (limb.RanOutOn, limb.DueMinute) = (due, null);
                due = since.Value;
            }

            limb.Due = due;
            limb.LateAfter = due;
            limb.ActBy = calendar.Covers(due) ? calendar.OnOrBefore(due) : null;
            if (rule.Grace is { } grace)
                limb.LateAfter = Clockwork.After(due, grace, calendar);
        }
        catch (CalendarRangeException refusal)
        {
            limb.Refused = refusal.Message;
        }

        return limb;
    }
}
