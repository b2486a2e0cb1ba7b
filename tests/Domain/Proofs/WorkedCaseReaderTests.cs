using System.Text;
using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Xunit;

namespace Permanence.Domain.Tests.Proofs;

/// <summary>A slip in a worked case is refused where it stands: what a check does not try, it must not seem to.</summary>
public sealed class WorkedCaseReaderTests
{
    private static readonly string Whole = Encoding.UTF8.GetString(Invented.SaltmarshCase);

    private static readonly PolicyLibrary Library = PolicyLibrary.Read([.. ReadOnce.Shared, .. Invented.Saltmarsh], ReadOnce.Calendar, [])!;

    [Theory]
    [InlineData(
        "\"due\": \"2026-03-23\", \"note\": \"15",
        "\"dew\": \"2026-03-23\", \"note\": \"15",
        "checks[0].expect[0].dew",
        "has no 'dew'. Did you mean 'due'?"
    )]
    [InlineData("\"due\": \"2026-03-23\", \"note\": \"15", "\"note\": \"15", "checks[0].expect[0]", "says the due date, or null")]
    [InlineData("\"due\": \"2026-03-23\", \"note\"", "\"due\": \"23 March\", \"note\"", "checks[0].expect[0].due", "is a date")]
    [InlineData("\"status\": \"met\" },", "\"status\": \"done\" },", "checks[1].expect[0].status", "'status' is one of")]
    [InlineData("\"absent\"", "\"absend\"", "checks[0].absend", "has no 'absend'. Did you mean 'absent'?")]
    [InlineData("\"checks\"", "\"expects\": [], \"checks\"", "expects", "A worked case has no 'expects'")]
    [InlineData("\"title\": \"A child", "\"title\": \"\\ud800 A child", null, "half a character")]
    [InlineData("\"on\": \"2026-03-20\"", "\"on\": \"2026-03-20\", \"on\": \"2026-03-21\"", null, "stands twice in the same object")]
    public void A_slip_is_refused_at_its_place(string written, string broken, string? place, string message)
    {
        Assert.Contains(written, Whole, StringComparison.Ordinal);
        var read = WorkedCase.Read(Encoding.UTF8.GetBytes(Whole.Replace(written, broken, StringComparison.Ordinal)));
        Assert.Contains(read.Refusals, refusal => refusal.Field == place && refusal.Sentence.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_byte_that_is_no_text_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        bytes[Array.IndexOf(bytes, (byte)'A')] = 0xFF;
        Assert.Contains("not UTF-8", Assert.Single(WorkedCase.Read(bytes).Refusals).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "\"clause\": \"SALT-1\", \"due\": \"2026-03-23\", \"note\"",
        "\"clause\": \"SALT-11\", \"due\": \"2026-03-23\", \"note\"",
        "There is no clause 'SALT-11' in the policy. Did you mean 'SALT-1'?"
    )]
    [InlineData(
        "\"clause\": \"SALT-1\", \"due\": \"2026-03-23\", \"note\"",
        "\"clause\": \"SALT-6\", \"due\": \"2026-03-23\", \"note\"",
        "nothing in the policy times the clause"
    )]
    public void A_clause_that_nothing_times_fails(string written, string broken, string message)
    {
        Assert.Contains(written, Whole, StringComparison.Ordinal);
        var worked = WorkedCase.Read(Encoding.UTF8.GetBytes(Whole.Replace(written, broken, StringComparison.Ordinal))).Value!;
        Assert.Contains(
            message,
            Assert.Single(worked.Try(Library.For("saltmarsh")!, Library.Calendar), check => check.Failure is not null).Failure,
            StringComparison.Ordinal
        );
    }
}
