using System.Text.Json;
using System.Text.RegularExpressions;
using Permanence.Domain.Records;
using Xunit;

namespace Permanence.Domain.Tests;

public sealed class RefusalTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Every_code_is_lower_case_words() =>
        Assert.All(RefusalCodes.All, code => Assert.Matches(new Regex("^[a-z0-9]+(-[a-z0-9]+)*$"), code.Name));

    [Fact]
    public void A_refusal_has_the_kind_that_its_code_is_named_with()
    {
        Assert.All(RefusalCodes.All, code => Assert.Equal(code.Kind, new Refusal(code, "No.").Kind));
        Assert.Equal(RefusalKind.Invalid, new Refusal("of-a-later-release", "No.").Kind);
    }

    [Fact]
    public void A_refusal_stored_without_a_kind_has_its_code_s()
    {
        var stored = JsonSerializer.Deserialize<Refusal>("""{"code":"exists","sentence":"There is one.","field":"child.id"}""", Web)!;
        Assert.Equal(new Refusal(RefusalCodes.Exists, "There is one.", "child.id"), stored);
        Assert.Equal(RefusalKind.Conflict, stored.Kind);
    }

    [Fact]
    public void A_code_that_this_program_does_not_know_keeps_the_kind_it_came_with()
    {
        var sent = new Refusal("of-a-later-release", "Not now.") { Kind = RefusalKind.Conflict };
        Assert.Equal(RefusalKind.Conflict, JsonSerializer.Deserialize<Refusal>(JsonSerializer.Serialize(sent, Web), Web)!.Kind);
    }

    [Fact]
    public void Opening_a_second_record_of_a_child_is_a_conflict()
    {
        var file = CaseFileJson
            .ReadCaseFile("""{"authority":"x","child":{"id":"X-1","born":"2015-01-01"},"events":[]}"""u8.ToArray())
            .Value!;
        var refused = Recordkeeping.Decide(
            file,
            new OpenRecord(file),
            new Recording(NodaTime.Instant.FromUtc(2026, 1, 1, 9, 0), "somebody", "test")
        );
        Assert.Equal(RefusalKind.Conflict, Assert.Single(refused.Refusals).Kind);
    }
}
