using System.Globalization;
using NodaTime;
using Permanence.Domain;
using Permanence.Domain.Boards;
using Permanence.Domain.History;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
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

    public Evaluation? Evaluate(CaseHistory history)
    {
        Interlocked.Increment(ref evaluations);
        return Evaluated(history);
    }

    private Evaluation Evaluated(CaseHistory history) =>
        new(
            history.Whole.Timeline.File.Authority,
            history.Child.Id,
            history.On,
            new PolicyStamp(history.Whole.Timeline.File.Authority, Policies, "hash", false),
            [
                new Obligation
                {
                    Id = "count",
                    Title = "Count",
                    Status = history.Happened.Count > 0 ? ObligationStatus.Overdue : ObligationStatus.DueSoon,
                    Due = history.On,
                    DueAt = history.On.At(new LocalTime(16, 0)),
                    Force = Force.Must,
                    IsBreach = history.Happened.Count > 0,
                    Owner = "iro",
                    Limbs =
                    [
                        new Limb
                        {
                            Clause = "C-1",
                            Force = Force.Must,
                            Due = history.On,
                            Binding = true,
                            Steps = [new Counted(history.Happened.Count)],
                        },
                    ],
                },
            ]
        );

    public IReadOnlyList<MovedDuty>? MovedByEdit(CaseHistory history) =>
        Policies == "first" ? null
        : history.Happened.Count > 0
            ?
            [
                new MovedDuty(
                    "count",
                    "Count",
                    new(ObligationStatus.Upcoming, history.On.PlusDays(9)),
                    new(ObligationStatus.Overdue, history.On)
                ),
            ]
        : [];

    public IReadOnlyList<Refusal> Stops(ChildHistory record, IReadOnlyList<CareEvent> events) => [];

    public IReadOnlyList<Refusal> StopsOpening(CaseFile file) => [];

    public IReadOnlyList<Refusal> NotTheirs(string authority, CaseFile? record, IReadOnlyList<CareEvent> events) => [];

    public DirectoryRules Directory(string authority, LocalDate on) => new(["administrator", "team-manager"], ["panel-administrator"]);

    public IReadOnlyList<CareEvent> InRole(
        string authority,
        CaseFile? record,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<string> roles
    ) => events;

    public IReadOnlyList<string> CountedBy(CaseHistory history) => history.Happened.Count > 0 ? ["I-1"] : [];

    /// <summary>The columns of every authority's list <c>families</c>.</summary>
    public IReadOnlyList<FormField> Columns { get; set; } =
    [
        new()
        {
            Id = "household",
            Label = "Household",
            Type = FieldType.Text,
            Required = true,
        },
        new()
        {
            Id = "stage",
            Label = "Stage",
            Type = FieldType.Text,
        },
    ];

    /// <summary>For how many months every authority keeps the rows of an import.</summary>
    public int? MonthsOfRows { get; set; }

    public int? ImportRowsMonths(string authority) => MonthsOfRows;

    public PolicyForm? List(string authority, string list, LocalDate on) =>
        list != "families"
            ? null
            : new()
            {
                Id = list,
                Title = "Families",
                Kind = FormKind.List,
                Sections = [new FormSection("Families", true, null, [], null, Columns)],
            };

    /// <summary>London times at which a limit in hours runs out: each makes every row say that one more is due soon.</summary>
    public IReadOnlyList<LocalDateTime> HoursRunOut { get; set; } = [];

    public TurningRow? Row(CaseHistory history) =>
        new(
            new(
                history.Child.Id,
                null,
                history.Happened.Count.ToString(CultureInfo.InvariantCulture),
                null,
                Policies,
                Rag.Green,
                history.Happened.Count,
                HoursRunOut.Count(runOut => LondonTime.InstantOf(runOut) <= history.ReadAt),
                new NextDuty("Count", history.On, "C-1"),
                null,
                null
            ),
            [.. HoursRunOut.Select(LondonTime.InstantOf).Where(instant => LondonTime.DayOf(instant) == history.On)]
        );

    private sealed record Counted(int Events) : Step
    {
        public override string InWords() => $"{Events.ToString(CultureInfo.InvariantCulture)} events are known.";
    }
}
