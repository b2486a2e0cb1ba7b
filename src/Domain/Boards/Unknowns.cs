using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Records;

namespace Permanence.Domain.Boards;

/// <summary>
/// What a record does not say and some date hangs on, in words: nobody is called on track while there is any of it.
/// </summary>
public static class Unknowns
{
    // How many duties are named that no return supplies: the list of duties has all of them.
    private const int Named = 5;

    public static IReadOnlyList<string> Of(CaseHistory history, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(evaluation);
        List<string>? unknown = null;
        if (history.Standing is Standing.LookedAfter)
        {
            if (history.Period?.Entry is { } entry && entry.Flag("onOrBefore") == true)
                Add($"The day care began: it is known only as {InWords.Day(entry.On)} or earlier");
            if (history.Birth is null)
                Add("The date of birth");
            if (history.LegalStatus is null)
                Add("The legal status");
            if (history.Placement is null)
                Add("Where the child lives: no placement is recorded");
            if (history.LegalStatus is { } status && LegalStatuses.IsOverBy(status, history.On) is { } lasts)
                Add($"The legal status: {lasts}, and {status.Code} is recorded since {InWords.Day(status.From)} and no other since");
            if (
                history.Birth is { } birth
                && Birthdays.Of(birth, 18, evaluation.LeapDayOnFirstOfMarch ?? true) is var grown
                && grown <= history.On
            )
                Add($"When and how care ended: the child was 18 on {InWords.Day(grown)}, and no end of care is recorded");
            if (history.PermanenceInWordOnly is { } word && word.Text("option") is { } option)
                Add(
                    $"How permanence was secured: {option.Replace('-', ' ')} is recorded for {InWords.Day(word.On)}, and "
                        + option switch
                        {
                            "return-home" => "the child does not live with a parent",
                            "kinship-care" => "the child does not live with relatives or friends",
                            "independence" => "the child is not yet 16",
                            _ => "no such order",
                        }
                );
        }
        else if (history is { LookedAfter: true, Died: null, Adoption.Adopted: { } adopted })
        {
            Add($"When and how care ended: the adoption order of {InWords.Day(adopted)} ends it, and no end of care is recorded");
        }
        else if (history.CareWithoutEntry is { } sign)
        {
            Add(
                $"The day care began: {EventVocabulary.LabelOf(sign.Type).ToLowerInvariant()} on {InWords.Day(sign.On)} is recorded, "
                    + "and no entry to care before it"
            );
        }

        if (history.Standing is Standing.LookedAfter or Standing.BeforeCare && history.BirthAwaited is { } expected)
            Add($"The date of birth: the child was expected on {InWords.Day(expected)}, and no birth is recorded");
        if (history.Standing is Standing.LookedAfter or Standing.BeforeCare && history.ProceedingsWithoutIssue is { } court)
            Add(
                $"The day care proceedings were issued: {EventVocabulary.LabelOf(court.Type).ToLowerInvariant()} on "
                    + $"{InWords.Day(court.On)} is recorded, and no issue before it"
            );
        if (history.Standing is Standing.LookedAfter or Standing.BeforeCare)
        {
            foreach (var passed in PassedBookings.Of(history))
                Add(passed);
        }

        // Without a day nobody would ever be late to answer it.
        foreach (var concern in history.Concerns)
        {
            if (concern.ComplyBy is null)
                Add($"By when the concern raised on {InWords.Day(concern.Raised.On)} is to be answered");
        }

        foreach (var obligation in evaluation.Obligations)
        {
            if (obligation is { CanBeABreach: true, Status: ObligationStatus.Waiting, Reason: { } reason })
                Add($"{obligation.Title}: {reason}");
        }

        var notSupplied = evaluation.Obligations.Where(one => one.IsNotSupplied).Select(one => one.Title).Distinct().ToList();
        if (notSupplied.Count > 0)
            Add(
                $"What the return does not supply: whether {(notSupplied.Count == 1 ? "a duty was" : $"{notSupplied.Count} duties were")} "
                    + $"done ({string.Join("; ", notSupplied.Take(Named))}{(notSupplied.Count > Named ? "; and others" : "")})"
            );

        return unknown ?? (IReadOnlyList<string>)[];

        void Add(string words)
        {
            if (unknown?.Contains(words) != true)
                (unknown ??= []).Add(words);
        }
    }
}
