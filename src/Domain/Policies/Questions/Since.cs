using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

public abstract partial record EligibilityTest
{
    /// <summary>So much time has passed since a day.</summary>
    public sealed record Since(string Name, string Label, TimeLimit AtLeast) : EligibilityTest
    {
        private static readonly Keys OfTheDay = new(
            Key.Needed("day", EligibilityTestKind.Fact),
            Key.Needed("at-least", EligibilityTestKind.Length)
        );

        internal static EligibilityTestKind Kind { get; } =
            new(
                "so long has passed since a day that is asked for",
                ["{ since: { day: moved-in, at-least: 10 weeks } }"],
                new Keys(Key.Needed("since", OfTheDay)),
                (node, facts) =>
                {
                    var since = node.Get("since")!;
                    since.RefuseUnknown(OfTheDay);
                    var day = Named(since.Need("day", "time passes since a day"), facts);
                    return Length(since.Need("at-least", "say how long")) is { } length && day is var (name, label)
                        ? new Since(name, label, length)
                        : null;
                }
            );

        internal override string? Asks => Name;

        internal override bool WantsMoreThan(EligibilityFacts facts) => !facts.Days.ContainsKey(Name);

        internal override (bool Holds, string Because) Try(EligibilityFacts facts, LocalDate day, ICollection<string> unknown)
        {
            if (!facts.Days.TryGetValue(Name, out var from))
                return NotKnown(Label, unknown);
            var first = Later(from, AtLeast);
            return (
                day >= first,
                $"{Capital(Label)} {InWords.Date(from)}; {AtLeast.InWords()} later is {InWords.Date(first)}, "
                    + $"which {(day >= first ? "has come" : "has not come")} by {InWords.Date(day)}."
            );
        }
    }
}
