using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Api.Hosting;

/// <summary>The OpenAPI document of the HTTP calls.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Permanence",
                            Version = "v1",
                            Description =
                                "Records of children in care, what each council's permanence policy asks for them, and boards. "
                                + "Dates are London dates; "
                                + "refusals are application/problem+json with a stable code. Boards change live over the SignalR hub "
                                + "/hubs/boards: call Watch(authority), listen for 'changed'.",
                        };
                        document.Paths["/health/live"] = Health("200 when the process answers.");
                        document.Paths["/health/ready"] = Health("200 when the cluster and its store answer and the node has warmed up.");
                        document.Paths["/health/policies"] = Health(
                            "Which policies this node runs and, where an edit of their files was refused, why."
                        );
                        return Task.CompletedTask;
                    }
                );
                options.AddSchemaTransformer(
                    (schema, context, _) =>
                    {
                        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                        if (type == typeof(LocalDate))
                            Text(schema, "date", "2025-04-01");
                        else if (type == typeof(Instant))
                            Text(schema, "date-time", "2025-04-01T09:00:00Z");
                        else if (type == typeof(CareEvent))
                            Free(schema, "One event: type and on, then the fields of its type; a stored one also has id and recorded.");
                        else if (type == typeof(CaseFile))
                            Free(schema, "A case file: authority, child and events.");
                        return Task.CompletedTask;
                    }
                );
            }
        );

    // Health checks are not described by themselves.
    private static OpenApiPathItem Health(string summary) =>
        new()
        {
            Operations = new()
            {
                [HttpMethod.Get] = new OpenApiOperation
                {
                    Summary = summary,
                    Responses = new OpenApiResponses
                    {
                        ["200"] = new OpenApiResponse { Description = "Yes." },
                        ["503"] = new OpenApiResponse { Description = "No." },
                    },
                },
            },
        };

    private static void Text(OpenApiSchema schema, string format, string example)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Examples = [JsonValue.Create(example)];
        schema.Properties?.Clear();
    }

    private static void Free(OpenApiSchema schema, string description)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = description;
        schema.AdditionalPropertiesAllowed = true;
    }
}
