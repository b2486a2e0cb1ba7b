using NodaTime;
using Permanence.Domain.Eligibility;
using Permanence.Domain.Policies.Questions;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>How a fact is asked for.</summary>
public enum FactKind
{
    YesNo,
    Day,
    Number,
}

/// <param name="Says">What the record says of it; null where it is asked.</param>
public sealed record AskedFact(string Id, string Label, FactKind Kind, string? Says)
{
    public string Name => $"fact-{Id}";
}

/// <summary>A question as a form: what it asks, what was typed, and the facts to answer it from.</summary>
public sealed class QuestionForm
{
    /// <summary>How many stays outside the placements of the record may be typed.</summary>
    public const int StaysTyped = 2;

    private readonly RecordFacts? record;

    /// <param name="record">What the child's record knows; null where the question is asked of nobody in particular.</param>
    public QuestionForm(EligibilityQuestion question, RecordFacts? record)
    {
        ArgumentNullException.ThrowIfNull(question);
        (Question, this.record) = (question, record);
        var tests = EligibilitySettled.Tests(question).ToList();
        AsksAge = tests.Exists(test => test is EligibilityTest.Age);
        AsksStays = tests.Exists(test => test is EligibilityTest.LivedWith);
        Facts = [.. question.Asks.Select(ask => new AskedFact(ask.Key, Sentence(ask.Value), Kind(ask.Key), record?.Says(ask.Key)))];

        FactKind Kind(string name) =>
            tests.Exists(test => test is EligibilityTest.Since since && since.Name == name) ? FactKind.Day
            : tests.Exists(test => test is EligibilityTest.AtMost most && most.Name == name) ? FactKind.Number
            : FactKind.YesNo;
    }

    public EligibilityQuestion Question { get; }

    public bool AsksAge { get; }

    /// <summary>The day of birth in the record, in words.</summary>
    public string? BornSays => Words.Dates.InWords(record?.Facts.Born);

    public bool AsksStays { get; }

    public IReadOnlyList<AskedFact> Facts { get; }

    public IReadOnlyList<PlacementStay> Placements => AsksStays ? record?.Placements ?? [] : [];

    /// <summary>The boxes as they are before anybody types.</summary>
    public Dictionary<string, string> Begin(LocalDate day)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        DateBoxes.Write(typed, "day", day);
        if (record is null)
            return typed;
        if (record.Facts.Born is { } born)
            DateBoxes.Write(typed, "born", born);
        foreach (var fact in Facts)
        {
            if (record.Facts.Days.TryGetValue(fact.Id, out var known))
                DateBoxes.Write(typed, fact.Name, known);
            else if (fact.Says is { } says)
                typed[fact.Name] = says;
        }

        return typed;
    }

    /// <summary>The facts that were typed and the day asked about, or what is wrong with them.</summary>
    public (EligibilityFacts Facts, LocalDate? Day, IReadOnlyList<FieldFault> Faults) Read(IReadOnlyDictionary<string, string> typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var answers = new TypedAnswers(typed);
        var day = answers.Date("day", "The day asked about", "Enter the day you are asking about.");
        var born = AsksAge ? answers.Date("born", "Date of birth") : record?.Facts.Born;
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        var days = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var fact in Facts)
        {
            switch (fact.Kind)
            {
                case FactKind.Day when answers.Date(fact.Name, fact.Label) is { } date:
                    days[fact.Id] = date;
                    break;
                case FactKind.Number when answers.Miles(fact.Name, fact.Label) is { } number:
                    numbers[fact.Id] = number;
                    break;
                case FactKind.YesNo when answers.Text(fact.Name) is "yes" or "no":
                    known[fact.Id] = answers.Text(fact.Name) == "yes";
                    break;
            }
        }

        var stays = Placements.Where(placement => answers.Text(placement.Key) == "yes").Select(placement => placement.Stay).ToList();
        for (var index = 1; AsksStays && index <= StaysTyped; index++)
        {
            var (from, to) = (
                answers.Date($"from-{index}", "The first day together"),
                answers.Date($"to-{index}", "The last day together")
            );
            if (from is null && to is not null)
                answers.Fault($"from-{index}", "Enter the first day together.");
            else if (from > to)
                answers.Fault($"to-{index}", "The last day together must not be before the first.");
            else if (from is { } first)
                stays.Add(new Stay(first, to));
        }

        return (
            new EligibilityFacts
            {
                Born = born,
                Known = known,
                Days = days,
                Numbers = numbers,
                LivedWith = stays,
            },
            day,
            answers.Faults
        );
    }

    private static string Sentence(string label) => label.Length == 0 ? label : char.ToUpperInvariant(label[0]) + label[1..];
}
