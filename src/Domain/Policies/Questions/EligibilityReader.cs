using System.Globalization;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies.Questions;

/// <summary>Reads eligibility questions. A council's file adds its reading to a question of the national layer of the same name.</summary>
internal sealed class EligibilityReader(Citations citations, Dictionary<string, string> facts, string document)
{
    public void Read(PolicyNode root, Dictionary<string, EligibilityQuestion> questions)
    {
        root.RefuseUnknown("facts", "questions");
        foreach (var (name, label) in root.Get("facts")?.Pairs() ?? [])
        {
            if (label.Text() is { } text && !facts.TryAdd(name, text))
                label.Fault($"There is a fact '{name}' already.");
        }

        foreach (var item in root.Get("questions")?.Items() ?? [])
            Question(item, questions);
    }

    private void Question(PolicyNode node, Dictionary<string, EligibilityQuestion> questions)
    {
        node.RefuseUnknown("question", "title", "confirmed", "ruled-out", "routes", "otherwise", "worked");
        if (node.Need("question", "answers are asked for by it")?.Name() is not { } id)
            return;
        var existing = questions.GetValueOrDefault(id);
        var title = node.Text("title") ?? existing?.Title;
        if (title is null)
        {
            node.Fault($"The question '{id}' needs a title.");
            return;
        }

        var reading = new EligibilityReading(
            document,
            node.Get("confirmed")?.Flag() ?? true,
            [.. (node.Get("ruled-out")?.Items() ?? []).Select(route => Route(route, title)).OfType<EligibilityRoute>()],
            [
                .. (node.Need("routes", "say how somebody is eligible")?.Items() ?? [])
                    .Select(route => Route(route, title))
                    .OfType<EligibilityRoute>(),
            ]
        );
        // The council's own list first: the national rule stands beside it.
        IReadOnlyList<EligibilityReading> readings = [reading, .. existing?.Readings ?? []];
        questions[id] = new(id, title, Asked(readings), readings, node.Text("otherwise") ?? existing?.Otherwise)
        {
            Worked = [.. (node.Get("worked")?.Items() ?? []).Select(Example).OfType<EligibilityExample>()]
        };
    }

    private EligibilityExample? Example(PolicyNode node)
    {
        node.RefuseUnknown("title", "day", "born", "so", "not-so", "days", "numbers", "lived-with", "answer");
        var title = node.Need("title", "the example is known by it")?.Text();
        var day = node.Need("day", "every answer is of a day")?.Date();
        var answer = node.Need("answer", "say what comes out")?.Word("an answer", Answers.Keys);
        var known = Named(node.Get("so"))
            .Select(fact => (fact, so: true))
            .Concat(Named(node.Get("not-so")).Select(fact => (fact, so: false)))
            .DistinctBy(pair => pair.fact).ToDictionary(pair => pair.fact, pair => pair.so, StringComparer.Ordinal);
        var days = Keyed(node.Get("days"), value => value.Date());
        var numbers = Keyed(node.Get("numbers"), Number);
        var stays = (node.Get("lived-with")?.Items() ?? []).Select(Stay).OfType<Stay>().ToList();
        var born = node.Get("born")?.Date();
        return title is null || day is null || answer is null ? null
            : new(
                title,
                new EligibilityFacts
                {
                    Born = born,
                    Known = known,
                    Days = days,
                    Numbers = numbers,
                    LivedWith = stays,
                },
                day.Value,
                Answers[answer],
                node.File,
                node.Line
            );
    }

    private static readonly Dictionary<string, EligibilityOutcome> Answers = Words.Of<EligibilityOutcome>();

    private IEnumerable<string> Named(PolicyNode? list) =>
        (list?.Items() ?? []).Select(item => item.Word("a fact of eligibility.yaml", facts.Keys)).OfType<string>();

    private Dictionary<string, T> Keyed<T>(PolicyNode? map, Func<PolicyNode, T?> read) where T : struct
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        map?.RefuseUnknown([.. facts.Keys]);
        foreach (var (name, value) in map?.Pairs() ?? [])
        {
            if (read(value) is { } given)
                values[name] = given;
        }

        return values;
    }

    private static decimal? Number(PolicyNode node)
    {
        if (decimal.TryParse(node.Text(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        node.Fault("A number such as 24.3 is wanted here.");
        return null;
    }

    private static Stay? Stay(PolicyNode node)
    {
        node.RefuseUnknown("from", "to");
        return node.Need("from", "a stay begins")?.Date() is { } from ? new Stay(from, node.Get("to")?.Date()) : null;
    }

    private Dictionary<string, string> Asked(IReadOnlyList<EligibilityReading> readings) => readings
        .SelectMany(reading => reading.RuledOut.Concat(reading.Routes)).SelectMany(route => route.Tests)
        .Select(test => test switch
        {
            EligibilityTest.Fact fact => fact.Name,
            EligibilityTest.Since since => since.Name,
            EligibilityTest.AtMost most => most.Name,
            _ => null
        })
        .OfType<string>().Distinct(StringComparer.Ordinal)
        .ToDictionary(name => name, name => facts.GetValueOrDefault(name, name), StringComparer.Ordinal);

    private EligibilityRoute? Route(PolicyNode node, string question)
    {
        node.RefuseUnknown("title", "clause", "source", "all", "note");
        var title = node.Need("title", "reasons name it")?.Text();
        var clause = node.Get("clause") is { } cited
            ? citations.All(cited, ServedBy.Option, $"a route of the question '{question}'") is [var first, ..]
                ? first
                : null
            : null;
        var source = clause?.Id ?? node.Text("source");
        if (source is null)
            node.Fault("A route cites a clause, or the statute as its source.");
        var tests = (node.Need("all", "say what has to be so")?.Items() ?? []).Select(Test).OfType<EligibilityTest>().ToList();
        return title is null || source is null || tests.Count == 0 ? null : new(title, source, clause, tests, node.Text("note"));
    }

    private EligibilityTest? Test(PolicyNode node)
    {
        if (node.Get("fact") is { } fact)
        {
            node.RefuseUnknown("fact", "is");
            return fact.Word("a fact of eligibility.yaml", facts.Keys) is { } name
                ? new EligibilityTest.Fact(name, facts[name], node.Get("is")?.Flag() ?? true)
                : null;
        }

        if (node.Get("lived-with") is { } lived)
        {
            node.RefuseUnknown("lived-with");
            lived.RefuseUnknown("for", "right-up-to-the-day", "within-last", "ended-within");
            return Length(lived.Need("for", "say how long")) is { } length
                ? new EligibilityTest.LivedWith(
                    length,
                    lived.Get("right-up-to-the-day")?.Flag() ?? false,
                    Length(lived.Get("within-last")),
                    Length(lived.Get("ended-within"))
                )
                : null;
        }

        if (node.Get("age") is { } age)
        {
            node.RefuseUnknown("age");
            age.RefuseUnknown("from", "under");
            var (from, under) = (age.Get("from")?.Whole(0, 30), age.Get("under")?.Whole(1, 30));
            if (from is null && under is null)
                age.Fault("An age test needs 'from' or 'under', in years.");
            return new EligibilityTest.Age(from, under);
        }

        if (node.Get("since") is { } since)
        {
            node.RefuseUnknown("since");
            since.RefuseUnknown("day", "at-least");
            var day = since.Need("day", "time passes since a day")?.Word("a fact of eligibility.yaml", facts.Keys);
            return Length(since.Need("at-least", "say how long")) is { } length && day is not null
                ? new EligibilityTest.Since(day, facts[day], length)
                : null;
        }

        if (node.Get("number") is { } number)
        {
            node.RefuseUnknown("number", "at-most");
            var name = number.Word("a fact of eligibility.yaml", facts.Keys);
            return node.Need("at-most", "say the limit")?.Whole(0, 1000) is { } limit && name is not null
                ? new EligibilityTest.AtMost(name, facts[name], limit)
                : null;
        }

        node.Fault("A test is one of fact, lived-with, age, since or number.");
        return null;
    }

    private static TimeLimit? Length(PolicyNode? node)
    {
        if (node?.Limit() is not { } limit)
            return null;
        if (limit.Unit is not (TimeUnit.Hours or TimeUnit.WorkingDays))
            return limit;
        node.Fault("Eligibility counts in days, weeks, months or years.");
        return null;
    }
}
