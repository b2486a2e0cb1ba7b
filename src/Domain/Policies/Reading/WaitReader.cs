using Permanence.Domain.History;
using Permanence.Domain.Policies.Conditions;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads how long a child may wait at each stage.</summary>
internal static class WaitReader
{
    private static readonly string[] CountsFrom = ["stage", "entry"];

    internal static Keys WaitKeys { get; } =
        new(
            Key.Needed("clause", Schema.Clause),
            Key.Needed("stage", Schema.Word(Stage.Names).Saying("Where the child waits.")),
            Key.Needed("within", Schema.Limit.Saying("How long, in days, weeks, months or years.")),
            new("of", Schema.Word(CountsFrom).Saying("What it is counted from: the day the stage began if left out, or entry to care.")),
            new("when", Schema.OneOrMany(Schema.Defined("condition")))
        );

    public static Wait? Read(PolicyNode node, Definitions definitions, bool isNational)
    {
        node.RefuseUnknown(WaitKeys);
        var clause = definitions.Clause(node);
        var stage = node.Need("stage", "say where the child waits")?.Word("a stage", Stage.Names);
        var within = node.Need("within", "say how long")?.Limit();
        if (within is { Unit: TimeUnit.Hours or TimeUnit.WorkingDays })
            node.Get("within")!.Fault("A wait is counted in days, weeks, months or years.");
        return clause is null || stage is null || within is null
            ? null
            : new Wait(clause, stage, within, Condition.ReadAll(node.Get("when"), definitions))
            {
                FromEntry = node.Get("of")?.Word("what a wait is counted from", CountsFrom) == "entry",
                IsNational = isNational,
            };
    }
}
