using System.CommandLine;
using Permanence.Domain.Records;

namespace Permanence.Api.CommandLine;

/// <summary><c>events</c>: the vocabulary of events as a page.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var events = new Command("events", "Every kind of event and its fields, as docs/events.md has them.");
        events.SetAction(
            async (parsed, _) =>
            {
                await parsed.InvocationConfiguration.Output.WriteAsync(EventDocument.Markdown());
                return Exit.Done;
            }
        );
        return events;
    }
}
