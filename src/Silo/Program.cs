using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Permanence.Grains;
using Permanence.Grains.Boards;
using Permanence.Grains.Policies;
using Permanence.Silo;
using Permanence.Silo.Stores;

try
{
    var builder = WebApplication.CreateBuilder(args);
    var settings = builder.Configuration.ClusterSettings();
    builder.Services.AddPolicies(PolicySource.Find(settings.ConfigFolder));
    // Ahead of the silo, so that it goes on while that joins.
    builder.Services.AddHostedService<Rehearsal>();
    builder.UsePostgresCluster(settings);
    builder.Services.AddPermanenceHealth();

    var node = builder.Build();
    node.MapPermanenceHealth();
    await node.RunAsync();
    return 0;
}
catch (Exception fault)
    when (fault is SchemaException or PolicyFaultsException or InvalidOperationException or IOException or FormatException)
{
    // What is wrong is a setting, a file or the database: its sentence is of use, its stack is not.
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
