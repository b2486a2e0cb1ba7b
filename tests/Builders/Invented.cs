using System.Text;
using System.Text.RegularExpressions;
using Permanence.Domain.Policies;

namespace Permanence.Builders;

/// <summary>
/// The two invented councils of the config folder's own pages, as they stand there: Saltmarsh of <c>README.md</c>, a policy's dates, and
/// Fenmarsh of <c>beyond-dates.md</c>, what a policy says beside them. No test needs a real council to try a rule of the program.
/// </summary>
public static partial class Invented
{
    private static readonly Lazy<string> Readme = new(() => Page("README.md"));
    private static readonly Lazy<IReadOnlyList<PolicyFile>> OfReadme = new(() => Blocks(Readme.Value));
    private static readonly Lazy<IReadOnlyList<PolicyFile>> OfBeyond = new(() => Blocks(Page("beyond-dates.md")));

    public static IReadOnlyList<PolicyFile> Saltmarsh => OfReadme.Value;

    public static IReadOnlyList<PolicyFile> Fenmarsh => OfBeyond.Value;

    /// <summary>The first worked case that the page gives of Saltmarsh, as JSON.</summary>
    public static byte[] SaltmarshCase => SaltmarshCases[0];

    /// <summary>Every worked case of the page.</summary>
    public static IReadOnlyList<byte[]> SaltmarshCases =>
        [.. CaseBlock().Matches(Readme.Value).Select(block => Encoding.UTF8.GetBytes(block.Groups[1].Value))];

    private static string Page(string name) => File.ReadAllText(Path.Combine(Repository.Config, name)).ReplaceLineEndings("\n");

    private static IReadOnlyList<PolicyFile> Blocks(string page) =>
        [.. FileBlocks().Matches(page).Select(block => new PolicyFile(block.Groups[1].Value, block.Groups[2].Value))];

    [GeneratedRegex("```yaml\n# ((?:authorities|agencies)/[^\n]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FileBlocks();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CaseBlock();
}
