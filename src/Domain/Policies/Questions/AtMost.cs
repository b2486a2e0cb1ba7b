using System.Globalization;
using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

public abstract partial record EligibilityTest
{
    /// <summary>A number is no larger than a limit.</summary>
    public sealed record AtMost(string Name, string Label, int Limit) : EligibilityTest
    {
        internal static EligibilityTestKind Kind { get; } =
            new(
                "a number that is asked for is no larger than a limit",
                ["{ number: miles-away, at-most: 20 }"],
                new Keys(Key.Needed("number", EligibilityTestKind.Fact), Key.Needed("at-most", Schemas.Schema.Whole(0, 1000))),
                (node, facts) =>
                {
                    var number = Named(node.Get("number"), facts);
                    return node.Need("at-most", "say the limit")?.Whole(0, 1000) is { } limit && number is var (name, label)
                        ? new AtMost(name, label, limit)
                        : null;
                }
            );

        internal override string? Asks => Name;

        internal override bool WantsMoreThan(EligibilityFacts facts) => !facts.Numbers.ContainsKey(Name);

        internal override (bool Holds, string Because) Try(EligibilityFacts facts, LocalDate day, ICollection<string> unknown)
        {
            if (!facts.Numbers.TryGetValue(Name, out var number))
                return NotKnown(Label, unknown);
            var said = number.ToString(CultureInfo.InvariantCulture);
            return (number <= Limit, $"{Capital(Label)}: {said}, against {Limit}: {(number <= Limit ? "within it" : "outside it")}.");
        }
    }
}
