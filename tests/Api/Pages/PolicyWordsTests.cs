using System.Text.RegularExpressions;
using Permanence.Api.Pages.Policies;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Api.Tests.Pages;

public sealed class PolicyWordsTests
{
    private static readonly PolicyLibrary Library = Permanence.Builders.ReadOnce.Library;

    [Fact]
    public void Every_duty_of_every_council_is_said_without_a_word_that_only_the_files_use()
    {
        var said = Library
            .Authorities.SelectMany(authority =>
            {
                var words = new PolicyWords(new EventWords(authority.Words));
                var pack = Library.For(authority.Id)!.Versions[^1];
                return pack
                    .Duties.SelectMany(duty =>
                        new[] { words.Arises(duty), words.Conditions(duty.When), words.Done(duty), words.Ends(duty) }.Concat(
                            duty.Limbs.SelectMany(limb => new[] { words.Limb(limb), words.Conditions(limb.When) })
                        )
                    )
                    .Concat(
                        pack.Gates.SelectMany(gate =>
                            new[] { words.Either(gate.Stops), words.Conditions(gate.When), words.Conditions(gate.Unless) }
                        )
                    )
                    .Concat(pack.Indicators.Select(indicator => words.Conditions(indicator.Counts)));
            })
            .OfType<string>()
            .Distinct()
            .ToList();

        Assert.NotEmpty(said);
        var raw = EventNames().Concat(["planned, emergency", "onOrBefore", "returnHome", "signedPlan", "planAgreed", "not not"]).ToList();
        Assert.Equal([], said.Where(words => raw.Any(name => Regex.IsMatch(words, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])"))));
    }

    // The hyphenated names: a single word may be what people say, too.
    private static IEnumerable<string> EventNames() =>
        Domain
            .Records.EventVocabulary.Types.Select(type => type.Name)
            .Concat(Domain.Records.EventVocabulary.Options)
            .Concat(Domain.Records.EventVocabulary.Meetings)
            .Where(name => name.Contains('-', StringComparison.Ordinal));
}
