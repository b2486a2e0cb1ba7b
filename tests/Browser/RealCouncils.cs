using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Api.Hosting;
using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Browser.Tests;

/// <summary>The whole program with the councils of the config folder, and invented children that a test opens for itself.</summary>
public sealed class RealCouncils : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("permanence-browser-");
    private WebApplication? app;
    private int opened;

    public static LocalDate Today => SystemClock.Instance.GetCurrentInstant().InZone(Timeline.London).Date;

    public Uri Address => new(app!.Urls.First());

    public async ValueTask InitializeAsync()
    {
        if (!Requires.HasChromium || !Requires.HasMinutes)
            return;
        app = PermanenceHost.Build(
            new ServeSettings
            {
                ConfigFolder = Repository.Config,
                Urls = "http://127.0.0.1:0",
                DataFolder = data.FullName,
                InventedChildren = false,
                Environment = PermanenceHost.Demonstration,
            },
            builder => builder.Logging.ClearProviders()
        );
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        data.Delete(recursive: true);
    }

    /// <summary>A brother and a sister in care, so that a form that asks of each child, or of a pair of them, can be filled in.</summary>
    public (CaseFile Child, CaseFile Brother) TwoOf(string council)
    {
        var number = Interlocked.Increment(ref opened).ToString("000", CultureInfo.InvariantCulture);
        return (
            Child($"FORM-{number}", "Ava Hartley", 5, $"FORM-{number}-B"),
            Child($"FORM-{number}-B", "Noah Hartley", 9, $"FORM-{number}")
        );

        CaseFile Child(string id, string name, int years, string sibling) =>
            new(
                council,
                new Child
                {
                    Id = id,
                    Name = name,
                    Born = Today.PlusYears(-years).PlusDays(-40),
                    Sex = "F",
                    Team = "Court team",
                    SocialWorker = "Tomos Hale",
                    Siblings = [sibling],
                },
                [
                    Event("became-looked-after", 150, ("basis", "planned"), ("legalStatus", "V2")),
                    Event("placement-started", 150, ("placement", "U6"), ("distanceMiles", 7.5m)),
                    Event("review-held", 125, ("number", 1), ("returnHome", "uncertain")),
                    Event("order-made", 110, ("order", "interim-care")),
                    Event("legal-status-changed", 110, ("legalStatus", "C1")),
                    .. AskedFirst(council),
                    Event("review-held", 40, ("number", 2), ("returnHome", "ruled-out")),
                    Event("plan-set", 40, ("option", "adoption"), ("track", "primary")),
                ]
            );
    }

    // What a gate of the council's wants on record before adoption is the plan, or before a lasting home begins, by its clause.
    private static IEnumerable<CareEvent> AskedFirst(string council)
    {
        var clauses = ReadOnce.Library.For(council)!.InForceOn(Today).Clauses;
        if (clauses.ContainsKey("DEVON-59"))
            yield return Event("meeting-held", 60, ("meeting", "permanence-panel"), ("outcome", "approved"));
        if (clauses.ContainsKey("HEREF-2-12") || clauses.ContainsKey("MERTON-3-5"))
            yield return Event("meeting-held", 100, ("meeting", "family-group-conference"));
        if (clauses.ContainsKey("HEREF-2-12"))
            yield return Event("requirement-recorded", 45, ("clause", "HEREF-2-12"), ("outcome", "done"));
    }

    private static CareEvent Event(string type, int daysAgo, params (string Name, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = Today.PlusDays(-daysAgo),
            Fields = EventFields.Of(fields.Select(field => new KeyValuePair<string, object>(field.Name, field.Value))),
        };
}
