using System.Data.Common;
using System.Net.Sockets;
using Permanence.Grains.Keeping;

namespace Permanence.Api.Http;

/// <summary>Tells a cluster or a store that cannot be reached just now from a fault of this program.</summary>
internal static class Away
{
    /// <summary>A stored record that cannot be read: asking again does not help. Orleans wraps what its storage says.</summary>
    public static bool IsUnreadable(Exception fault) => fault.GetBaseException() is RecordUnreadableException;

    public static bool Is(Exception fault) =>
        fault switch
        {
            _ when IsUnreadable(fault) => false,
            StoreAwayException or TimeoutException or OrleansException or DbException or SocketException => true,
            AggregateException many => many.InnerExceptions.All(Is),
            { InnerException: { } inner } => Is(inner),
            _ => false,
        };
}
