using NodaTime;
using Permanence.Builders;
using Permanence.Domain.History;
using Permanence.Domain.Records;

namespace Permanence.Domain.Tests.Returns;

/// <summary>What tests ask of a council's merged records.</summary>
internal static class Merged
{
    public static readonly LocalDate On = new(2025, 3, 31);

    public static ChildSummary Summary(Council council, string child) => ChildSummaries.Of(Timeline.Of(council[child]), On);

    public static CareEvent Happened(string type, int year, int month, int day, params (string Name, object Value)[] fields) =>
        new()
        {
            Type = type,
            On = new LocalDate(year, month, day),
            Fields = EventFields.Of(
                EventVocabulary
                    .Find(type)!
                    .Fields.SelectMany(field => fields.Where(given => given.Name == field.Name))
                    .Select(given => KeyValuePair.Create(given.Name, given.Value))
            ),
        };
}
