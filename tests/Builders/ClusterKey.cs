using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Permanence.Builders;

/// <summary>The certificate by which the nodes of this run's clusters know each other.</summary>
public static class ClusterKey
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var file = Path.Combine(Path.GetTempPath(), $"permanence-cluster-{Environment.ProcessId}.pem");
        System.IO.File.WriteAllText(file, Another());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(file);
        return file;
    });

    /// <summary>Where it is.</summary>
    public static string File => Made.Value;

    /// <summary>One that no cluster has, as PEM.</summary>
    /// <param name="days">For how many days from now it is valid; over already where negative.</param>
    public static string Another(int days = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            now.AddDays(-10),
            now.AddDays(days)
        );
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }
}
