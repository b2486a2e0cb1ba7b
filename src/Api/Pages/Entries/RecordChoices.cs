using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Entries;

/// <summary>
/// What a council's policy recognises where an event holds free text, so that nobody has to know a code to be understood.
/// </summary>
public sealed class RecordChoices(PolicyPack? pack, IReadOnlyList<AgencyProfile> agencies, EventWords speech)
{
    /// <summary>Of no council: every text is typed.</summary>
    public static readonly RecordChoices None = new(null, [], EventWords.Plain);

    /// <param name="on">A London date: the version in force then.</param>
    public static RecordChoices Of(PolicySource policies, Council council, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(council);
        var library = policies.Library;
        return new(library.For(council.Id)?.InForceOn(on), library.Agencies, council.Speech);
    }

    /// <summary>Empty where the policy asks nothing of the field.</summary>
    public IReadOnlyList<FieldOption> For(string type, string field) =>
        pack is null ? [] : [.. TestedValues.Of(pack, type, field).Select(value => new FieldOption(value, Words(value)))];

    private string Words(string value) =>
        pack!.Reference.Form(value)?.Title
        ?? (pack.Clauses.TryGetValue(value, out var clause) ? $"{clause.Id}: {clause.Title}" : null)
        ?? agencies.FirstOrDefault(agency => agency.Id == value)?.Name
        ?? speech.Name(value);
}
