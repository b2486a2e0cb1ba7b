using System.Data.Common;
using System.Net.Sockets;

namespace Permanence.Api.Http;

/// <summary>Tells a cluster or a store that cannot be reached just now from a fault of this program.</summary>
internal static class Away
{
    public static bool Is(Exception fault) => fault switch
    {
        TimeoutException or OrleansException or DbException or SocketException => true,
        AggregateException many => many.InnerExceptions.All(Is),
        { InnerException: { } inner } => Is(inner),
        _ => false
    };
}
