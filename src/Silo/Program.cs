using Microsoft.AspNetCore.Builder;
using Permanence.Grains;
using Permanence.Grains.Policies;
using Permanence.Silo;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.ClusterSettings();
builder.Services.AddPolicies(PolicySource.Find(settings.ConfigFolder));
builder.UsePostgresCluster(settings);
builder.Services.AddPermanenceHealth();

var node = builder.Build();
node.MapPermanenceHealth();
await node.RunAsync();
