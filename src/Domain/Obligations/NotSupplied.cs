using Permanence.Domain.History;

namespace Permanence.Domain.Obligations;

/// <summary>
/// Tells what is not known to be done apart from what was not done: of a record that only returns have supplied, a duty that none of them
/// could answer. It stays as late as it is, because somebody has to look; what is said beside it is why nobody knows.
/// </summary>
internal static class NotSupplied
{
    public static void Say(List<Obligation> obligations, Supply supply)
    {
        if (!supply.OnlyByReturns)
            return;
        for (var index = 0; index < obligations.Count; index++)
        {
            var one = obligations[index];
            if ((one.IsToBeDone || one.Lapsed) && Words(one, supply) is { } words)
                obligations[index] = one with { IsNotSupplied = true, Unknown = one.Unknown is null ? words : $"{one.Unknown}; {words}" };
        }
    }

    private static string? Words(Obligation obligation, Supply supply)
    {
        string? file = null;
        var any = false;
        foreach (var selector in obligation.Duty!.AllThatMeet)
        {
            if (!supply.MayLack(selector.TypeName, selector.Where.Select(test => test.Field)))
                return null;
            any = true;
            file ??= supply.FileNotGiven(selector.TypeName);
        }

        return !any ? null
            : file is null ? "Whether it was done: not supplied by the return, which cannot say it"
            : $"Whether it was done: not supplied by the return, which was given without its file {file}";
    }
}
