using Microsoft.AspNetCore.Builder;
using Permanence.Silo;

var builder = WebApplication.CreateBuilder(args);
builder.UsePostgresCluster(builder.Configuration.ClusterSettings());
builder.Services.AddPermanenceHealth();

var node = builder.Build();
node.MapPermanenceHealth();
await node.RunAsync();
