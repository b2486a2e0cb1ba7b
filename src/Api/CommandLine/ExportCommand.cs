using System.CommandLine;
using System.Text;
using Permanence.Api.Hosting;
using Permanence.Domain.Records;
using Permanence.Domain.Views;
using Permanence.Grains;
using Permanence.Grains.Authorities;
using Permanence.Grains.Children;

namespace Permanence.Api.CommandLine;

/// <summary><c>export</c>: a council's records to take away, one canonical case file a line.</summary>
internal static class ExportCommand
{
    private const int AtOnce = 64;

    public static Command Create(Option<string?> config)
    {
        var export = new Command(
            "export",
            "Every case file of a council, one JSON document a line. What is exported can be sent in again and gives the same record."
        );
        var store = new StoreCommand(config, export);
        export.SetAction(
            (parsed, stopping) =>
                store.Run(
                    parsed,
                    made: false,
                    open => Write(open, store.AuthorityOf(parsed), parsed.InvocationConfiguration, stopping),
                    stopping
                )
        );
        return export;
    }

    private static async Task<int> Write(CommandStore store, string authority, InvocationConfiguration console, CancellationToken stopping)
    {
        var missing = new List<string>();
        var children = await store.Grains.GetGrain<IAuthorityGrain>(new AuthorityKey(authority)).Children(stopping);
        // Nothing leaves before it is written who took it: the account on this machine is all that is known of them.
        await store.Views.Write(
            new Viewing(
                new TimeProviderClock(TimeProvider.System).GetCurrentInstant(),
                $"{CommandStore.Caller.Id}:{Environment.UserName}",
                CommandStore.Caller.Role,
                Viewing.CommandLine,
                "export"
            )
            {
                Authority = authority,
                Children = children.Count,
            },
            stopping
        );
        foreach (var some in children.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            stopping.ThrowIfCancellationRequested();
            foreach (var (child, file, fault) in await Task.WhenAll(some.Select(child => Read(store, authority, child))))
            {
                if (file is not null)
                    await console.Output.WriteLineAsync(Encoding.UTF8.GetString(CaseFileJson.Write(file)));
                else if (fault is not null)
                    missing.Add($"The record of {child} could not be read and was left out: {fault}");
            }
        }

        await console.Output.FlushAsync(stopping);
        foreach (var one in missing)
            await console.Error.WriteLineAsync(one);
        return missing.Count > 0 ? Exit.Refused : Exit.Done;
    }

    // One record that cannot be read keeps nobody from the others.
    private static async Task<(string Child, CaseFile? File, string? Fault)> Read(CommandStore store, string authority, string child)
    {
        try
        {
            return (child, await store.Grains.GetGrain<IChildGrain>(new ChildKey(authority, child)).Read(), null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return (child, null, fault.Message);
        }
    }
}
