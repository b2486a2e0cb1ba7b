using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Permanence.Domain.Policies;

/// <summary>
/// Passes on what a parser reads, and refuses what could make a small file a huge one before anything is built of it.
/// </summary>
/// <param name="reached">Told the line of whatever is read.</param>
internal sealed class PlainYaml(Parser parser, Action<int> reached) : IParser
{
    private const int Deepest = 20;

    private int depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        if (!parser.MoveNext())
            return false;
        reached((int)parser.Current!.Start.Line);
        // An alias can make a small file stand for a huge one, and a policy needs none.
        if (parser.Current is AnchorAlias || parser.Current is NodeEvent { Anchor.IsEmpty: false })
            throw new RefusedException("Anchors and aliases (& and *) are not part of a pack: write the value out.");
        depth += parser.Current switch
        {
            MappingStart or SequenceStart => 1,
            MappingEnd or SequenceEnd => -1,
            _ => 0,
        };
        return depth <= Deepest ? true : throw new RefusedException("More than 20 levels deep: a pack needs no more than six.");
    }

    /// <summary>YAML that no pack is written in; the message is a sentence for its author.</summary>
    public sealed class RefusedException(string message) : Exception(message);
}
