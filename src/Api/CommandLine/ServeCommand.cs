using System.CommandLine;
using Permanence.Api.Hosting;
using Permanence.Grains.Policies;
using Permanence.Silo;
using Permanence.Silo.Stores;

namespace Permanence.Api.CommandLine;

/// <summary><c>serve</c>, which is also what the program does when no verb is given.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string?> urls = new("--urls")
    {
        Description = $"Where to listen. Else ASPNETCORE_URLS, else {ServeSettings.UsualAddress}.",
        HelpName = "addresses",
    };
    private readonly Option<string> data = DataOption();
    private readonly Option<string> demo = new("--demo")
    {
        Description = "'none': start with the councils and no invented children. The invented people can still sign in.",
        HelpName = "none",
        DefaultValueFactory = _ => "region",
    };
    private readonly Option<string?> config;

    public ServeCommand(Option<string?> config)
    {
        this.config = config;
        demo.AcceptOnlyFromAmong("none", "region");
    }

    public static Option<string> DataOption() =>
        new("--data")
        {
            Description = "Folder of the embedded store; made if it is not there.",
            HelpName = "folder",
            DefaultValueFactory = _ => "data",
        };

    public Command Create()
    {
        var serve = new Command(
            "serve",
            "Serves the platform: in one process on the embedded store, or, where PERMANENCE__CONNECTIONSTRING is set, "
                + "as a web node of a cluster. The default."
        );
        AddTo(serve);
        return serve;
    }

    public void AddTo(Command command)
    {
        command.Add(urls);
        command.Add(data);
        command.Add(demo);
        command.SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken stopping)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (ConfigFolder.Find(parsed.GetValue(config)) is not { } folder)
        {
            await error.WriteLineAsync(ConfigFolder.NotFound(parsed.GetValue(config)));
            return Exit.NotUnderstood;
        }

        try
        {
            await using var app = PermanenceHost.Build(
                new ServeSettings
                {
                    ConfigFolder = Path.GetFullPath(folder),
                    Urls = parsed.GetValue(urls),
                    DataFolder = parsed.GetRequiredValue(data),
                    InventedChildren = parsed.GetValue(demo) != "none",
                }
            );
            await app.StartAsync(stopping);
            if (PermanenceHost.IsDemonstration(app))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    "This is a demonstration: anybody who reaches it can be anyone. No real child belongs in it."
                );
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Permanence is at {string.Join(" and ", app.Urls)}");
            await app.WaitForShutdownAsync(stopping);
            return Exit.Done;
        }
        catch (CannotListenException taken)
        {
            await error.WriteLineAsync(taken.Message);
            return Exit.Refused;
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
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await error.WriteLineAsync($"{taken.Message.TrimEnd('.')}: another program listens there. Give another address with --urls.");
            return Exit.Refused;
        }
    }
}
