namespace Permanence.Api.Pages;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The id of its input; null when it is the whole.</param>
public sealed record FieldFault(string? Field, string Sentence);
