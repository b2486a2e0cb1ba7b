using System.Globalization;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies.Reference;
using Permanence.Domain.Records;
using Permanence.Grains.Policies;

namespace Permanence.Grains.Tests.Builders;

/// <summary>Says how many events are known on a day, which is enough to see whether a board is right.</summary>
public sealed class CountingAssessor : IAssessor
{
    public string Policies { get; set; } = "first";

    public string Stamp(string authority) => Policies;

    private int evaluations;

    /// <summary>How often a child was evaluated.</summary>
    public int Evaluations => evaluations;

    public Evaluation? Evaluate(CaseFile file, AsOf asOf)
    {
        Interlocked.Increment(ref evaluations);
        return Evaluated(file, asOf.On!.Value, asOf.KnownAt);
    }

    public Assessment? Assess(CaseFile file, AsOf asOf) =>
        new(Evaluated(file, asOf.On!.Value, asOf.KnownAt), Row(file, asOf.On.Value, asOf.KnownAt), Summary(file, asOf), false);

    private Evaluation Evaluated(CaseFile file, LocalDate on, Instant? knownAt) => new(
        file.Authority, file.Child.Id, on, new PolicyStamp(file.Authority, Policies, "hash", false),
        [
            new Obligation
            {
                Id = "count", Title = "Count", Status = Known(file, on, knownAt) > 0 ? ObligationStatus.Overdue : ObligationStatus.DueSoon, Due = on, DueAt = on.At(new LocalTime(16, 0)), Force = Force.Must, Owner = "iro",
                Limbs = [new Limb { Clause = "C-1", Due = on, Binding = true, Steps = [new Counted(Known(file, on, knownAt))] }]
            }
        ]);

    public IReadOnlyList<MovedDuty>? MovedByEdit(CaseFile file, LocalDate on) =>
        Policies == "first" ? null : Known(file, on, null) > 0 ? [new MovedDuty("count", "Count", new(ObligationStatus.Upcoming, on.PlusDays(9)), new(ObligationStatus.Overdue, on))] : [];

    public IReadOnlyList<Refusal> Stops(CaseFile record, IReadOnlyList<CareEvent> events) => [];

    public IReadOnlyList<string> CountedBy(CaseFile file, AsOf asOf) => Known(file, asOf.On!.Value, asOf.KnownAt) > 0 ? ["I-1"] : [];

    /// <summary>The columns of every authority's list <c>families</c>.</summary>
    public IReadOnlyList<FormField> Columns { get; set; } = [new() { Id = "household", Label = "Household", Type = FieldType.Text, Required = true }, new() { Id = "stage", Label = "Stage", Type = FieldType.Text }];

    public PolicyForm? List(string authority, string list, LocalDate on) => list != "families" ? null : new()
    {
        Id = list, Title = "Families", Kind = FormKind.List, Sections = [new FormSection("Families", true, null, [], null, Columns)]
    };

    private TrackerRow Row(CaseFile file, LocalDate on, Instant? knownAt) => new(
        file.Child.Id, null, Known(file, on, knownAt).ToString(CultureInfo.InvariantCulture), null, Policies, Rag.Green, Known(file, on, knownAt), 0,
        new NextDuty("Count", on, "C-1"), null, null);

    public ChildSummary? Summary(CaseFile file, AsOf asOf) => ChildSummaries.Of(Timeline.Of(file), asOf.On!.Value);

    private static int Known(CaseFile file, LocalDate on, Instant? knownAt) => Timeline.Of(file, knownAt).Events.Count(happened => happened.On <= on);

    private sealed record Counted(int Events) : Step
    {
        public override string InWords() => $"{Events.ToString(CultureInfo.InvariantCulture)} events are known.";
    }
}
