using System.CommandLine;
using Permanence.Api.Access;

namespace Permanence.Api.CommandLine;

/// <summary><c>access</c>: who may see, say and do what, as a page.</summary>
internal static class AccessCommand
{
    public static Command Create(Option<string?> config)
    {
        var access = new Command("access", "Every page and call with who may, and every act with its roles, as docs/access.md has them.");
        access.SetAction(
            async (parsed, _) =>
            {
                var output = parsed.InvocationConfiguration;
                if (ConfigFolder.Find(parsed.GetValue(config)) is not { } folder)
                {
                    await output.Error.WriteLineAsync(ConfigFolder.NotFound(parsed.GetValue(config)));
                    return Exit.NotUnderstood;
                }

                if (AskedCouncils.Read(folder, null, output.Error, out var exit) is not { Library: var library })
                    return exit;
                await output.Output.WriteAsync(AccessDocument.Markdown(library));
                return Exit.Done;
            }
        );
        return access;
    }
}
