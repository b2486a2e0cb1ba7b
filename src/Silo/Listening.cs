using System.Net;
using System.Net.Sockets;

namespace Permanence.Silo;

/// <summary>This program cannot listen where it is told to. The message names the address, why, and the setting to change.</summary>
public sealed class CannotListenException : IOException
{
    public CannotListenException() { }

    public CannotListenException(string message)
        : base(message) { }

    public CannotListenException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>
/// Tries addresses before anything is started: a program that finds out at the end of its start that a port is taken has by then joined a
/// cluster, and says so in many words of its parts.
/// </summary>
public static class Listening
{
    /// <param name="port">0 for any that is free, which there always is.</param>
    /// <param name="shown">The address as the setting has it.</param>
    /// <param name="setting">Where another is given: <c>--urls</c>.</param>
    /// <exception cref="CannotListenException">Somebody else listens there, or nobody can.</exception>
    public static void Try(IPAddress address, int port, string shown, string setting)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new CannotListenException(
                $"Cannot listen at {shown}: ports end at {IPEndPoint.MaxPort}. Give another address with {setting}."
            );
        }

        if (port == 0)
            return;
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException fault)
        {
            var why = fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there",
                SocketError.AddressNotAvailable => "this machine has no such address",
                SocketError.AccessDenied => "this program's user may not listen at that port",
                _ => fault.Message,
            };
            throw new CannotListenException($"Cannot listen at {shown}: {why}. Give another address with {setting}.", fault);
        }
    }
}
