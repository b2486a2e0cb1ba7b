using Permanence.Api.Words;
using Permanence.Domain.Obligations;

namespace Permanence.Api.Pages.Children;

/// <summary>What one recorded entry changed in what is due, in sentences.</summary>
public static class WhatChanged
{
    /// <param name="before">As evaluated without the entry.</param>
    /// <param name="after">As evaluated with it, on the same day.</param>
    public static IReadOnlyList<string> Between(Evaluation before, Evaluation after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var was = before.Obligations.ToDictionary(one => one.Id, StringComparer.Ordinal);
        var changes = new List<(int Order, string Sentence)>();
        foreach (var now in after.Obligations)
        {
            var then = was.GetValueOrDefault(now.Id);
            if (
                then is null
                    ? now.Due is null && now.MetOn is null
                    : then.Status == now.Status && then.Due == now.Due && then.MetOn == now.MetOn
            )
                continue;
            if (Sentence(then, now) is { } sentence)
                changes.Add(sentence);
        }

        foreach (
            var gone in before.Obligations.Where(one =>
                one.Due is not null && IsOpen(one) && after.Obligations.All(now => now.Id != one.Id)
            )
        )
            changes.Add((3, $"{gone.Title}: no longer asked."));
        return [.. changes.OrderBy(change => change.Order).Select(change => change.Sentence)];
    }

    private static (int Order, string Sentence)? Sentence(Obligation? then, Obligation now)
    {
        switch (now.Status)
        {
            case ObligationStatus.Met or ObligationStatus.MetLate when now.MetOn is { } met:
                return (0, $"{now.Title}: {Duties.Words(now.Status).ToLowerInvariant()} on {Dates.InWords(met)}.");
            case ObligationStatus.Overdue when now.Due is { } late:
                return (1, $"{now.Title}: overdue since {Dates.InWords(late)}.");
            case ObligationStatus.DueSoon or ObligationStatus.Upcoming when now.Due is { } due:
                return (
                    2,
                    then?.Due is { } old && old != due
                        ? $"{now.Title}: moved from {Dates.InWords(old)} to {Dates.InWords(due)}."
                        : $"{now.Title}: due {Dates.InWords(due)}."
                );
            case ObligationStatus.NotRequired or ObligationStatus.Missed when then is not null && IsOpen(then):
                return (3, $"{now.Title}: {Duties.Words(now.Status).ToLowerInvariant()}.");
            case ObligationStatus.Waiting when then?.Due is not null:
                return (3, $"{now.Title}: has no date any more.");
            default:
                return null;
        }
    }

    private static bool IsOpen(Obligation one) =>
        one.Status is ObligationStatus.Overdue or ObligationStatus.DueSoon or ObligationStatus.Upcoming;
}
