using System.Net;
using System.Net.Sockets;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.CommandLine;

public sealed class ServeTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:{0}")]
    public async Task A_taken_port_is_said_in_one_sentence_with_the_address_and_the_setting(string urls)
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var address = string.Format(null, urls, ((IPEndPoint)somebody.LocalEndpoint).Port);

        var serve = await Serve(address);

        Assert.Equal(1, serve.ExitCode);
        Assert.Equal(
            $"Cannot listen at {address.Split(';')[^1]}: another program listens there. Give another address with --urls.\n",
            serve.Error
        );
        Assert.Empty(serve.Output);
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is no address to listen at: write it as http://")]
    [InlineData("http://127.0.0.1:99999", "Cannot listen at http://127.0.0.1:99999: ports end at 65535.")]
    [InlineData("http://203.0.113.9:5080", "Cannot listen at http://203.0.113.9:5080: this machine has no such address.")]
    public async Task An_address_that_is_none_here_is_said_too(string address, string sentence)
    {
        var serve = await Serve(address);

        Assert.Equal(1, serve.ExitCode);
        Assert.StartsWith(sentence, serve.Error, StringComparison.Ordinal);
        Assert.Single(serve.Error.TrimEnd('\n').Split('\n'));
    }

    private static async Task<Terminal> Serve(string urls)
    {
        var data = Directory.CreateTempSubdirectory("permanence-serve-");
        try
        {
            return await Terminal.Run("serve", "--config", Repository.Config, "--data", data.FullName, "--demo", "none", "--urls", urls);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
