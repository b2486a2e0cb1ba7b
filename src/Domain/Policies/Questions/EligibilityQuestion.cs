using NodaTime;

namespace Permanence.Domain.Policies.Questions;

/// <summary>Something a person asks before acting: who may apply, whether an age or a distance allows it.</summary>
/// <param name="Asks">The facts it may need, by name, with what each says of the child or the applicant.</param>
/// <param name="Readings">The council's own list and the national rule, where there is one, answered separately and then compared.</param>
/// <param name="Otherwise">What remains open when the answer is no.</param>
public sealed record EligibilityQuestion(
    string Id,
    string Title,
    IReadOnlyDictionary<string, string> Asks,
    IReadOnlyList<EligibilityReading> Readings,
    string? Otherwise
)
{
    /// <summary>Worked answers of the layer that speaks last: shown as examples, and tried whenever packs are checked.</summary>
    public IReadOnlyList<EligibilityExample> Worked { get; init; } = [];
}

/// <summary>A question answered by hand for invented people.</summary>
public sealed record EligibilityExample(
    string Title,
    EligibilityFacts Facts,
    LocalDate Day,
    EligibilityOutcome Answer,
    string File,
    int Line
);

/// <summary>One document's answer to a question: yes if nothing rules it out and any of its routes is open.</summary>
/// <param name="Document">Its title, for the reasons.</param>
/// <param name="Confirmed">Whether its wording was checked against its source. If not, every answer says so.</param>
public sealed record EligibilityReading(
    string Document,
    bool Confirmed,
    IReadOnlyList<EligibilityRoute> RuledOut,
    IReadOnlyList<EligibilityRoute> Routes
);

/// <summary>One way of being eligible, or one thing that rules it out: all its tests have to hold.</summary>
/// <param name="Source">The clause's id, or the statute where no register holds it.</param>
public sealed record EligibilityRoute(string Title, string Source, Clause? Clause, IReadOnlyList<EligibilityTest> Tests, string? Note);

/// <summary>
/// What is known of the child and the applicant. What is not known counts as not so, and the reasons say that it is not known.
/// </summary>
public sealed record EligibilityFacts
{
    public LocalDate? Born { get; init; }

    /// <summary>
    /// Whether who was born on 29 February reaches an age on 1 March in an ordinary year, where the council has chosen; else on
    /// 28 February.
    /// </summary>
    public bool? LeapDayOnFirstOfMarch { get; init; }

    public IReadOnlyDictionary<string, bool> Known { get; init; } = new Dictionary<string, bool>();

    public IReadOnlyDictionary<string, LocalDate> Days { get; init; } = new Dictionary<string, LocalDate>();

    public IReadOnlyDictionary<string, decimal> Numbers { get; init; } = new Dictionary<string, decimal>();

    /// <summary>When the child has lived with the applicant, in any order.</summary>
    public IReadOnlyList<Stay> LivedWith { get; init; } = [];
}

/// <param name="To">The last day, included. Null while it lasts.</param>
public sealed record Stay(LocalDate From, LocalDate? To);

public enum EligibilityOutcome
{
    Yes,
    No,

    /// <summary>The council's text and the national rule differ for these facts.</summary>
    CheckWithLegal,
}
