using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

public abstract partial record EligibilityTest
{
    /// <summary>The child has lived with the applicant.</summary>
    /// <param name="For">How long altogether.</param>
    /// <param name="RightUpToTheDay">Without a break, to the day of the application.</param>
    /// <param name="WithinLast">Only time within so long before the application counts.</param>
    /// <param name="EndedWithin">It must not have ended longer ago than this.</param>
    public sealed record LivedWith(TimeLimit For, bool RightUpToTheDay, TimeLimit? WithinLast, TimeLimit? EndedWithin) : EligibilityTest
    {
        private static readonly Keys OfTheTime = new(
            Key.Needed("for", EligibilityTestKind.Length),
            new Key("right-up-to-the-day", Schemas.Schema.Flag),
            new Key("within-last", EligibilityTestKind.Length),
            new Key("ended-within", EligibilityTestKind.Length)
        );

        internal static EligibilityTestKind Kind { get; } =
            new(
                "the child has lived with the applicant so long altogether, within a time before the application and not ended longer ago "
                    + "than another; or without a break to that day",
                [
                    "{ lived-with: { for: 3 years, within-last: 5 years, ended-within: 3 months } }",
                    "{ lived-with: { for: 1 year, right-up-to-the-day: true } }",
                ],
                new Keys(Key.Needed("lived-with", OfTheTime)),
                (node, _) =>
                {
                    var lived = node.Get("lived-with")!;
                    lived.RefuseUnknown(OfTheTime);
                    return Length(lived.Need("for", "say how long")) is { } length
                        ? new LivedWith(
                            length,
                            lived.Get("right-up-to-the-day")?.Flag() ?? false,
                            Length(lived.Get("within-last")),
                            Length(lived.Get("ended-within"))
                        )
                        : null;
                }
            );

        internal override bool WantsMoreThan(EligibilityFacts facts) => facts.LivedWith.Count == 0;

        internal override (bool Holds, string Because) Try(EligibilityFacts facts, LocalDate day, ICollection<string> unknown) =>
            RightUpToTheDay ? Unbroken(Joined(facts.LivedWith), day) : Altogether(Joined(facts.LivedWith), day);

        private (bool, string) Unbroken(IReadOnlyList<Stay> stays, LocalDate day)
        {
            if (stays.LastOrDefault(stay => stay.From <= day) is not { } last)
                return (false, "The child has not lived with the applicant.");
            if (last.To < day)
                return (
                    false,
                    $"The child last lived with the applicant to {InWords.Date(last.To.Value)}, not right up to {InWords.Date(day)}."
                );
            var first = Later(last.From, For);
            return (
                first <= day,
                $"Together without a break since {InWords.Date(last.From)}; {For.InWords()} is reached on {InWords.Date(first)}, "
                    + $"{(first <= day ? "by" : "after")} {InWords.Date(day)}."
            );
        }

        private (bool, string) Altogether(IReadOnlyList<Stay> stays, LocalDate day)
        {
            var window = WithinLast is { } within ? Earlier(day, within) : (LocalDate?)null;
            var counted = stays
                .Select(stay =>
                    (From: window > stay.From ? window.Value : stay.From, To: stay.To is { } to && to < day ? to : day.PlusDays(-1))
                )
                .Where(stay => stay.From <= stay.To)
                .ToList();
            if (counted.Count == 0)
                return (false, "The child has not lived with the applicant in the time that counts.");
            var days = counted.Sum(stay => Period.DaysBetween(stay.From, stay.To) + 1);
            var wanted = Period.DaysBetween(Earlier(day, For), day);
            var sum = string.Join(" and ", counted.Select(stay => $"{InWords.Date(stay.From)} to {InWords.Date(stay.To)}"));
            var because =
                $"Together {sum}: "
                + $"{days} "
                + $"days{(WithinLast is { } last ? $" of the last {last.InWords()}, from {InWords.Date(window!.Value)}" : "")}, "
                + $"against {For.InWords()} ({wanted} days).";
            var holds = days >= wanted;
            if (EndedWithin is { } grace && stays[^1].To is { } end && end < day)
            {
                var latest = Later(end, grace);
                because +=
                    $" It ended on {InWords.Date(end)}; {grace.InWords()} later is {InWords.Date(latest)}, "
                    + $"{(day <= latest ? "not before" : "before")} {InWords.Date(day)}.";
                holds = holds && day <= latest;
            }

            return (holds, because);
        }

        /// <summary>Stays in order, those that touch or overlap as one.</summary>
        private static List<Stay> Joined(IReadOnlyList<Stay> stays)
        {
            var joined = new List<Stay>();
            foreach (var stay in stays.OrderBy(stay => stay.From))
            {
                if (joined.Count > 0 && joined[^1] is var last && (last.To is null || stay.From <= last.To.Value.PlusDays(1)))
                    joined[^1] = last with { To = last.To is null || stay.To is null ? null : LocalDate.Max(last.To.Value, stay.To.Value) };
                else
                    joined.Add(stay);
            }

            return joined;
        }
    }
}
