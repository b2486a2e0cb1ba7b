using Permanence.Builders;
using Permanence.Domain.Policies;
using Permanence.Domain.Proofs;
using Permanence.Domain.Tests.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Proofs;

public sealed class WorkedCaseTests
{
    public static TheoryData<string> Cases =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Config, "authorities"), "*.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Config, path))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void Every_pack_reads_without_a_fault() => Assert.Empty(ReadOnce.Faults);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_worked_case_comes_out_as_written(string path)
    {
        var read = WorkedCase.Read(File.ReadAllBytes(Path.Combine(Repository.Config, path)));
        Assert.True(read.Succeeded, string.Join("; ", read.Refusals));
        var policy = ReadOnce.Library.For(read.Value.File.Authority);
        Assert.NotNull(policy);
        var failures = read
            .Value.Try(policy, ReadOnce.Library.Calendar)
            .Where(check => check.Failure is not null)
            .Select(check => check.Failure)
            .ToList();
        Assert.True(failures.Count == 0, $"{read.Value.Title}\n{string.Join("\n", failures)}");
    }
}
