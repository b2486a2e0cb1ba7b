using NodaTime;
using Permanence.Domain.History;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

public abstract partial record EligibilityTest
{
    /// <summary>The child's age on the day, in whole years.</summary>
    public sealed record Age(int? From, int? Under) : EligibilityTest
    {
        private static readonly Keys OfAge = new(
            new Key("at-least", Schemas.Schema.Whole(0, 30)),
            new Key("under", Schemas.Schema.Whole(1, 30))
        );

        internal static EligibilityTestKind Kind { get; } =
            new(
                "the child's age on the day, in completed years, is `at-least` one number or `under` another",
                ["{ age: { at-least: 14 } }", "{ age: { under: 14 } }"],
                new Keys(Key.Needed("age", OfAge)),
                (node, _) =>
                {
                    var age = node.Get("age")!;
                    age.RefuseUnknown(OfAge);
                    var (least, under) = (age.Get("at-least")?.Whole(0, 30), age.Get("under")?.Whole(1, 30));
                    if (least is null && under is null)
                        age.Fault("An age test needs 'at-least' or 'under', in years.");
                    return new Age(least, under);
                }
            );

        internal override bool WantsMoreThan(EligibilityFacts facts) => facts.Born is null;

        internal override (bool Holds, string Because) Try(EligibilityFacts facts, LocalDate day, ICollection<string> unknown)
        {
            if (facts.Born is not { } birth)
                return NotKnown("the child's date of birth", unknown);
            var leapDayOnFirstOfMarch = facts.LeapDayOnFirstOfMarch ?? false;
            if (From is { } from)
            {
                var reached = Birthdays.Of(birth, from, leapDayOnFirstOfMarch);
                if (day < reached)
                    return (false, $"Born {InWords.Date(birth)}: {from} on {InWords.Date(reached)}, after {InWords.Date(day)}.");
            }

            if (Under is { } under)
            {
                var reached = Birthdays.Of(birth, under, leapDayOnFirstOfMarch);
                return (
                    day < reached,
                    $"Born {InWords.Date(birth)}: {(day < reached ? "under" : "no longer under")} {under} on {InWords.Date(day)}, "
                        + $"whose birthday is {InWords.Date(reached)}."
                );
            }

            return (true, $"Born {InWords.Date(birth)}: {Birthdays.AgeOn(birth, day, leapDayOnFirstOfMarch)} on {InWords.Date(day)}.");
        }
    }
}
