using System.Text.Json;
using System.Text.Json.Nodes;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Api.Pages.Practice;

/// <summary>
/// When a part of a form is asked, for the page to decide again with every answer: what the record settles stands as settled, and what
/// hangs on an answer names its input. The page's module <c>reveal.js</c> reads it.
/// </summary>
public static class FormReveal
{
    /// <summary>
    /// An array of tests that all have to hold: <c>true</c>, <c>false</c>, null where the record does not say,
    /// <c>{"input": "f-field", "is": ["yes"]}</c>, <c>{"not": …}</c> or <c>{"any": […]}</c>.
    /// </summary>
    public static string Of(IReadOnlyList<FormCondition> conditions, RecordAnswers record)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(record);
        return new JsonArray([.. conditions.Select(condition => Test(condition, record))]).ToJsonString(JsonSerializerOptions.Web);
    }

    private static JsonNode? Test(FormCondition condition, RecordAnswers record) =>
        condition switch
        {
            FormCondition.Answered answered => new JsonObject
            {
                ["input"] = FormViews.InputName(answered.Field),
                ["is"] = new JsonArray([.. answered.Values.Select(value => (JsonNode?)value)]),
            },
            FormCondition.Not not => new JsonObject { ["not"] = Test(not.Inner, record) },
            FormCondition.Any any => new JsonObject { ["any"] = new JsonArray([.. any.Conditions.Select(inner => Test(inner, record))]) },
            _ => record.Shows([condition], static _ => null) is { } settled ? JsonValue.Create(settled) : null,
        };
}
