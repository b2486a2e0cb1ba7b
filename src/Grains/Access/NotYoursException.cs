namespace Permanence.Grains.Access;

/// <summary>
/// The caller may not ask this grain anything. Says the same whether or not there is such a record, and names neither.
/// A fault rather than a refusal: the caller's own node should have refused before.
/// </summary>
[GenerateSerializer]
[Alias("permanence.not-yours")]
public sealed class NotYoursException : Exception
{
    public const string Code = "not-yours";

    public NotYoursException()
        : base("This record belongs to another authority.") { }

    public NotYoursException(string message)
        : base(message) { }

    public NotYoursException(string message, Exception innerException)
        : base(message, innerException) { }
}
