using Permanence.Domain.Records;

namespace Permanence.Domain.Policies;

/// <summary>How one council says the things that a policy speaks of.</summary>
public interface ISpeech
{
    /// <summary>A term of the platform inside a sentence: a meeting, an option, a track, <c>review</c>.</summary>
    string Term(string term);

    /// <summary>An order of a court inside a sentence.</summary>
    string Order(string order);

    /// <summary>What happened, by itself: <c>Permanence planning meeting held</c>.</summary>
    string Title(CareEvent happened);

    /// <summary>What a field of an event holds.</summary>
    /// <param name="type">The event's type; empty where any event may hold the field.</param>
    string Value(string type, string field, object value);

    /// <summary>A label as it stands inside a sentence: names that have capitals of their own keep them.</summary>
    string InSentence(string words);

    /// <summary><c>second</c>, <c>11th</c>.</summary>
    string Ordinal(int number);
}
