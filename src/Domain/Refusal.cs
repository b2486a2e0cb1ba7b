namespace Permanence.Domain;

/// <summary>
/// Why something was not done: a value, never an exception, because a refusal is part of the record of what was tried.
/// </summary>
/// <param name="Code">Stable, for programs: one of <see cref="RefusalCodes"/>.</param>
/// <param name="Sentence">For people: what is wrong and what would be right.</param>
/// <param name="Field">Where it is wrong, as a path into what was sent: <c>events[2].for</c>. Null when it is the whole.</param>
/// <param name="Clause">The policy clause or regulation that refuses, where one does.</param>
public sealed record Refusal(string Code, string Sentence, string? Field = null, string? Clause = null)
{
    /// <summary>
    /// What sort of refusal it is. It travels and is stored with the refusal, so that a node that does not know the code yet still answers
    /// with the right status; a refusal that was stored without one has the kind that its code is named with.
    /// </summary>
    public RefusalKind Kind { get; init; } = RefusalCodes.KindOf(Code);
}

/// <summary>What sort of refusal: what a caller does next depends on it, and over HTTP the status follows from it.</summary>
public enum RefusalKind
{
    /// <summary>What was sent is wrong, or a policy stands before it: send something else.</summary>
    Invalid,

    /// <summary>What it is about is not there.</summary>
    NotFound,

    /// <summary>It is there already, or is not in the state that this needs: look again first.</summary>
    Conflict,

    /// <summary>It is not the caller's to do.</summary>
    NotYours,

    /// <summary>It is larger than is taken: send less.</summary>
    TooLarge,

    /// <summary>The store or the cluster did not answer: send the same again.</summary>
    Unavailable,
}

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
