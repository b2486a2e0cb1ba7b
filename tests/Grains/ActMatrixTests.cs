using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Permanence.Builders;
using Permanence.Domain;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;
using Permanence.Grains.Tests.Builders;
using Xunit;

namespace Permanence.Grains.Tests;

/// <summary>
/// Every entry that somebody may record, by every role: the record itself takes it from whose act it is and refuses it to all others,
/// whichever page or call it came by.
/// </summary>
public sealed class ActMatrixTests : IAsyncLifetime
{
    private const string Council = InventedConfig.Council;

    private readonly InventedConfig config = new();
    private PolicySource policies = null!;
    private Region region = null!;

    public async ValueTask InitializeAsync() =>
        region = await Region.WithSilos(
            1,
            time => new PolicyAssessor(policies = new PolicySource(config.Folder, time, NullLogger<PolicySource>.Instance))
        );

    public async ValueTask DisposeAsync()
    {
        await region.DisposeAsync();
        config.Dispose();
    }

    private static readonly string[] NeverFromACaller = ["return-received", "held-fact-decided"];

    // What a sample's own words are no good for; the entries that it names are in the record that it goes to.
    private static readonly Dictionary<string, object?> Given = new(StringComparer.Ordinal)
    {
        ["number"] = null,
        ["version"] = 1,
        ["kind"] = "P1",
        ["name"] = "Ada Invented",
    };

    private static bool IsGiven(FieldSpecification field) => field.Kind != FieldKind.Choice && Given.ContainsKey(field.Name);

    private static IEnumerable<KeyValuePair<string, object>> Fits(EventTypeSpecification type) =>
        from field in type.Fields
        where IsGiven(field) && Given[field.Name] is not null && (field.Required || type.Name == "details-changed")
        select KeyValuePair.Create(field.Name, Given[field.Name]!);

    private static CareEvent Naming(CareEvent entry, IReadOnlyList<CareEvent> opened)
    {
        var named = EventVocabulary
            .Find(entry.Type)!
            .Fields.Where(field => field is { Required: true, Kind: FieldKind.EventId })
            .ToDictionary(
                field => field.Name,
                field => (object)opened.Single(one => one.Type == (field.Name == "meeting" ? "meeting-held" : "escalation-raised")).Id!
            );
        return entry with { Id = null, Fields = EventFields.Of([.. entry.Fields.Where(field => !named.ContainsKey(field.Key)), .. named]) };
    }

    private static IEnumerable<CareEvent> Entries()
    {
        foreach (var type in EventVocabulary.Types.Where(type => type.Subject != "Record"))
        {
            var sample = RepeatedEvents.Record([type.Name], 1, onOneDay: true).Events.Last(one => one.Type == type.Name);
            yield return sample with
            {
                Fields = EventFields.Of([.. sample.Fields.Where(field => !IsGiven(type.Field(field.Key)!)), .. Fits(type)]),
            };
        }

        // The same words at another table are another body's act.
        foreach (var at in (string[])["permanence-panel", "review"])
            yield return A.Event("plan-ratified", "2024-05-01", ("option", "adoption"), ("at", at));
    }

    private static Caller As(string role) => new($"{Council}-{role}", role, [Council], []) { Source = "test" };

    [Fact]
    public async Task An_entry_is_taken_from_whose_act_it_is_and_refused_to_every_other_role()
    {
        var acts = policies.Library.For(Council)!.InForceOn(new LocalDate(2026, 3, 2)).Reference.Acts;
        var wrong = new List<string>();
        var (taken, refused) = (0, 0);
        foreach (var (index, entry) in Entries().Index())
        {
            foreach (var role in EventVocabulary.EveryRole)
            {
                var stamped = entry with { Recorded = new Recording(default, $"{Council}-{role}", "test") { Role = role } };
                var may = acts.MayRecord(stamped).Contains(role);
                var ruling = await Recorded($"A-{index}-{role}", role, entry);
                var notTheirs = ruling.Refusals.Any(refusal => refusal.Code == RefusalCodes.NotYourAct.Name);
                if (notTheirs == may || (!may && ruling.Allowed))
                    wrong.Add(
                        $"{entry.Type} by {role}: {string.Join(", ", ruling.Refusals.Select(one => one.Sentence).DefaultIfEmpty("taken"))}"
                    );
                _ = may ? taken++ : refused++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        Assert.True(taken > 500 && refused > 500);
    }

    [Fact]
    public async Task What_the_platform_says_itself_is_taken_from_nobody()
    {
        foreach (var type in NeverFromACaller)
        {
            foreach (var role in EventVocabulary.EveryRole)
                Assert.False((await Recorded($"B-{type}-{role}", role, A.Event(type, "2024-05-01"))).Allowed);
        }
    }

    private async Task<Ruling> Recorded(string child, string role, CareEvent entry)
    {
        var grain = region.Child(child, Council);
        Ruling opened;
        using (As("administrator").Ask())
            opened = await grain.Open(
                Guid.NewGuid(),
                new CaseFile(
                    Council,
                    new Child { Id = child, Born = A.Day("2014-09-04") },
                    [
                        .. entry.Type == "became-looked-after"
                            ? (CareEvent[])[]
                            : [A.Event("became-looked-after", "2024-01-05", ("basis", "planned"), ("legalStatus", "V2"))],
                        A.Event("meeting-held", "2024-02-01", ("meeting", "tracking")),
                        A.Event("escalation-raised", "2024-02-01", ("by", "social-worker"), ("reason", "No plan.")),
                    ]
                )
            );
        Assert.True(opened.Allowed);
        using (As(role).Ask())
            return await grain.Record(Guid.NewGuid(), [Naming(entry, opened.Recorded)]);
    }
}
