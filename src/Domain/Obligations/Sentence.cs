namespace Permanence.Domain.Obligations;

/// <summary>
/// Something said of an obligation, put into words when somebody asks: a board reads thousands of obligations and says nothing of most.
/// </summary>
internal sealed class Sentence
{
    private readonly Func<string>? words;
    private string? said;

    public Sentence(Func<string> words) => this.words = words;

    public Sentence(string said) => this.said = said;

    public override string ToString() => said ??= words!();
}
