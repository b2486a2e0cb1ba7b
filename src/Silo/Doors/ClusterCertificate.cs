using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodaTime;
using Orleans.Connections.Security;
using Permanence.Grains;

namespace Permanence.Silo.Doors;

/// <summary>
/// By which the nodes of a platform know each other. All of them hold the same certificate with its key and talk to nobody who does not, in
/// either direction: whoever reaches a node's ports without it gets nothing, not even a refusal.
/// </summary>
public sealed class ClusterCertificate
{
    /// <summary>In place of a file: nodes take each other's word. Only on this machine's own addresses, and never in production.</summary>
    public const string None = "none";

    /// <summary>How long a certificate that this program makes is valid.</summary>
    public static readonly Duration Validity = Duration.FromDays(730);

    // As TLS itself reads it: no other clock makes a certificate valid.
    private static readonly TimeProviderClock Machine = new(TimeProvider.System);

    private readonly X509Certificate2 own;
    private readonly HashSet<string> accepted;

    private ClusterCertificate(X509Certificate2 own, IEnumerable<X509Certificate2> accepted) =>
        (this.own, this.accepted) = (own, accepted.Append(own).Select(Fingerprint).ToHashSet(StringComparer.Ordinal));

    /// <summary>Until when others take it.</summary>
    public Instant ValidUntil => EndOf(own);

    /// <summary>
    /// From a PEM file with the key and its certificate first. Further certificates in it are taken from other nodes too, so that one can
    /// be exchanged for another while the platform runs: add the new one behind on every node, then put it in front.
    /// </summary>
    /// <param name="file">Where it is.</param>
    /// <param name="setting">The setting that names the file, for what is said where it cannot be used.</param>
    /// <exception cref="InvalidOperationException">It cannot be used; the message is for people.</exception>
    public static ClusterCertificate Read(string file, string setting)
    {
        try
        {
            var text = File.ReadAllText(file);
            var all = new X509Certificate2Collection();
            all.ImportFromPem(text);
            using var first = X509Certificate2.CreateFromPem(text, text);
            return new ClusterCertificate(WithKey(first), all);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"{setting}: {file} holds no certificate with its key that could be used ({fault.Message.TrimEnd('.')}). Make one with "
                    + "'permanence certificate --to FILE' and give the same file to every node.",
                fault
            );
        }
    }

    /// <summary>One that nobody but this process holds.</summary>
    public static ClusterCertificate OfThisProcess()
    {
        using var made = Made(Machine.GetCurrentInstant());
        return new ClusterCertificate(WithKey(made), []);
    }

    /// <summary>A new certificate with its key as PEM.</summary>
    public static string Pem(Instant now)
    {
        using var made = Made(now);
        using var key = made.GetECDsaPrivateKey()!;
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{made.ExportCertificatePem()}\n";
    }

    /// <summary>Whether a node that shows this is one of ours.</summary>
    public bool Accepts(X509Certificate2? shown, Instant now) =>
        shown is not null && accepted.Contains(Fingerprint(shown)) && now <= EndOf(shown);

    internal void Use(TlsOptions tls)
    {
        tls.LocalCertificate = own;
        // Both sides show theirs. Who signed it does not matter: it is one of those in the file, or it is not.
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (shown, _, _) => Accepts(shown, Machine.GetCurrentInstant());
        tls.CheckCertificateRevocation = false;
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "permanence";
    }

    private static X509Certificate2 Made(Instant now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=permanence", key, HashAlgorithmName.SHA256);
        // A clock that is a little behind on another node must not refuse it.
        return request.CreateSelfSigned((now - Duration.FromDays(1)).ToDateTimeOffset(), (now + Validity).ToDateTimeOffset());
    }

    // Not every platform's TLS takes a key that was never in a store of keys.
    private static X509Certificate2 WithKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    private static Instant EndOf(X509Certificate2 certificate) => Instant.FromDateTimeUtc(certificate.NotAfter.ToUniversalTime());

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
