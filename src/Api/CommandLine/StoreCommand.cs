using System.CommandLine;
using Npgsql;
using Permanence.Api.Hosting;
using Permanence.Grains.Policies;
using Permanence.Silo;
using Permanence.Silo.Stores;

namespace Permanence.Api.CommandLine;

/// <summary>What commands on a store share: finding it, opening it, and saying why they cannot.</summary>
internal sealed class StoreCommand
{
    private readonly Option<string?> config;
    private readonly Option<string> authority = new("--authority")
    {
        Description = "The council's id.",
        HelpName = "id",
        Required = true,
    };
    private readonly Option<string> data = ServeCommand.DataOption();
    private readonly Option<string?> connection = new("--connection")
    {
        Description = "The PostgreSQL database of a cluster, instead of a folder. The command is a node of it as long as it runs.",
        HelpName = "connection string",
    };
    private readonly Option<string?> certificate = new("--certificate")
    {
        Description = "With --connection: the certificate by which that cluster's nodes know each other. Else PERMANENCE__CERTIFICATE.",
        HelpName = "file",
    };

    /// <param name="config">The folder of the policies.</param>
    /// <param name="command">The command whose store it is.</param>
    public StoreCommand(Option<string?> config, Command command)
    {
        this.config = config;
        foreach (var option in new Option[] { authority, data, connection, certificate })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(data) is { Implicit: false } && result.GetResult(connection) is { Implicit: false })
                result.AddError("Give --data or --connection: a council's records are in one of them.");
        });
    }

    public string AuthorityOf(ParseResult parsed) => parsed.GetRequiredValue(authority);

    /// <param name="parsed">What was typed.</param>
    /// <param name="made">Whether a data folder that is not there is made; else it is refused.</param>
    /// <param name="work">What is done with the store, by its exit code.</param>
    /// <param name="stopping">Called off where the command is.</param>
    public async Task<int> Run(ParseResult parsed, bool made, Func<CommandStore, Task<int>> work, CancellationToken stopping)
    {
        var error = parsed.InvocationConfiguration.Error;
        var folderOfData = parsed.GetRequiredValue(data);
        var database = parsed.GetValue(connection);
        if (database is null && !made && !Directory.Exists(folderOfData))
        {
            await error.WriteLineAsync($"--data: There is no folder {folderOfData}.");
            return Exit.NotUnderstood;
        }

        if (ConfigFolder.Find(parsed.GetValue(config)) is not { } folder)
        {
            await error.WriteLineAsync(ConfigFolder.NotFound(parsed.GetValue(config)));
            return Exit.NotUnderstood;
        }

        try
        {
            await using var store = await CommandStore.Open(
                folder,
                builder =>
                    _ = database is null
                        ? builder.UseEmbedded(folderOfData)
                        : builder.UsePostgresCluster(
                            Cluster(parsed) with
                            {
                                ConnectionString = database,
                                ConnectionSetting = connection.Name,
                                SiloPort = 0,
                                GatewayPort = 0,
                            }
                        ),
                stopping
            );
            if (store.Library.For(AuthorityOf(parsed)) is not null)
            {
                using (CommandStore.Caller.Ask())
                    return await work(store);
            }

            await error.WriteLineAsync(
                $"--authority: There is no council '{AuthorityOf(parsed)}'. Known: "
                    + $"{string.Join(", ", store.Library.Authorities.Select(known => known.Id))}."
            );
            return Exit.NotUnderstood;
        }
        catch (DataFolderInUseException busy)
        {
            await error.WriteLineAsync(busy.Message);
            return Exit.Refused;
        }
        catch (Exception fault) when (database is not null && fault is SchemaException or NpgsqlException or ArgumentException)
        {
            // What is wrong with it, and never the string itself: there may be a password in it.
            await error.WriteLineAsync($"--connection: The database cannot be used: {fault.Message}");
            return Exit.Refused;
        }
        catch (PolicyFaultsException packs)
        {
            foreach (var fault in packs.Faults)
                await error.WriteLineAsync(fault.ToString());
            return Exit.Refused;
        }
    }

    // Where the nodes of a cluster are told something of it by variables, the command is told it too.
    private ClusterSettings Cluster(ParseResult parsed)
    {
        var told = new ConfigurationBuilder().AddEnvironmentVariables().Build().ClusterSettings();
        return parsed.GetValue(certificate) is { } file ? told with { Certificate = file, CertificateSetting = certificate.Name } : told;
    }
}
