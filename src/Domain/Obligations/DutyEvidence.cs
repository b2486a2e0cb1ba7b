using System.Collections.Immutable;
using NodaTime;
using Permanence.Domain.Policies;
using Permanence.Domain.Policies.Selectors;
using Permanence.Domain.Records;

namespace Permanence.Domain.Obligations;

/// <summary>What on the record meets a duty, ends it, or makes its time go by.</summary>
internal readonly struct DutyEvidence(Duty duty, Inquiry inquiry)
{
    /// <summary>What first met it on or after a day.</summary>
    public CareEvent? Met(in Arising arising, LocalDate from)
    {
        CareEvent? first = null;
        for (var index = 0; index < duty.MetBy.Length; index++)
        {
            var selector = duty.MetBy[index];
            if (
                inquiry.FirstMatch(selector, from, arising) is { } met
                && (first is null || met.On < first.On)
                && inquiry.HoldAll(selector.When, arising)
            )
                first = met;
        }

        return duty.MetByEach.Length > 0 && MetByEach(arising, from) is { } last && (first is null || last.On < first.On) ? last : first;
    }

    /// <summary>The last of all that are needed, each the first of its kind; null while one is missing.</summary>
    private CareEvent? MetByEach(in Arising arising, LocalDate from)
    {
        CareEvent? last = null;
        for (var index = 0; index < duty.MetByEach.Length; index++)
        {
            if (First(duty.MetByEach[index], from, arising) is not { } first)
                return null;
            if (last is null || first.On > last.On)
                last = first;
        }

        return last;
    }

    /// <summary>What ended it unmet.</summary>
    public CareEvent? Ended(in Arising arising)
    {
        var first = First(duty.Until, arising.Arose, arising, begun: true);
        if (
            duty.EndsWithCare
            && inquiry.History.Period?.Ceased is { } ceased
            && ceased.On >= arising.Arose
            && (first is null || ceased.On < first.On)
        )
            first = ceased;
        return first;
    }

    /// <summary>What made its time go by.</summary>
    public CareEvent? Lapse(in Arising arising) => First(duty.LapsesAt, arising.Arose, arising);

    /// <summary>The day it was met or ended; null while it is open.</summary>
    public LocalDate? Closed(in Arising arising, LocalDate? metFrom)
    {
        var met = Met(arising, FirstDayToMeet(arising, metFrom));
        var ended = Ended(arising);
        return met is null || (ended is not null && ended.On < met.On) ? ended?.On : met.On;
    }

    public LocalDate FirstDayToMeet(in Arising arising, LocalDate? metFrom) =>
        metFrom
        ?? (
            duty.MetByAnythingEarlier ? inquiry.History.CaseStart
            : duty.MetFrom is { } first && inquiry.Resolve(first, arising) is { IsKnown: true } firstDay ? firstDay.Day
            : arising.Arose
        );

    /// <param name="begun">Whether what made a plan without setting it counts too.</param>
    private CareEvent? First(ImmutableArray<Selector> selectors, LocalDate from, in Arising arising, bool begun = false)
    {
        CareEvent? first = null;
        for (var index = 0; index < selectors.Length; index++)
        {
            var match = begun ? inquiry.FirstBegun(selectors[index], from, arising) : inquiry.FirstMatch(selectors[index], from, arising);
            if (match is not null && (first is null || match.On < first.On))
                first = match;
        }

        return first;
    }
}
