using System.Net;
using System.Net.Sockets;

namespace Permanence.Benchmarks;

internal static class Ports
{
    /// <summary>A port that nobody has.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
