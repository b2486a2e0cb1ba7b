using Permanence.Api.Access;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Access;

public sealed class AccessDocumentTests
{
    [Fact]
    public void The_page_of_who_may_what_is_what_the_routes_and_the_acts_say() =>
        Assert.True(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "access.md")).ReplaceLineEndings("\n")
                == AccessDocument.Markdown(ReadOnce.Library),
            "docs/access.md is not what the routes say: run 'dotnet run --project src/Api -- access > docs/access.md' and commit it."
        );
}
