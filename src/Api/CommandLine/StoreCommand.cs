using System.CommandLine;
using Permanence.Api.Hosting;
using Permanence.Grains.Policies;
using Permanence.Silo.Stores;

namespace Permanence.Api.CommandLine;

/// <summary>What commands on this machine's own store share: finding it, opening it, and saying why they cannot.</summary>
internal static class StoreCommand
{
    public static Option<string> Authority() => new("--authority") { Description = "The council's id.", HelpName = "id", Required = true };

    public static async Task<int> Run(
        ParseResult parsed,
        Option<string?> config,
        string data,
        string authority,
        Func<LocalStore, Task<int>> work,
        CancellationToken stopping
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        if (ConfigFolder.Find(parsed.GetValue(config)) is not { } folder)
        {
            await error.WriteLineAsync(ConfigFolder.NotFound(parsed.GetValue(config)));
            return Exit.NotUnderstood;
        }

        try
        {
            await using var store = await LocalStore.Open(folder, data, stopping);
            if (store.Library.For(authority) is not null)
            {
                using (LocalStore.Caller.Ask())
                    return await work(store);
            }

            await error.WriteLineAsync(
                $"--authority: There is no council '{authority}'. Known: "
                    + $"{string.Join(", ", store.Library.Authorities.Select(known => known.Id))}."
            );
            return Exit.NotUnderstood;
        }
        catch (DataFolderInUseException busy)
        {
            await error.WriteLineAsync(busy.Message);
            return Exit.Refused;
        }
        catch (PolicyFaultsException packs)
        {
            foreach (var fault in packs.Faults)
                await error.WriteLineAsync(fault.ToString());
            return Exit.Refused;
        }
    }
}
