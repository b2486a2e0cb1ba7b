using Permanence.Domain.Policies.Reference;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>The facts that forms may be filled in from: one closed list, which the page on forms is written from.</summary>
public sealed class FormSourceTests
{
    [Fact]
    public void Every_fact_has_a_name_of_its_own_and_every_kind_of_fact_a_name()
    {
        Assert.Equal(FormSource.All.Count, FormSource.All.Select(source => source.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<RecordFact>(), FormSource.All.Select(source => source.Fact).Distinct().Order());
        Assert.All(FormSource.All, source => Assert.Same(source, FormSource.Find(source.Name)));
    }
}
