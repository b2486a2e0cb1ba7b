using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Permanence.Api.Access;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Permanence.Domain.Records;
using Permanence.Grains.Access;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>
/// The program with two councils and two agencies, and in each of them somebody in every role: whoever may be asked what they may.
/// </summary>
public sealed class RegionOfRoles : IAsyncLifetime
{
    public const string Council = InventedConfig.Council;
    public const string Agency = InventedConfig.Agency;
    private const string OtherCouncil = InventedConfig.OtherCouncil;
    private const string OtherAgency = "elsewhere-adoption";

    private readonly InventedConfig config = new();

    public Platform Platform { get; private set; } = null!;

    /// <summary>Everybody, and where they stand to the first council and its agency. The last has not signed in.</summary>
    internal IReadOnlyList<Asker> Everybody { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        config.Write($"agencies/{OtherAgency}.yaml", Encoding.UTF8.GetBytes($"name: Elsewhere Adoption\nserves: [{OtherCouncil}]\n"));
        config.Change($"authorities/{OtherCouncil}/authority.yaml", council => $"{council}\nagency: {OtherAgency}\n");
        config.Change("demo/region.yaml", region => region + People());
        Platform = await Platform.StartOn(config.Folder);
        await Platform.IsReady();
        Everybody =
        [
            .. EventVocabulary.EveryRole.Select(role => new Asker($"{Council}-{role}", role, Relation.OwnCouncil)),
            .. EventVocabulary.EveryRole.Select(role => new Asker($"{OtherCouncil}-{role}", role, Relation.OtherCouncil)),
            .. EventVocabulary.EveryRole.Select(role => new Asker($"{Agency}-{role}", role, Relation.OwnAgency)),
            .. EventVocabulary.EveryRole.Select(role => new Asker($"{OtherAgency}-{role}", role, Relation.OtherAgency)),
            new Asker(Caller.PlatformAdministrator, Caller.PlatformAdministrator, Relation.Platform),
            new Asker("nobody", "", Relation.NotSignedIn),
        ];
    }

    /// <summary>A browser of theirs, and the token that its forms carry.</summary>
    internal async Task<(HttpClient Client, string Token)> Browser(Asker asker)
    {
        if (asker.Relation == Relation.NotSignedIn)
            return (Platform.Stranger(), "");
        var client = await Platform.SignedIn(asker.Id);
        var page = await client.GetStringAsync("/about", TestContext.Current.CancellationToken);
        return (client, Regex.Match(page, @"name=""__RequestVerificationToken""[^>]*value=""([^""]+)""").Groups[1].Value);
    }

    /// <summary>Whether each of a hub's methods answers them; null where they are not let in at all.</summary>
    internal async Task<IReadOnlyList<bool?>> Invoke(Asker asker, IEnumerable<string> methods)
    {
        if (asker.Relation == Relation.NotSignedIn)
        {
            await using var outside = new HubConnectionBuilder().WithUrl(new Uri(Platform.Address, "/hubs/boards")).Build();
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => outside.StartAsync(TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            return [.. methods.Select(_ => (bool?)null)];
        }

        await using var connection = await Platform.Connect(asker.Id);
        var answers = new List<bool?>();
        foreach (var method in methods)
            answers.Add(await Invoke(connection, method));
        return answers;
    }

    private static async Task<bool> Invoke(HubConnection connection, string method)
    {
        object?[] arguments =
        [
            method.EndsWith("Agency", StringComparison.Ordinal) ? Agency : Council,
            .. method.StartsWith("Show", StringComparison.Ordinal) ? new object?[] { "", -1L } : [],
        ];
        try
        {
            await connection.InvokeCoreAsync<object?>(method, arguments, TestContext.Current.CancellationToken);
            return true;
        }
        catch (HubException refused) when (refused.Message.Contains("not-yours", StringComparison.Ordinal))
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        config.Dispose();
    }

    // Those whom the demonstration does not have by itself: a council's people have every role but the agencies', an agency's only that.
    private static string People()
    {
        var people = new StringBuilder("\n");
        people.Append(Line($"{Council}-adoption-coordinator", "adoption-coordinator", "authority", Council));
        people.Append(Line($"{OtherCouncil}-adoption-coordinator", "adoption-coordinator", "authority", OtherCouncil));
        foreach (var role in EventVocabulary.EveryRole)
        {
            if (role != "adoption-coordinator")
                people.Append(Line($"{Agency}-{role}", role, "agency", Agency));
            people.Append(Line($"{OtherAgency}-{role}", role, "agency", OtherAgency));
        }

        return people.ToString();
    }

    private static string Line(string id, string role, string of, string place) =>
        $"  - {{ id: {id}, name: Somebody Invented, role: {role}, {of}: {place} }}\n";
}

/// <summary>Somebody who asks.</summary>
internal sealed record Asker(string Id, string Role, Relation Relation);
