using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Permanence.Domain.Policies;

/// <summary>One file of a policy pack.</summary>
public sealed record PolicyFile(string Path, string Text);

/// <summary>A file as it was parsed: once, however many councils inherit it and however often it is bound.</summary>
/// <param name="Faults">Why it could not be parsed, or what no pack holds.</param>
internal sealed record PolicyDocument(PolicyFile Source, PolicyNode? Root, IReadOnlyList<PolicyFault> Faults)
{
    public static PolicyDocument Parse(PolicyFile source)
    {
        var faults = new List<PolicyFault>();
        return new(source, PolicyNode.Read(source, faults), faults);
    }

    public string Path => Source.Path;

    /// <summary>Its mapping, noting what is wrong in a list of the reader's own. Null where it is no YAML mapping.</summary>
    public PolicyNode? Open(List<PolicyFault> faults) => Root?.NotingIn(faults);

    public string Name => System.IO.Path.GetFileName(Source.Path);
}

/// <summary>
/// A YAML node that knows its file and line. Every reading notes a fault instead of throwing, so that one run reports them all.
/// </summary>
internal sealed class PolicyNode(YamlNode node, string file, List<PolicyFault> faults)
{
    public const int LargestFile = 1024 * 1024;

    /// <summary>Ten times what the longest sentence of a real pack takes.</summary>
    private const int LongestText = 4000;

    private const int LongestName = 100;

    /// <summary>Keys as packs wrote them before each word had one meaning, with what took their place.</summary>
    private static readonly (string Was, string Is)[] Renamed =
    [
        ("kind", "paper"),
        ("kind", "date-is"),
        ("each", "asked-of"),
        ("when", "applies"),
        ("option", "any-of"),
        ("is", "any-of"),
        ("is", "holds"),
        ("from", "at-least"),
        ("from", "left-open-by"),
        ("from", "since"),
        ("from", "began"),
        ("to", "ended"),
        ("nth", "nth-review"),
    ];

    /// <summary>A key that stands there unanswered until a council chooses; every other key has something after it.</summary>
    private const string MayBeBlank = "value";

    public string File => file;

    /// <summary>What stands there, as it was parsed.</summary>
    public YamlNode Written => node;

    /// <summary>Where this reading notes what is wrong.</summary>
    public List<PolicyFault> Faults => faults;

    public int Line => (int)node.Start.Line;

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    /// <summary>Whether the key stands there with nothing after it.</summary>
    public bool IsBlank => node is YamlScalarNode { Value: null or "" };

    /// <summary>The root mapping of a file, or null with the fault noted.</summary>
    public static PolicyNode? Read(PolicyFile source, List<PolicyFault> faults)
    {
        if (source.Text.Length > LargestFile)
        {
            faults.Add(new(source.Path, 1, $"The file is larger than {LargestFile / 1024} kB: split it by subject."));
            return null;
        }

        var reached = 1;
        try
        {
            var stream = new YamlStream();
            stream.Load(new PlainYaml(new Parser(new StringReader(source.Text)), line => reached = line));
            if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            {
                faults.Add(new(source.Path, 1, "The file must be one YAML mapping with named keys."));
                return null;
            }

            var node = new PolicyNode(root, source.Path, faults);
            node.RefuseWhatNoPackHolds("");
            return node;
        }
        catch (PlainYaml.RefusedException refused)
        {
            faults.Add(new(source.Path, reached, refused.Message));
        }
        catch (YamlException fault)
        {
            faults.Add(new(source.Path, (int)fault.Start.Line, $"Not YAML: {Spelling.Shortened(fault.Message, 300)}"));
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or InsufficientExecutionStackException))
        {
            // The scanner itself gives up on some slips, an unclosed bracket among them, without saying where, and with whatever exception
            // it meets.
            faults.Add(
                new(source.Path, reached, "Not YAML from about this line on: look for a bracket, brace or quote that is not closed.")
            );
        }

        return null;
    }

    // Said once here, so that no reader has to think of it: keys that are no words, texts that are no sentences, and what says nothing.
    private void RefuseWhatNoPackHolds(string key)
    {
        switch (node)
        {
            case YamlScalarNode { Value: null or "" } when key != MayBeBlank:
                Fault(
                    key.Length == 0
                        ? "There is nothing after the dash."
                        : $"'{key}' has nothing after it: fill it in, or leave the key out."
                );
                break;
            case YamlScalarNode { Value.Length: > LongestText } text:
                Fault($"A text of {text.Value!.Length} characters: the longest that a pack may hold is {LongestText}.");
                break;
            case YamlSequenceNode { Children.Count: 0 } or YamlMappingNode { Children.Count: 0 }:
                Fault(key.Length == 0 ? "An empty list or mapping says nothing." : $"'{key}' is empty: fill it in, or leave the key out.");
                break;
            case YamlSequenceNode list:
                var seen = new HashSet<YamlNode>();
                foreach (var item in list.Children)
                {
                    var one = new PolicyNode(item, file, faults);
                    one.RefuseWhatNoPackHolds("");
                    if (!seen.Add(item))
                        one.Fault("The same stands in this list already.");
                }

                break;
            case YamlMappingNode map:
                foreach (var (name, value) in map.Children)
                {
                    if (name is not YamlScalarNode { Value.Length: > 0 and <= LongestName } word)
                        faults.Add(new(file, (int)name.Start.Line, $"A key is a word of at most {LongestName} characters."));
                    else
                        new PolicyNode(value, file, faults).RefuseWhatNoPackHolds(word.Value);
                }

                break;
            default:
                break;
        }
    }

    // Words of a file are shortened where they are repeated; this is the last resort for one that was not.
    public void Fault(string message) => faults.Add(new(file, Line, Spelling.Shortened(message, 2500)));

    /// <summary>Notes that something is named here which nothing defines.</summary>
    /// <param name="what">What it is, as <c>moment second-review</c>.</param>
    public void Misses(string what, string message) => faults.Add(new(file, Line, Spelling.Shortened(message, 2500)) { Misses = what });

    /// <summary>Notes that something is not defined because of the fault that was found last.</summary>
    public void Loses(string what)
    {
        if (faults.Count > 0 && faults[^1].Loses is null)
            faults[^1] = faults[^1] with { Loses = what };
    }

    public PolicyNode NotingIn(List<PolicyFault> others) => new(node, file, others);

    public void RefuseUnknown(Keys known) => RefuseUnknown(known.Names, known.Has);

    /// <summary>Refuses keys that are not known, naming the nearest one.</summary>
    public void RefuseUnknown(params string[] known) => RefuseUnknown(known, known.Contains);

    private void RefuseUnknown(IReadOnlyList<string> known, Func<string, bool> isKnown)
    {
        foreach (var (key, value) in Pairs())
        {
            if (isKnown(key))
                continue;
            var renamed = Renamed.FirstOrDefault(pair => pair.Was == key && known.Contains(pair.Is)).Is;
            var advice = renamed is null ? Spelling.Nearest(key, known) : $" '{key}' is written '{renamed}' here.";
            faults.Add(
                new(
                    file,
                    KeyLine(key) ?? value.Line,
                    $"Unknown key '{Spelling.Shortened(key)}'.{advice} Known here: {string.Join(", ", known)}."
                )
            );
        }
    }

    public IEnumerable<(string Key, PolicyNode Value)> Pairs()
    {
        if (node is not YamlMappingNode map)
        {
            Fault("Keys with values are wanted here.");
            yield break;
        }

        foreach (var (key, value) in map.Children)
            yield return ((key as YamlScalarNode)?.Value ?? "", new PolicyNode(value, file, faults));
    }

    public PolicyNode? Get(string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? new PolicyNode(value, file, faults)
            : null;

    /// <summary>A key that must be there.</summary>
    public PolicyNode? Need(string key, string why)
    {
        var value = Get(key);
        if (value is null)
            Fault($"'{key}' is missing: {why}.");
        return value;
    }

    /// <summary>The items of a list; a single value is a list of one.</summary>
    public IEnumerable<PolicyNode> Items() =>
        node is YamlSequenceNode list ? list.Children.Select(item => new PolicyNode(item, file, faults)) : [this];

    public string? Text()
    {
        if (node is YamlScalarNode { Value.Length: > 0 } scalar)
            return scalar.Value;
        Fault("A text is wanted here.");
        return null;
    }

    public string? Text(string key) => Get(key)?.Text();

    /// <summary>What something is known by: a text of one line, short enough for an address.</summary>
    public string? Name()
    {
        if (Text() is not { } name)
            return null;
        if (name.Length <= LongestName && !name.Any(char.IsControl))
            return name;
        Fault($"'{Spelling.Shortened(name)}' is no name: one line of at most {LongestName} characters is wanted here.");
        return null;
    }

    public IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text()).OfType<string>()];

    public bool Flag(bool otherwise = false)
    {
        switch ((node as YamlScalarNode)?.Value)
        {
            case "true":
                return true;
            case "false":
                return false;
            default:
                Fault("true or false is wanted here.");
                return otherwise;
        }
    }

    public int? Whole(int from, int to)
    {
        if (
            int.TryParse((node as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= from
            && number <= to
        )
            return number;
        Fault($"A whole number from {from} to {to} is wanted here.");
        return null;
    }

    public LocalDate? Date()
    {
        if (LocalDatePattern.Iso.Parse((node as YamlScalarNode)?.Value ?? "") is { Success: true } date)
            return date.Value;
        Fault("A date such as 2020-07-16 is wanted here.");
        return null;
    }

    /// <summary>One of a closed list of words.</summary>
    public string? Word(string what, IReadOnlyCollection<string> known)
    {
        var word = Text();
        if (word is null || known.Contains(word))
            return word;
        var advice = Rewritten(word, known) is { } now
            ? $" '{Spelling.Shortened(word)}' is written '{now}' here."
            : Spelling.Nearest(word, known);
        Fault($"'{Spelling.Shortened(word)}' is not {what}.{advice} Known: {string.Join(", ", known)}.");
        return null;
    }

    /// <summary>The same of each of one or several.</summary>
    public IEnumerable<string> Words(string what, IReadOnlyCollection<string> known) =>
        Items().Select(item => item.Word(what, known)).OfType<string>();

    // As packs wrote it before: with spaces, or as records write the names of fields.
    private static string? Rewritten(string word, IReadOnlyCollection<string> known)
    {
        var written = FieldNames.Written(word).Replace(' ', '-').ToLowerInvariant();
        return known.FirstOrDefault(other => other == written);
    }

    /// <summary>A number with its unit, as in <c>20 working-days</c>.</summary>
    public TimeLimit? Limit()
    {
        var text = Text();
        if (text is null)
            return null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            Fault(
                $"'{Spelling.Shortened(text)}' has no unit: say {Spelling.Shortened(text)} working-days, days, weeks, months, "
                    + "years or hours."
            );
            return null;
        }

        TimeUnit? unit =
            parts.Length == 2
                ? parts[1] switch
                {
                    "hour" or "hours" => TimeUnit.Hours,
                    "day" or "days" => TimeUnit.Days,
                    "working-day" or "working-days" => TimeUnit.WorkingDays,
                    "week" or "weeks" => TimeUnit.Weeks,
                    "month" or "months" => TimeUnit.Months,
                    "year" or "years" => TimeUnit.Years,
                    _ => null,
                }
                : null;
        if (
            unit is { } known
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 0 and <= 1000
        )
            return new TimeLimit(count, known);
        Fault(
            $"'{Spelling.Shortened(text)}' is not a length of time: write a whole number and working-days, days, weeks, months, "
                + "years or hours, such as 20 working-days."
        );
        return null;
    }

    private int? KeyLine(string key) =>
        node is YamlMappingNode map
            ? map
                .Children.Keys.OfType<YamlScalarNode>()
                .Where(known => known.Value == key)
                .Select(known => (int?)known.Start.Line)
                .FirstOrDefault()
            : null;
}
