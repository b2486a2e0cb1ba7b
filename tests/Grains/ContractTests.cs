using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Session;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains.Agencies;
using Permanence.Grains.Authorities;
using Permanence.Grains.Boards;
using Permanence.Grains.Children;
using Permanence.Grains.Imports;
using Permanence.Grains.Keeping;
using Permanence.Grains.Lists;
using Permanence.Grains.People;

namespace Permanence.Grains.Tests;

/// <summary>
/// What nodes of two releases have to agree on: how an interface, a method, a grain and a record are called on the wire and in the store.
/// Each has a name of its own there, so that a class, a folder or a method may be renamed without a cluster noticing.
/// </summary>
public sealed class ContractTests
{
    private static readonly Type[] Types = typeof(IChildGrain).Assembly.GetTypes();

    private static readonly Type[] Interfaces = [.. Types.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))];

    private static readonly Type[] Grains =
    [
        .. Types.Where(type =>
            type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrain)) && type.IsAssignableTo(typeof(Grain))
        ),
    ];

    [Fact]
    public void Every_grain_interface_has_an_alias_of_its_own()
    {
        Assert.Contains(typeof(ITrackerBoardGrain), Interfaces);
        Assert.Contains(typeof(IBoardObserver), Interfaces);
        Assert.All(
            Interfaces,
            type =>
                Assert.StartsWith(
                    "permanence.",
                    type.GetCustomAttribute<AliasAttribute>()?.Alias ?? $"{type.Name} has none",
                    StringComparison.Ordinal
                )
        );
        Assert.Distinct(Interfaces.Select(type => type.GetCustomAttribute<AliasAttribute>()!.Alias));
        // An interface is known by this one, and as a type by its alias: one name for both.
        Assert.All(
            Interfaces,
            type =>
                Assert.True(
                    type.GetCustomAttribute<GrainInterfaceTypeAttribute>() is { } named
                        && named.GetGrainInterfaceType(null!, type).ToString() == type.GetCustomAttribute<AliasAttribute>()!.Alias,
                    $"{type.Name} has a [GrainInterfaceType] that is its alias"
                )
        );
    }

    [Fact]
    public void Every_grain_method_has_an_alias_of_its_own() =>
        Assert.All(
            Interfaces,
            type =>
            {
                var methods = type.GetMethods();
                Assert.All(
                    methods,
                    method =>
                        Assert.True(method.GetCustomAttribute<AliasAttribute>() is not null, $"{type.Name}.{method.Name} has no [Alias]")
                );
                Assert.Distinct(methods.Select(method => method.GetCustomAttribute<AliasAttribute>()!.Alias));
            }
        );

    /// <summary>Whoever asked and went away is not worked for: only a command goes on to its end.</summary>
    [Fact]
    public void Every_query_takes_a_cancellation_token_last()
    {
        var queries = Interfaces.SelectMany(type => type.GetMethods()).Where(IsQuery).ToList();
        Assert.Contains(typeof(IChildGrain).GetMethod(nameof(IChildGrain.Row)), queries);
        Assert.DoesNotContain(typeof(IChildGrain).GetMethod(nameof(IChildGrain.Record)), queries);
        Assert.All(
            queries,
            method =>
                Assert.True(
                    method.GetParameters().LastOrDefault()?.ParameterType == typeof(CancellationToken),
                    $"{method.DeclaringType!.Name}.{method.Name} takes no cancellation token"
                )
        );
    }

    // What gives something and is not the outcome of a command.
    private static bool IsQuery(MethodInfo method) =>
        method.ReturnType.IsGenericType
        && method.ReturnType.GetGenericArguments()[0] is var given
        && given != typeof(Ruling)
        && given != typeof(ListRuling)
        && given != typeof(PersonRuling)
        && given != typeof(ImportAnswer)
        && !OtherCommands.Contains($"{method.DeclaringType!.Name}.{method.Name}");

    private static readonly string[] OtherCommands =
    [
        $"{nameof(ITrackerBoardGrain)}.{nameof(ITrackerBoardGrain.Watch)}",
        $"{nameof(IChildGrain)}.{nameof(IChildGrain.LookAgain)}",
        $"{nameof(IChildGrain)}.{nameof(IChildGrain.Import)}",
        $"{nameof(IAuthorityGrain)}.{nameof(IAuthorityGrain.Enter)}",
        $"{nameof(IDirectoryGrain)}.{nameof(IDirectoryGrain.SignedIn)}",
        $"{nameof(IImportGrain)}.{nameof(IImportGrain.Start)}",
    ];

    [Fact]
    public void Every_grain_is_sealed_and_names_its_type()
    {
        Assert.NotEmpty(Grains);
        Assert.All(
            Grains,
            type =>
                Assert.True(
                    type.IsSealed && type.GetCustomAttribute<GrainTypeAttribute>() is not null,
                    $"{type.Name} is sealed and has a [GrainType]"
                )
        );
    }

    [Fact]
    public void Every_state_has_a_name_of_its_own()
    {
        var states = Grains
            .SelectMany(type => type.GetConstructors())
            .SelectMany(made => made.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>())
            .OfType<PersistentStateAttribute>()
            .ToList();
        Assert.NotEmpty(states);
        Assert.Distinct(states.Select(state => state.StateName));
        Assert.All(states, state => Assert.Equal(StoreNames.Records, state.StorageName));
    }

    [Fact]
    public void A_record_travels_under_a_name_of_its_own_and_not_under_its_folder_s()
    {
        Assert.Distinct(WireNames.Named.Select(WireNames.Of));
        using var services = new ServiceCollection().AddCaseRecordSerialization().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        object[] travels =
        [
            new Child { Id = "X-1", Born = new(2015, 3, 4) },
            new Refusal(RefusalCodes.Exists, "There is one."),
            new List<Refusal> { new("of-a-later-release", "No.") },
            new[] { new RowStamp(1, "s", new(2026, 1, 2)) },
            new AgencyRow(
                "north",
                new TrackerRow("X-1", "Ada", "7", "C2", "adoption", Rag.Red, 1, 2, new("Due", new(2026, 1, 2), "N-1"), "East", "Bo")
                {
                    AgeInMonths = 90,
                    Standing = Standing.LookedAfter,
                }
            ),
        ];
        Assert.All(
            travels,
            sent =>
            {
                var bytes = serializer.SerializeToArray(sent);
                var text = System.Text.Encoding.UTF8.GetString(bytes);
                Assert.Contains("permanence:", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Permanence.", text, StringComparison.Ordinal);
                Assert.Equivalent(sent, serializer.Deserialize<object>(bytes));
            }
        );
    }
}
