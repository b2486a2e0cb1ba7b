using Xunit;

namespace Permanence.Domain.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("ppm-minutes", "PPM minutes")]
    [InlineData("threshold-met", "Threshold_met")]
    [InlineData("childs-permanence-report", "Child’s Permanence Report")]
    [InlineData("birth-parents", "Birth\u00A0parents")]
    public void A_word_is_known_however_its_parts_are_joined(string known, string written)
    {
        Assert.True(Spelling.AreAlike(known, written));
        Assert.True(Spelling.AreAlike(written, known));
    }

    [Theory]
    [InlineData("threshold-met", "threshold-not-met")]
    [InlineData("parents", "parents-pack")]
    [InlineData("iro", "iro ")]
    [InlineData("iro", "")]
    [InlineData("not-approved", "notapproved")]
    public void Another_word_is_another(string known, string written)
    {
        Assert.False(Spelling.AreAlike(known, written));
        Assert.False(Spelling.AreAlike(written, known));
    }
}
