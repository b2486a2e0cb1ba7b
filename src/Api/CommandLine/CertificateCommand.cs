using System.CommandLine;
using Permanence.Grains;
using Permanence.Silo.Doors;
using Permanence.Silo.Stores;

namespace Permanence.Api.CommandLine;

/// <summary><c>certificate</c>: makes what the nodes of a cluster know each other by.</summary>
internal static class CertificateCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to")
        {
            Description = "The file to make. One that is there already is left as it is.",
            HelpName = "file",
            Required = true,
        };
        var certificate = new Command(
            "certificate",
            $"Makes the certificate by which the nodes of a cluster know each other, valid for {ClusterCertificate.Validity.Days} days. "
                + "Give the same file to every node (PERMANENCE__CERTIFICATE), and to nobody else: who holds it may ask the nodes anything."
        );
        certificate.Add(to);
        certificate.SetAction(
            async (parsed, stopping) =>
            {
                var file = Path.GetFullPath(parsed.GetRequiredValue(to));
                var pem = ClusterCertificate.Pem(new TimeProviderClock(TimeProvider.System).GetCurrentInstant());
                await using var made = new StreamWriter(OwnersOnly.New(file));
                await made.WriteAsync(pem.AsMemory(), stopping);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Made {file}.");
                return Exit.Done;
            }
        );
        return certificate;
    }
}
