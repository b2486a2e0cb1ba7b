using System.Text.Json.Serialization;
using NodaTime;

namespace Permanence.Domain.Records;

/// <summary>One child's whole record: what the API takes and returns, what is stored, and what a council can take away with it.</summary>
/// <param name="Authority">The id of the responsible authority.</param>
/// <param name="Child">Who the child is.</param>
/// <param name="Events">What happened, in the order it was recorded.</param>
[JsonConverter(typeof(CaseFileConverter))]
public sealed record CaseFile(string Authority, Child Child, IReadOnlyList<CareEvent> Events)
{
    /// <summary>Fields that a newer program stored and this one does not know: kept as they are, as <see cref="JsonText"/>.</summary>
    public EventFields More { get; init; } = EventFields.None;

    public bool Equals(CaseFile? other) =>
        other is not null
        && Authority == other.Authority
        && Child == other.Child
        && Events.SequenceEqual(other.Events)
        && More.Equals(other.More);

    public override int GetHashCode() => HashCode.Combine(Authority, Child, Events.Count);
}

/// <summary>Who a child is: what a case file says, before the details that were changed since.</summary>
public sealed record Child
{
    /// <summary>Unique within the authority. Safe to write to a log; the name is not.</summary>
    public required string Id { get; init; }

    /// <summary>The day of birth. A day after the day asked about is the day the birth was expected.</summary>
    public LocalDate? Born { get; init; }

    /// <summary>The day an unborn child is expected.</summary>
    public LocalDate? Expected { get; init; }

    /// <summary><c>F</c>, <c>M</c> or <c>U</c>, as the SSDA903 return has it since 2024/25.</summary>
    public string? Sex { get; init; }

    /// <summary>Ids of brothers and sisters, whether or not they have a record here.</summary>
    public IReadOnlyList<string> Siblings { get; init; } = [];

    public string? Name { get; init; }

    public string? Team { get; init; }

    public string? SocialWorker { get; init; }

    /// <summary>SSDA903 ethnicity code.</summary>
    public string? Ethnicity { get; init; }

    /// <summary>Unique pupil number, or the code for why there is none.</summary>
    public string? PupilNumber { get; init; }

    /// <summary>Whether the child arrived as an unaccompanied asylum seeker. Null where nobody has said.</summary>
    public bool? Unaccompanied { get; init; }

    /// <summary>Whether only those who work with the child may see the record. Null where nobody has said.</summary>
    public bool? Restricted { get; init; }

    /// <summary>Fields that a newer program stored and this one does not know: kept as they are, as <see cref="JsonText"/>.</summary>
    [JsonIgnore]
    public EventFields More { get; init; } = EventFields.None;

    /// <summary>The child after a <c>details-changed</c>: what it does not say stays.</summary>
    internal Child After(CareEvent changed) =>
        this with
        {
            Name = changed.Text("name") ?? Name,
            Born = changed.Date("born") ?? Born,
            Expected = changed.Date("expected") ?? Expected,
            Sex = changed.Text("sex") ?? Sex,
            Ethnicity = changed.Text("ethnicity") ?? Ethnicity,
            Team = changed.Text("team") ?? Team,
            Restricted = changed.Flag("restricted") ?? Restricted,
        };

    public bool Equals(Child? other) =>
        other is not null
        && Id == other.Id
        && Born == other.Born
        && Expected == other.Expected
        && Sex == other.Sex
        && Name == other.Name
        && Team == other.Team
        && SocialWorker == other.SocialWorker
        && Ethnicity == other.Ethnicity
        && PupilNumber == other.PupilNumber
        && Unaccompanied == other.Unaccompanied
        && Restricted == other.Restricted
        && Siblings.SequenceEqual(other.Siblings)
        && More.Equals(other.More);

    public override int GetHashCode() => HashCode.Combine(Id, Born, Name);
}
