using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Orleans.Configuration;
using Permanence.Builders;
using Permanence.Grains;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Permanence.Silo.Doors;

namespace Permanence.Silo.Tests;

/// <summary>Who gets in by the ports that nodes talk through: nobody but nodes.</summary>
public sealed class DoorTests
{
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_embedded_platform_has_no_gateway_and_its_silo_takes_no_stranger()
    {
        await using var store = new SqliteStore();
        await using var node = await store.Start();
        using (node.AsPlatform())
            Assert.True((await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"))).Allowed);

        var ports = node.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;

        Assert.Equal(0, ports.GatewayPort);
        await GetsNothing(ports.SiloPort, pem: null);
        await GetsNothing(ports.SiloPort, ClusterKey.Another());
    }

    [Fact]
    public async Task A_stranger_at_a_clusters_gateway_gets_nothing_with_no_certificate_or_another()
    {
        Requires.Postgres();
        await using var store = await PostgresStore.New();
        await using var node = await store.Start();
        using (node.AsPlatform())
            Assert.True((await node.Child("WE-01").Open(Guid.NewGuid(), Example.File("WE-01"))).Allowed);
        var ports = node.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;

        foreach (var port in new[] { ports.GatewayPort, ports.SiloPort })
        {
            await GetsNothing(port, pem: null);
            await GetsNothing(port, ClusterKey.Another());
        }

        // So it is the certificate that keeps them out.
        using var known = Node(ports.GatewayPort);
        await known.StartAsync(Cancelled);
        Assert.True(await Asks(known));
        await known.StopAsync(Cancelled);
    }

    [Fact]
    public void Whatever_stands_in_a_nodes_file_is_taken_while_it_is_valid_and_nothing_else()
    {
        using var scratch = new Scratch();
        var (old, coming, own) = (ClusterKey.Another(), ClusterKey.Another(), ClusterKey.Another());
        var certificate = Read(scratch, own + coming + ClusterKey.Another(days: -1));

        Assert.True(certificate.Accepts(Shown(own), Now));
        Assert.True(certificate.Accepts(Shown(coming), Now));
        Assert.False(certificate.Accepts(Shown(old), Now));
        Assert.False(certificate.Accepts(null, Now));
        // One that is over, and one that will be.
        Assert.False(Read(scratch, own + ClusterKey.Another(days: -1)).Accepts(Shown(ClusterKey.Another(days: -1)), Now));
        Assert.False(certificate.Accepts(Shown(own), Now + Duration.FromDays(2)));
    }

    [Fact]
    public void A_certificate_that_the_program_made_is_one_that_it_reads()
    {
        using var scratch = new Scratch();
        var made = ClusterCertificate.Pem(Now);

        Assert.True(Read(scratch, made).Accepts(Shown(made), Now + ClusterCertificate.Validity - Duration.FromMinutes(1)));
        Assert.InRange(Read(scratch, made).ValidUntil, Now + ClusterCertificate.Validity - Duration.FromMinutes(1), Instant.MaxValue);
    }

    [Theory]
    [InlineData("", "holds no certificate")]
    [InlineData("not a certificate", "holds no certificate")]
    [InlineData(null, "holds no certificate")]
    public void A_file_that_is_no_certificate_is_said_with_the_setting_that_names_it(string? text, string said)
    {
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "cluster.pem");
        if (text is not null)
            File.WriteAllText(file, text);

        var refused = Assert.Throws<InvalidOperationException>(() => ClusterCertificate.Read(file, "PERMANENCE__CERTIFICATE"));

        Assert.StartsWith("PERMANENCE__CERTIFICATE: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Demonstration", "127.0.0.1")]
    [InlineData("none", "Production", "127.0.0.1")]
    [InlineData("none", "Demonstration", "")]
    [InlineData("none", "Demonstration", "10.0.0.7")]
    public void A_cluster_without_a_certificate_starts_only_where_nothing_real_is_kept(string? given, string environment, string address)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });

        var refused = Assert.Throws<InvalidOperationException>(() =>
            builder.UsePostgresCluster(
                new ClusterSettings
                {
                    ConnectionString = "Host=127.0.0.1;Port=1;Database=nowhere;Username=nobody",
                    Address = address,
                    SiloPort = 0,
                    GatewayPort = 0,
                    Certificate = given,
                }
            )
        );

        Assert.Contains("PERMANENCE__CERTIFICATE", refused.Message, StringComparison.Ordinal);
    }

    private static ClusterCertificate Read(Scratch scratch, string pem)
    {
        var file = Path.Combine(scratch.Folder, "cluster.pem");
        File.WriteAllText(file, pem);
        return ClusterCertificate.Read(file, "test");
    }

    private static X509Certificate2 Shown(string pem) => X509Certificate2.CreateFromPem(pem);

    // What reaches whoever comes with no certificate, or with another: the end of the connection, and not one byte of what a node says.
    private static async Task GetsNothing(int port, string? pem)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port, Cancelled);
        await using Stream stream = pem is null
            ? connection.GetStream()
            : new SslStream(connection.GetStream(), false, (_, shown, _, _) => shown is not null);
        try
        {
            if (stream is SslStream secured)
                await secured.AuthenticateAsClientAsync(
                    "permanence",
                    [X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPem(pem, pem).Export(X509ContentType.Pkcs12), null)],
                    checkCertificateRevocation: false
                );
            await stream.WriteAsync(new byte[64], Cancelled);
            Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancelled));
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException) { }
    }

    private static IHost Node(int port)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, port));
            client.Services.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("permanence", "permanence"));
            client.UseTls(ClusterCertificate.Read(ClusterKey.File, "test").Use);
            client.AddPermanence();
        });
        return builder.Build();
    }

    private static async Task<bool> Asks(IHost client)
    {
        using var asking = Caller.Platform("test", "test").Ask();
        return await client
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IChildGrain>(new ChildKey("north", "WE-01"))
            .Exists(Cancelled);
    }
}
