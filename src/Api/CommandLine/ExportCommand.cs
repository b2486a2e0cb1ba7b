using System.CommandLine;
using System.Text;
using Permanence.Api.Hosting;
using Permanence.Domain.Records;
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
        var authority = StoreCommand.Authority();
        var data = ServeCommand.DataOption();
        var export = new Command("export", "Every case file of a council, one JSON document a line. What is exported can be sent in again and gives the same record.");
        export.Add(authority);
        export.Add(data);
        export.SetAction(async (parsed, stopping) =>
        {
            var folder = parsed.GetRequiredValue(data);
            if (!Directory.Exists(folder))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"--data: There is no folder {folder}.");
                return Exit.NotUnderstood;
            }

            return await StoreCommand.Run(parsed, config, folder, parsed.GetRequiredValue(authority),
                store => Write(store, parsed.GetRequiredValue(authority), parsed.InvocationConfiguration.Output, stopping), stopping);
        });
        return export;
    }

    private static async Task<int> Write(LocalStore store, string authority, TextWriter output, CancellationToken stopping)
    {
        var children = await store.Grains.GetGrain<IAuthorityGrain>(GrainKeys.Authority(authority)).Children();
        foreach (var some in children.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            stopping.ThrowIfCancellationRequested();
            // A child may be in the register before its record is open; then there is nothing to export yet.
            foreach (var file in (await Task.WhenAll(some.Select(child => store.Grains.GetGrain<IChildGrain>(GrainKeys.Child(authority, child)).Read()))).OfType<CaseFile>())
                await output.WriteLineAsync(Encoding.UTF8.GetString(CaseFileJson.Write(file)));
        }

        await output.FlushAsync(stopping);
        return Exit.Done;
    }
}
