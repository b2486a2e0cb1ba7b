using System.Globalization;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Policies.Schemas;

namespace Permanence.Domain.Policies.Questions;

/// <summary>Reads eligibility questions. A council's file adds its reading to a question of the national layer of the same name.</summary>
internal sealed class EligibilityReader(Citations citations, Dictionary<string, string> facts, string document)
{
    private static readonly Dictionary<string, EligibilityOutcome> Answers = Words.Of<EligibilityOutcome>();

    internal static Keys RouteKeys { get; } =
        new(
            Key.Needed("title", Schema.Text),
            new("clause", Schema.OneOrMany(Schema.Clause)),
            new("source", Schema.Text.Saying("The statute, where no clause is cited.")),
            Key.Needed("all", Schema.OneOrMany(EligibilityTest.Schema)),
            new("note", Schema.Text)
        );

    private static readonly Keys StayKeys = new(Key.Needed("began", Schema.Date), new("ended", Schema.Date));

    internal static Keys ExampleKeys { get; } =
        new(
            Key.Needed("title", Schema.Text),
            Key.Needed("day", Schema.Date),
            new("born", Schema.Date),
            new("so", Schema.OneOrMany(EligibilityTestKind.Fact)),
            new("not-so", Schema.OneOrMany(EligibilityTestKind.Fact)),
            new("days", Schema.MapOf(Schema.Date)),
            new("numbers", Schema.MapOf(Schema.Text)),
            new("lived-with", Schema.OneOrMany(StayKeys)),
            Key.Needed("answer", Schema.Word(Answers.Keys))
        );

    private static readonly Keys QuestionKeys = new(
        Key.Needed("question", Schema.Name),
        new("title", Schema.Text),
        new("confirmed", Schema.Flag),
        new("ruled-out", Schema.OneOrMany(Schema.Defined("eligibility-route"))),
        Key.Needed("routes", Schema.OneOrMany(Schema.Defined("eligibility-route"))),
        new("otherwise", Schema.Text),
        new("worked", Schema.OneOrMany(Schema.Defined("eligibility-example")).Saying("Tried by permanence policy check."))
    );

    internal static Keys Keys { get; } = new(new("facts", Schema.MapOf(Schema.Text)), new("questions", Schema.OneOrMany(QuestionKeys)));

    public void Read(PolicyNode root, Dictionary<string, EligibilityQuestion> questions)
    {
        root.RefuseUnknown(Keys);
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
        node.RefuseUnknown(QuestionKeys);
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
            Worked = [.. (node.Get("worked")?.Items() ?? []).Select(Example).OfType<EligibilityExample>()],
        };
    }

    private EligibilityExample? Example(PolicyNode node)
    {
        node.RefuseUnknown(ExampleKeys);
        var title = node.Need("title", "the example is known by it")?.Text();
        var day = node.Need("day", "every answer is of a day")?.Date();
        var answer = node.Need("answer", "say what comes out")?.Word("an answer", Answers.Keys);
        var known = Named(node.Get("so"))
            .Select(fact => (fact, so: true))
            .Concat(Named(node.Get("not-so")).Select(fact => (fact, so: false)))
            .DistinctBy(pair => pair.fact)
            .ToDictionary(pair => pair.fact, pair => pair.so, StringComparer.Ordinal);
        var days = Keyed(node.Get("days"), value => value.Date());
        var numbers = Keyed(node.Get("numbers"), Number);
        var stays = (node.Get("lived-with")?.Items() ?? []).Select(Stay).OfType<Stay>().ToList();
        var born = node.Get("born")?.Date();
        return title is null || day is null || answer is null
            ? null
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

    private IEnumerable<string> Named(PolicyNode? list) => list?.Words("a fact of eligibility.yaml", facts.Keys) ?? [];

    private Dictionary<string, T> Keyed<T>(PolicyNode? map, Func<PolicyNode, T?> read)
        where T : struct
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
        node.RefuseUnknown(StayKeys);
        return node.Need("began", "a stay begins")?.Date() is { } began ? new Stay(began, node.Get("ended")?.Date()) : null;
    }

    private Dictionary<string, string> Asked(IReadOnlyList<EligibilityReading> readings) =>
        readings
            .SelectMany(reading => reading.RuledOut.Concat(reading.Routes))
            .SelectMany(route => route.Tests)
            .Select(test => test.Asks)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => facts.GetValueOrDefault(name, name), StringComparer.Ordinal);

    private EligibilityRoute? Route(PolicyNode node, string question)
    {
        node.RefuseUnknown(RouteKeys);
        var title = node.Need("title", "reasons name it")?.Text();
        var clause = node.Get("clause") is { } cited
            ? citations.All(cited, ServedBy.Option, $"a route of the question '{question}'") is [var first, ..]
                ? first
                : null
            : null;
        var source = clause?.Id ?? node.Text("source");
        if (source is null)
            node.Fault("A route cites a clause, or the statute as its source.");
        var tests = (node.Need("all", "say what has to be so")?.Items() ?? [])
            .Select(test => EligibilityTest.Read(test, facts))
            .OfType<EligibilityTest>()
            .ToList();
        return title is null || source is null || tests.Count == 0 ? null : new(title, source, clause, tests, node.Text("note"));
    }
}
