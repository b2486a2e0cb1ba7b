namespace Permanence.Domain.Obligations;

/// <summary>
/// Something said of an obligation, put into words when somebody asks: a board reads thousands of obligations and says nothing of most.
/// </summary>
internal abstract class Sentence
{
    private string? said;

    public static Sentence Of(string said) => new Sentence<string>(said, static said => said);

    /// <param name="about">What it is about. The words hold nothing else, so that nothing is made for them before somebody asks.</param>
    public static Sentence Of<T>(T about, Func<T, string> words) => new Sentence<T>(about, words);

    protected abstract string Say();

    public sealed override string ToString() => said ??= Say();
}

internal sealed class Sentence<T>(T about, Func<T, string> words) : Sentence
{
    protected override string Say() => words(about);
}
