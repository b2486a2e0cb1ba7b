using System.Text.RegularExpressions;
using Permanence.Builders;
using Xunit;

namespace Permanence.Domain.Tests;

/// <summary>
/// The rooms of the web program (<c>docs/house.md</c>) use each other one way, and addresses of pages are made in one of them.
/// </summary>
public sealed class RoomTests
{
    private static readonly string Api = Path.Combine(Repository.Root, "src", "Api");

    private static readonly IReadOnlyList<(string Room, string Path, string Text)> Files =
    [
        .. Directory
            .EnumerateFiles(Api, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".cshtml" && !Regex.IsMatch(path, @"[\\/](bin|obj|node_modules)[\\/]"))
            .Select(path => Path.GetRelativePath(Api, path).Replace('\\', '/'))
            .Where(path => path.Contains('/', StringComparison.Ordinal))
            .Select(path => (path.Split('/')[0], path, File.ReadAllText(Path.Combine(Api, path)))),
    ];

    // What each may use. Pages and calls answer side by side and know nothing of each other; what is live has pages draw by an interface.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Words"] = [],
        ["Proofs"] = [],
        ["Http"] = [],
        ["Access"] = ["Words", "Http"],
        ["Live"] = ["Words", "Http", "Access"],
        ["Endpoints"] = ["Words", "Http", "Access", "Live"],
        ["Pages"] = ["Words", "Proofs", "Http", "Access", "Live"],
        ["TagHelpers"] = ["Words", "Access", "Pages"],
        ["Hosting"] = ["Words", "Http", "Access", "Live", "Endpoints", "Pages"],
        ["CommandLine"] = ["Words", "Proofs", "Http", "Access", "Endpoints", "Hosting"],
    };

    private static readonly Regex Named = new(
        $@"Permanence\.Api\.({string.Join('|', MayUse.Keys)})\b|(?<![\w.""/])({string.Join('|', MayUse.Keys)})\.[A-Z]\w+"
    );

    private static readonly Regex Comment = new(@"^\s*(//|@\*).*$", RegexOptions.Multiline);

    private static IEnumerable<string> Offences(IEnumerable<(string Room, string Path, string Text)> files) =>
        from file in files
        from match in Named.Matches(Comment.Replace(file.Text, ""))
        let used = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value
        where used != file.Room && !MayUse[file.Room].Contains(used)
        select $"{file.Path}: {match.Value}";

    [Fact]
    public void Every_room_is_known() => Assert.Equal(MayUse.Keys.Order(), Files.Select(file => file.Room).Distinct().Order());

    [Fact]
    public void Rooms_use_each_other_one_way()
    {
        Assert.Empty(Offences(Files));
        // And so no two of them each other.
        Assert.DoesNotContain(MayUse, room => room.Value.Any(used => MayUse[used].Contains(room.Key)));
    }

    [Fact]
    public void A_room_that_points_back_would_be_found()
    {
        Assert.Single(Offences([("Live", "Live/X.cs", "using Permanence.Api.Pages.Boards;")]));
        Assert.Single(Offences([("Access", "Access/X.cs", "return Pages.Links.Home;")]));
        Assert.Empty(Offences([("Pages", "Pages/X.cs", "using Permanence.Api.Live;\n// Endpoints.Nothing")]));
    }

    // From the root, to a page: not to a file beside the pages, a partial, or where the invented people sign in.
    private static readonly Regex Address = new(@"(?:href|action)=""/(?!demo/|css/|js/|assets/)[^""]*""|\$""/\{|""/@\w");

    private static IEnumerable<string> Written(IEnumerable<(string Room, string Path, string Text)> files) =>
        from file in files
        where file.Room is "Pages" or "TagHelpers" or "Live" && file.Path != "Pages/Links.cs"
        from line in file.Text.Split('\n')
        where !line.StartsWith("@page", StringComparison.Ordinal)
        from match in Address.Matches(line)
        select $"{file.Path}: {match.Value}";

    [Fact]
    public void Addresses_of_pages_are_made_by_Links() => Assert.Empty(Written(Files));

    [Fact]
    public void An_address_written_by_hand_would_be_found()
    {
        Assert.Single(Written([("Pages", "Pages/X.cshtml", "<a href=\"/@Model.Authority/board\">")]));
        Assert.Single(Written([("Pages", "Pages/X.cs", "return $\"/{authority}/policy\";")]));
        Assert.Empty(Written([("Pages", "Pages/X.cshtml", "<a href=\"@Links.Board(Model.Authority)\">")]));
    }
}
