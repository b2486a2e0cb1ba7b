using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Occasions;

/// <summary>How often a duty arises.</summary>
public abstract partial record Occasion
{
    /// <summary>What may stand after <c>each</c>; each stands in a file of its own, and what an event may say comes last.</summary>
    internal static IReadOnlyList<OccasionKind> Kinds { get; } =
    [Once.Kind, EachPeriodOfCare.Kind, EachFosterFamily.Kind, EachReview.AtOne, EachReview.FromOne, EachEvent.Kind];

    private static readonly string[] Words = [.. Kinds.Where(kind => kind.Keys is null).Select(kind => kind.Key)];

    internal static Schema Schema { get; } =
        Schemas.Schema.OneOf([
            Schemas.Schema.Word(Words),
            .. Kinds.Select(kind => kind.Keys?.Saying($"Arises {kind.Means}.")).OfType<Schema>(),
        ]);

    /// <summary>As a council says it.</summary>
    public abstract string InWords(ISpeech speech);

    /// <summary>The entries from which it arises; null where it arises from none.</summary>
    internal virtual Selector? Entry => null;

    /// <summary>Whether it is about a period of care, so that leaving care ends what arose, if nothing else is said.</summary>
    internal virtual bool IsOfCare => false;

    /// <summary>Whether it may arise from several things at once, so that one of them says nothing about another.</summary>
    internal virtual bool IsForEach => false;

    internal static Occasion? Read(PolicyNode node, Definitions definitions)
    {
        if (!node.IsMap)
            return node.Word("an occasion", Words) is { } word ? Kinds.First(kind => kind.Key == word).Read(node, definitions) : null;
        var known = Kinds.First(kind => kind.Keys is not null && (kind == EachEvent.Kind || node.Get(kind.Key) is not null));
        return known.Read(node, definitions);
    }
}
