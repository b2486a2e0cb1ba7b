using Permanence.Domain.Policies.Moments;
using Permanence.Domain.Policies.Questions;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Domain.Policies;

/// <summary>Everything in one version of a policy that puts one clause to use.</summary>
public sealed record ClauseUsage
{
    public required Clause Clause { get; init; }

    public IReadOnlyList<Duty> Duties { get; init; } = [];

    /// <summary>Reviews whose latest day it limits.</summary>
    public IReadOnlyList<Moment.Review> Reviews { get; init; } = [];

    public IReadOnlyList<Gate> Gates { get; init; } = [];

    public IReadOnlyList<Indicator> Indicators { get; init; } = [];

    /// <summary>Stages at which it limits how long a child waits.</summary>
    public IReadOnlyList<Wait> Waits { get; init; } = [];

    /// <summary>Forms with the fields that cite it; with none where the form as a whole does.</summary>
    public IReadOnlyList<(PolicyForm Form, IReadOnlyList<FormField> Fields)> Forms { get; init; } = [];

    /// <summary>Options, with the points that cite it under what they are said as: <c>Advantages</c>.</summary>
    public IReadOnlyList<(OptionGuide Option, IReadOnlyList<(string Part, string Says)> Points)> Options { get; init; } = [];

    /// <summary>What it says of choosing between options.</summary>
    public IReadOnlyList<string> Choosing { get; init; } = [];

    public IReadOnlyList<(RoleGuide Role, IReadOnlyList<string> Does, IReadOnlyList<string> Decides)> Roles { get; init; } = [];

    public IReadOnlyList<(SignOffChain Chain, IReadOnlyList<SignOffStep> Steps)> SignOffs { get; init; } = [];

    public IReadOnlyList<MeetingGuide> Meetings { get; init; } = [];

    public IReadOnlyList<(RequirementGroup Group, Requirement Item)> Requirements { get; init; } = [];

    public IReadOnlyList<AgeBand> AgeBands { get; init; } = [];

    public IReadOnlyList<PackSetting> Settings { get; init; } = [];

    public IReadOnlyList<(EligibilityQuestion Question, IReadOnlyList<EligibilityRoute> Routes)> Questions { get; init; } = [];

    /// <returns>Null where the pack has no such clause.</returns>
    public static ClauseUsage? Of(PolicyPack pack, string id)
    {
        ArgumentNullException.ThrowIfNull(pack);
        if (!pack.Clauses.TryGetValue(id, out var clause))
            return null;
        var reference = pack.Reference;
        return new ClauseUsage
        {
            Clause = clause,
            Duties = [.. pack.Duties.Where(duty => duty.Limbs.Any(limb => limb.Clause.Id == id))],
            Reviews = [.. pack.Moments.Values.OfType<Moment.Review>().Where(review => review.Latest.Any(rule => rule.Clause.Id == id))],
            Gates = [.. pack.Gates.Where(gate => gate.Clause.Id == id)],
            Indicators = [.. pack.Indicators.Where(indicator => indicator.Clause.Id == id)],
            Waits = [.. pack.Waits.Where(wait => wait.Clause.Id == id)],
            Forms =
            [
                .. reference
                    .Forms.Select(form => (form, fields: (IReadOnlyList<FormField>)[.. form.Fields.Where(field => Cites(field.Clauses))]))
                    .Where(pair => pair.fields.Count > 0 || Cites(pair.form.Clauses)),
            ],
            Options = [.. reference.Options.Select(option => (option, points: Points(option))).Where(pair => pair.points.Count > 0)],
            Choosing = Said(reference.Choosing),
            Roles =
            [
                .. reference
                    .Roles.Select(role => (role, does: Said(role.Duties), decides: Said(role.Decides)))
                    .Where(found => found.does.Count + found.decides.Count > 0),
            ],
            SignOffs =
            [
                .. reference
                    .SignOffs.Select(chain =>
                        (chain, steps: (IReadOnlyList<SignOffStep>)[.. chain.Steps.Where(step => Cites(step.Clauses))])
                    )
                    .Where(pair => pair.steps.Count > 0 || Cites(pair.chain.Clauses)),
            ],
            Meetings =
            [
                .. reference.Meetings.Where(meeting =>
                    Cites(meeting.Clauses)
                    || Cites(meeting.ChairClauses)
                    || Cites(meeting.EveryClauses)
                    || meeting.Attendees.Any(attendee => Cites(attendee.Clauses))
                    || Said(meeting.Purposes).Count > 0
                ),
            ],
            Requirements =
            [
                .. reference.Requirements.SelectMany(group =>
                    group.Items.Where(item => item.Clause.Id == id).Select(item => (group, item))
                ),
            ],
            AgeBands = [.. reference.AgeBands.Where(band => Cites(band.Clauses))],
            Settings = [.. reference.Settings.Where(setting => Cites(setting.Clauses))],
            Questions =
            [
                .. reference
                    .Questions.Select(question =>
                        (
                            question,
                            routes: (IReadOnlyList<EligibilityRoute>)
                                [
                                    .. question
                                        .Readings.SelectMany(reading => reading.RuledOut.Concat(reading.Routes))
                                        .Where(route => route.Clause?.Id == id),
                                ]
                        )
                    )
                    .Where(pair => pair.routes.Count > 0),
            ],
        };

        bool Cites(IReadOnlyList<Clause> clauses) => clauses.Any(cited => cited.Id == id);

        IReadOnlyList<string> Said(IReadOnlyList<PolicyPoint> points) =>
            [.. points.Where(point => point.Clause.Id == id).Select(point => point.Says)];

        IReadOnlyList<(string, string)> Points(OptionGuide option) =>
            [
                .. Part("About", option.About),
                .. Part("Suits", option.Suits),
                .. Part("Effects", option.Effects),
                .. Part("Advantage", option.Advantages),
                .. Part("Disadvantage", option.Disadvantages),
                .. Part("Condition", option.Conditions),
            ];

        IEnumerable<(string, string)> Part(string name, IReadOnlyList<PolicyPoint> points) => Said(points).Select(says => (name, says));
    }
}
