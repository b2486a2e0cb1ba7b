using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Words;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Entries;

/// <summary>
/// What a council's policy recognises where an event holds free text, so that nobody has to know a code to be understood.
/// </summary>
/// <param name="asked">Clauses whose duties are to be done for the child now.</param>
public sealed class RecordChoices(PolicyPack? pack, IReadOnlyList<AgencyProfile> agencies, EventWords speech, IReadOnlySet<string> asked)
{
    /// <summary>Of no council: every text is typed.</summary>
    public static readonly RecordChoices None = new(null, [], EventWords.Plain, new HashSet<string>());

    /// <param name="on">A London date: the version in force then.</param>
    /// <param name="evaluation">What the policy asks of the child; null where no field is about its requirements.</param>
    public static RecordChoices Of(PolicySource policies, Council council, LocalDate on, Evaluation? evaluation = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(council);
        var library = policies.Library;
        return new(library.For(council.Id)?.InForceOn(on), library.Agencies, council.Speech, Asked(evaluation));
    }

    /// <summary>Empty where the policy asks nothing of the field.</summary>
    public IReadOnlyList<FieldOption> For(string type, string field) =>
        pack is null ? [] : [.. TestedValues.Of(pack, type, field).Select(value => new FieldOption(value, Words(value)))];

    /// <summary>
    /// The requirements of the policy that such a field may say were met, of them those that are to be done for the child now; all of them
    /// where none is.
    /// </summary>
    public IReadOnlyList<string> Requirements(string type, string field)
    {
        IReadOnlyList<string> known = pack is null ? [] : TestedValues.Of(pack, type, field);
        List<string> now = [.. known.Where(asked.Contains)];
        return now.Count > 0 ? now : known;
    }

    private static HashSet<string> Asked(Evaluation? evaluation) =>
        evaluation is null
            ? []
            :
            [
                .. evaluation
                    .Obligations.Where(duty => duty.Lapsed || !duty.Status.IsOver())
                    .SelectMany(duty => duty.Limbs)
                    .Select(limb => limb.Clause),
            ];

    /// <summary>How a value is said: a form's title, a clause with its id, an agency's name.</summary>
    public string Words(string value) =>
        pack?.Reference.Form(value)?.Title
        ?? (pack is not null && pack.Clauses.TryGetValue(value, out var clause) ? $"{clause.Id}: {clause.Title}" : null)
        ?? agencies.FirstOrDefault(agency => agency.Id == value)?.Name
        ?? speech.Name(value);
}
