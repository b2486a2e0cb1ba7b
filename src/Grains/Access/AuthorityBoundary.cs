namespace Permanence.Grains.Access;

/// <summary>
/// Between nodes and programs that ask and the grains that answer: an authority's grains answer its own people.
/// What a grain asks of another on somebody's behalf was checked where it came in.
/// </summary>
public sealed class AuthorityBoundary : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    // Carried by calls that a grain makes. Only the filter of a silo sets it, and only where a grain is asking.
    internal const string PlatformMark = "platform";

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (IsOurs(context.Grain) && !IsAskedByGrain(context) && !MayAsk(context.TargetId))
            throw new NotYoursException();
        return context.Invoke();
    }

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext?.GrainInstance is { } asking && IsOurs(asking))
            RequestContext.Set(PlatformMark, true);
        return context.Invoke();
    }

    // The mark alone could be set by any program that reaches the gateway, so the sender has to be a grain as well. A grain's own timer
    // comes as a call from itself; a reminder comes from the silo.
    private static bool IsAskedByGrain(IIncomingGrainCallContext context) =>
        context.SourceId is { } source
        && !source.IsClient()
        && (source == context.TargetId || source.IsSystemTarget() || RequestContext.Get(PlatformMark) is true);

    private static bool MayAsk(GrainId target)
    {
        if (Caller.Current is not { } caller || target.Key.ToString() is not { } key)
            return false;
        return GrainKeys.Parse(key) is ICouncilKey council
            && caller.MayWorkWith(council.Authority)
            && (council is not ChildKey || caller.ReadsRecords);
    }

    private static bool IsOurs(object grain) => grain.GetType().Namespace?.StartsWith("Permanence", StringComparison.Ordinal) is true;
}
