using System.Text.RegularExpressions;
using Permanence.Builders;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>No circles in the core: a folder of Domain knows only folders that stand before it in this order.</summary>
public sealed partial class FolderDirectionTests
{
    private static readonly string Domain = Path.Combine(Repository.Root, "src", "Domain");

    /// <summary>What knows nothing first. Files outside a folder are for all of them and know none.</summary>
    private static readonly string[] Order =
    [
        "Records",
        "Views",
        "Calendar",
        "Returns",
        "History",
        "Policies",
        "Obligations",
        "Eligibility",
        "Lists",
        "People",
        "Boards",
        "Agencies",
        "Proofs",
    ];

    private static readonly IReadOnlyList<(string Folder, string Path, string Text)> Files =
    [
        .. Directory
            .EnumerateFiles(Domain, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(Domain, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .Where(file =>
                !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal)
            )
            .Select(file => (file.Path.Contains('/', StringComparison.Ordinal) ? file.Path.Split('/')[0] : "", file.Path, file.Text)),
    ];

    // A using, or a name that begins with a folder, as in Records.Timeline.London. A folder has no methods, so what is called like one and
    // asked something, as Agencies.Any(), is a property. Comments may speak of anything.
    [GeneratedRegex(
        @"(?:using Permanence\.Domain\.|(?<made>new )?(?<![\w.""])(?:Permanence\.)?(?:Domain\.)?)"
            + "(Records|Views|Calendar|Returns|History|Policies|Obligations|Eligibility|Lists|Boards|Agencies|Proofs)"
            + @"(?:;|\.[A-Z](?>\w*)(?(made)|(?!\()))"
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    private static IEnumerable<string> Offences(
        IEnumerable<(string Folder, string Path, string Text)> files,
        IReadOnlyList<string> order
    ) =>
        from file in files
        from Match match in Named().Matches(Comment().Replace(file.Text, ""))
        let other = match.Groups[1].Value
        where other != file.Folder && IndexOf(order, other) >= IndexOf(order, file.Folder)
        select $"{file.Path} knows {other}";

    private static int IndexOf(IReadOnlyList<string> order, string folder) => order.ToList().IndexOf(folder);

    [Fact]
    public void Every_folder_of_the_core_has_its_place() =>
        Assert.Equal([], Files.Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct().Except(Order));

    [Fact]
    public void A_folder_knows_only_what_stands_before_it() => Assert.Equal([], Offences(Files, Order).Distinct());

    [Theory]
    [InlineData("Policies", "using Permanence.Domain.Obligations;", true)]
    [InlineData("Policies", "        Obligations.Force.Must => 1,", true)]
    [InlineData("Policies", "using Permanence.Domain.Records;", false)]
    [InlineData("Policies", "    // Obligations.Force was here once.", false)]
    [InlineData("Policies", "        duty.Obligations.First()", false)]
    [InlineData("Policies", "        Obligations.Any(one => one.IsMet)", false)]
    [InlineData("Policies", "        new Obligations.Gate(one)", true)]
    [InlineData("Policies", "        Obligations.Gatekeeping.Try(one)", true)]
    [InlineData("Obligations", "using Permanence.Domain.Policies.Reference;", false)]
    [InlineData("", "using Permanence.Domain.Records;", true)]
    public void A_circle_would_be_found(string folder, string line, bool found) =>
        Assert.Equal(found, Offences([(folder, "X.cs", line)], Order).Any());
}
