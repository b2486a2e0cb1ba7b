using System.Globalization;
using Permanence.Domain;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Permanence.Demo;

/// <summary>One mapping of a YAML file that notes what is wrong with it as <c>file:line</c>, and goes on reading.</summary>
internal sealed class YamlMap
{
    private readonly string file;
    private readonly YamlMappingNode node;
    private readonly List<Refusal> faults;

    private YamlMap(string file, YamlMappingNode node, List<Refusal> faults) => (this.file, this.node, this.faults) = (file, node, faults);

    public string At => Where(node);

    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!);

    public static YamlMap? Open(string path, List<Refusal> faults)
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            faults.Add(new Refusal(RefusalCodes.MissingFile, $"There is no file {file}.", $"{file}:1"));
            return null;
        }

        try
        {
            using var text = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(text);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return new YamlMap(file, root, faults);
            faults.Add(new Refusal(RefusalCodes.NotAMapping, $"{file} is one document of keys and values.", $"{file}:1"));
        }
        catch (YamlException fault)
        {
            faults.Add(
                new Refusal(
                    RefusalCodes.NotYaml,
                    fault.InnerException?.Message ?? fault.Message,
                    string.Create(CultureInfo.InvariantCulture, $"{file}:{fault.Start.Line}")
                )
            );
        }

        return null;
    }

    public bool Has(string key) => Find(key) is not null;

    public string AtKey(string key) => Where(node.Children.Keys.OfType<YamlScalarNode>().First(known => known.Value == key));

    public void RefuseUnknown(params string[] known)
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
                Fault(RefusalCodes.UnknownKey, $"There is no key '{key}' here: it may be {string.Join(", ", known)}.", key);
        }
    }

    public string Text(string key)
    {
        if (OptionalText(key) is { } text)
            return text;
        Fault(RefusalCodes.MissingField, $"'{key}' is missing.", node);
        return "";
    }

    public string? OptionalText(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        var other => Refused<string?>(RefusalCodes.NotText, $"'{key}' is text.", other, null)
    };

    public int Number(string key, int least, int most)
    {
        if (OptionalNumber(key, least, most) is { } number)
            return number;
        if (Find(key) is null)
            Fault(RefusalCodes.MissingField, $"'{key}' is missing.", node);
        return least;
    }

    public int? OptionalNumber(string key, int least, int most) => Find(key) switch
    {
        null => null,
            YamlScalarNode { Value: { } text }
                when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most => number,
        var other => Refused<int?>(RefusalCodes.BadNumber, $"'{key}' is a whole number from {least} to {most}.", other, null)
    };

    public bool Flag(string key) => Find(key) switch
    {
        null => false,
        YamlScalarNode { Value: "true" } => true,
        YamlScalarNode { Value: "false" } => false,
        var other => Refused(RefusalCodes.BadFlag, $"'{key}' is true or false.", other, false)
    };

    public T Choice<T>(string key, string word, T otherwise, params (string Word, T Value)[] known)
    {
        foreach (var (name, value) in known)
        {
            if (name == word)
                return value;
        }

        return Refused(
            RefusalCodes.UnknownValue,
            $"'{word}' is not a value of '{key}': one of {string.Join(", ", known.Select(choice => choice.Word))}.",
            Find(key) ?? node,
            otherwise
        );
    }

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode mapping => new YamlMap(file, mapping, faults),
        var other => Refused<YamlMap?>(RefusalCodes.NotAMapping, $"'{key}' holds keys and values.", other, null)
    };

    public IReadOnlyList<YamlMap> Maps(string key) =>
        [
            .. Items(key)
                .Select(item =>
                    item is YamlMappingNode mapping
                        ? new YamlMap(file, mapping, faults)
                        : Refused<YamlMap?>(RefusalCodes.NotAMapping, $"An entry of '{key}' holds keys and values.", item, null)
                )
                .OfType<YamlMap>(),
        ];

    public IReadOnlyList<string> Texts(string key) =>
        [
            .. Items(key)
                .Select(item =>
                    item is YamlScalarNode { Value: { Length: > 0 } text }
                        ? text
                        : Refused<string?>(RefusalCodes.NotText, $"An entry of '{key}' is text.", item, null)
                )
                .OfType<string>(),
        ];

    private IEnumerable<YamlNode> Items(string key) => Find(key) switch
    {
        YamlSequenceNode { Children.Count: > 0 } list => list.Children,
        null => Refused<IEnumerable<YamlNode>>(RefusalCodes.MissingField, $"'{key}' is missing.", node, []),
        var other => Refused<IEnumerable<YamlNode>>(RefusalCodes.NotAList, $"'{key}' is a list with at least one entry.", other, [])
    };

    private YamlNode? Find(string key) =>
        node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    private T Refused<T>(string code, string sentence, YamlNode at, T otherwise)
    {
        Fault(code, sentence, at);
        return otherwise;
    }

    private void Fault(string code, string sentence, YamlNode at) => faults.Add(new Refusal(code, sentence, Where(at)));

    private string Where(YamlNode at) => string.Create(CultureInfo.InvariantCulture, $"{file}:{at.Start.Line}");
}
