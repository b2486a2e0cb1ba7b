using Permanence.Domain;

namespace Permanence.Grains.Keeping;

/// <summary>
/// The store did not answer, or not in time. Whoever asked may ask again a little later; a command with the same id is then done once.
/// Says nothing of drivers, hosts or columns, and can be read on every node, which the drivers' own faults cannot.
/// </summary>
[GenerateSerializer]
[Alias("permanence.store-away")]
public sealed class StoreAwayException : Exception
{
    public StoreAwayException()
        : base(StoreAway.Refusal.Sentence) { }

    public StoreAwayException(string message)
        : base(message) { }

    public StoreAwayException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>The same as a refusal, for commands that answer with refusals.</summary>
public static class StoreAway
{
    public static readonly Refusal Refusal = new(
        RefusalCodes.StoreUnavailable,
        "This could not be saved just now. Send the same command again: it is done once."
    );

    /// <summary>The answer, for callers that are told of a store that is away by a fault.</summary>
    /// <exception cref="StoreAwayException">The store is away.</exception>
    internal static T OrAway<T>(this Outcome<T> outcome) =>
        outcome.Refusals.Any(refusal => refusal.Kind == RefusalKind.Unavailable) ? throw new StoreAwayException()
        : outcome.Succeeded ? outcome.Value
        : throw new InvalidOperationException(outcome.Refusals[0].Code);
}
