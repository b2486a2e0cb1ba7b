using System.Collections.Concurrent;
using Orleans.Concurrency;
using Permanence.Grains;
using Permanence.Grains.Children;

namespace Permanence.Api.Live;

/// <summary>
/// Counts what is recorded through this node. Who records something and then looks at the board sees it there, though the board's message
/// may still be under way.
/// </summary>
internal sealed class OwnRecordings : IOutgoingGrainCallFilter
{
    private static readonly HashSet<string> Commands =
    [
        .. typeof(IChildGrain)
            .GetMethods()
            .Where(method => !method.IsDefined(typeof(ReadOnlyAttribute), inherit: false))
            .Select(method => method.Name),
    ];

    private readonly ConcurrentDictionary<string, long> counted = new(StringComparer.Ordinal);

    /// <summary>How often something was recorded of a council's children.</summary>
    public long Of(string authority) => counted.GetValueOrDefault(authority);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        if (
            context.InterfaceMethod?.DeclaringType == typeof(IChildGrain)
            && Commands.Contains(context.InterfaceMethod.Name)
            && context.TargetId.Key.ToString() is { } key
            && GrainKeys.Parse(key) is ChildKey child
        )
            counted.AddOrUpdate(child.Authority, 1, static (_, before) => before + 1);
    }
}
