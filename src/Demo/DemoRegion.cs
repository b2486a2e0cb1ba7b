using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Demo;

/// <summary>
/// An invented council: children whose journeys hang together, at any size. The same settings give the same bytes on any machine.
/// No child, carer or worker in it is a real person.
/// </summary>
public static class DemoRegion
{
    public static IReadOnlyList<CaseFile> Generate(DemoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.HowMany, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.HowMany, 99_999);
        if (settings.Teams.Count == 0)
            throw new ArgumentException("An invented council needs at least one team.", nameof(settings));

        var families = new Families(settings);
        var children = new List<CaseFile>(settings.HowMany);
        for (var family = 1; children.Count < settings.HowMany; family++)
            children.AddRange(families.Make(family, children.Count + 1, settings.HowMany - children.Count));
        return children;
    }

    /// <summary>
    /// One coherent record of exactly <paramref name="count"/> events, as long as the life behind it needs: for benchmarks.
    /// </summary>
    /// <param name="count">From 12 to 1,000.</param>
    public static CaseFile ChildWithEvents(long seed, LocalDate today, int count, string authorityId = "example")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 12);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        return LongRecord.Make(seed, today, count, authorityId);
    }
}
