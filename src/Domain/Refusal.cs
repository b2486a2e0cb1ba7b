namespace Permanence.Domain;

/// <summary>
/// Why something was not done: a value, never an exception, because a refusal is part of the record of what was tried.
/// </summary>
/// <param name="Code">Stable, for programs: <c>unknown-event-type</c>.</param>
/// <param name="Sentence">For people: what is wrong and what would be right.</param>
/// <param name="Field">Where it is wrong, as a path into what was sent: <c>events[2].for</c>. Null when it is the whole.</param>
/// <param name="Clause">The policy clause or regulation that refuses, where one does.</param>
public sealed record Refusal(string Code, string Sentence, string? Field = null, string? Clause = null);

/// <summary>Either a value or the reasons there is none.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    public T? Value { get; }

    public IReadOnlyList<Refusal> Refusals { get; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Refusals.Count == 0;

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    public static implicit operator Outcome<T>(List<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));
}
