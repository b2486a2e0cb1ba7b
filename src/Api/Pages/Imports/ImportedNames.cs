using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages.Imports;

/// <summary>What a return cannot carry of a child, as one row of a form: asked only where the record does not say it.</summary>
/// <param name="Index">The place of the row in the form, from 0.</param>
/// <param name="Command">The id under which the row is recorded: sent twice, it is done once.</param>
/// <param name="Now">What the board says of the child; null where it has no row.</param>
/// <param name="Typed">What was typed, by field; kept whatever becomes of it.</param>
public sealed record NameRow(int Index, string Child, Guid Command, TrackerRow? Now, IReadOnlyDictionary<string, string> Typed)
{
    public const string Name = "name";
    public const string Team = "team";
    public const string Worker = "worker";

    /// <summary>The fields of a row, in the order in which they are typed.</summary>
    public static readonly IReadOnlyList<(string Field, string Label)> Fields = [(Name, "Name"), (Team, "Team"), (Worker, "Social worker")];

    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    public string Input(string field) => $"{field}-{Index}";

    /// <summary>What the record says; null where it does not.</summary>
    public string? Known(string field) => Said(Now, field);

    /// <summary>Whether the field is asked: the record does not say it, or what was typed stands against what it says by now.</summary>
    public bool Asks(string field) => Known(field) is null || Fault(field) is not null;

    public FieldFault? Fault(string field) => Faults.FirstOrDefault(fault => fault.Field == Input(field));

    /// <summary>Nobody is told who it is by the number that a return has for a social worker: it counts as not said.</summary>
    public static string? Said(TrackerRow? row, string field) =>
        field switch
        {
            Name => row?.Name,
            Team => row?.Team,
            _ => NumberOfReturn(row) is null ? row?.SocialWorker : null,
        };

    /// <summary>The social worker as the return numbers them; null where somebody is named.</summary>
    public static string? NumberOfReturn(TrackerRow? row) =>
        row?.SocialWorker is { Length: > 2 } worker && worker[..2] is "SW" or "XX" && worker.Skip(2).All(char.IsAsciiDigit) ? worker : null;

    /// <summary>Whether something is missing that somebody can give here.</summary>
    public static bool IsLacking(TrackerRow row) => Fields.Any(field => Said(row, field.Field) is null);

    /// <summary>What was typed and the record does not say yet, as entries of today.</summary>
    /// <param name="now">The child as the record says now.</param>
    public IReadOnlyList<CareEvent> Events(TrackerRow now, LocalDate today)
    {
        var coming = Fields
            .Where(field => Typed.ContainsKey(field.Field) && Said(now, field.Field) is null)
            .ToDictionary(field => field.Field, field => Typed[field.Field]);
        var details = new (string Field, string? Value)[]
        {
            ("name", coming.GetValueOrDefault(Name)),
            ("team", coming.GetValueOrDefault(Team)),
        }
            .Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Field, (object)field.Value!))
            .ToList();
        var events = new List<CareEvent>();
        if (details.Count > 0)
            events.Add(
                new CareEvent
                {
                    Type = EventTypes.DetailsChanged,
                    On = today,
                    Fields = EventFields.Of(details),
                }
            );
        if (coming.TryGetValue(Worker, out var worker))
            events.Add(
                new CareEvent
                {
                    Type = EventTypes.OfficerAllocated,
                    On = today,
                    Fields = EventFields.Of([new("role", "social-worker"), new("who", worker)]),
                }
            );
        return events;
    }

    /// <summary>What somebody recorded otherwise while this was being typed.</summary>
    public IEnumerable<FieldFault> Overtaken(TrackerRow now) =>
        Fields
            .Where(field => Typed.GetValueOrDefault(field.Field) is { } typed && Said(now, field.Field) is { } said && typed != said)
            .Select(field => new FieldFault(
                Input(field.Field),
                $"Child {Child}: the record says {Said(now, field.Field)} by now. Leave this blank, or change it on the record."
            ));

    public IEnumerable<FieldFault> FaultsOf(IReadOnlyList<Refusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return refusals.Select(refusal => new FieldFault(
            Input(
                refusal.Field?.Split('.')[^1] switch
                {
                    "team" => Team,
                    "who" => Worker,
                    _ => Fields.Select(field => field.Field).FirstOrDefault(Typed.ContainsKey, Name),
                }
            ),
            $"Child {Child}: {refusal.Sentence}"
        ));
    }
}
