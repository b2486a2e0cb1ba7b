using NodaTime;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

public abstract partial record EligibilityTest
{
    /// <summary>A fact is so, or is not so.</summary>
    public sealed record Fact(string Name, string Label, bool Is) : EligibilityTest
    {
        internal static EligibilityTestKind Kind { get; } =
            new(
                "a fact is so; with `holds: false`, is not so",
                ["{ fact: parent }", "{ fact: parent, holds: false }"],
                new Keys(Key.Needed("fact", EligibilityTestKind.Fact), new Key("holds", Schemas.Schema.Flag)),
                (node, facts) =>
                    Named(node.Get("fact"), facts) is var (name, label) ? new Fact(name, label, node.Get("holds")?.Flag() ?? true) : null
            );

        internal override string? Asks => Name;

        internal override (bool Holds, string Because) Try(EligibilityFacts facts, LocalDate day, ICollection<string> unknown) =>
            facts.Known.TryGetValue(Name, out var known)
                ? (known == Is, $"{(known ? "So" : "Not so")}: {Label}.")
                : NotKnown(Label, unknown);
    }
}
