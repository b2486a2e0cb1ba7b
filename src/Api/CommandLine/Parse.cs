using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Records;

namespace Permanence.Api.CommandLine;

/// <summary>Readers of option values, with a sentence for what cannot be read.</summary>
internal static class Parse
{
    public static DayOrMinute? DayOrMinute(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Domain.Records.DayOrMinute.Parse(text) is { } asked)
            return asked;
        result.AddError($"{Name(result)}: '{text}' is not {Domain.Records.DayOrMinute.Reads}.");
        return null;
    }

    public static Instant? Instant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant)
            return instant.Value;
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } offset)
            return offset.Value.ToInstant();
        result.AddError($"{Name(result)}: '{text}' is not an instant: write it in UTC as 2025-04-01T09:00:00Z.");
        return null;
    }

    private static string Name(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
