using Permanence.Builders;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests.Records;

public sealed class EventDocumentTests
{
    [Fact]
    public void The_page_of_events_is_what_the_program_writes() =>
        Assert.True(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "events.md")).ReplaceLineEndings("\n") == EventDocument.Markdown(),
            "docs/events.md is not what the vocabulary says: run 'dotnet run --project src/Api -- events > docs/events.md' and commit it."
        );

    [Fact]
    public void Every_type_and_field_stands_on_the_page()
    {
        var page = EventDocument.Markdown();
        Assert.All(
            EventVocabulary.Types,
            type =>
            {
                var section = page[page.IndexOf($"### `{type.Name}`\n", StringComparison.Ordinal)..];
                section = section.IndexOf("\n##", 1, StringComparison.Ordinal) is > 0 and var end ? section[..end] : section;
                Assert.All(
                    type.Fields.Where(field => !field.StandsForStamp),
                    field => Assert.Contains($"`{field.Name}`", section, StringComparison.Ordinal)
                );
            }
        );
    }

    [Fact]
    public void The_names_of_types_are_said_once()
    {
        var named = typeof(EventTypes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(EventVocabulary.Types.Select(type => type.Name), named);
    }
}
