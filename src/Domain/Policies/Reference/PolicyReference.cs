using Permanence.Domain.Policies.Questions;

namespace Permanence.Domain.Policies.Reference;

/// <summary>
/// What a policy says beside its clocks, gates and counts: forms, options, roles, meetings, what must be recorded, ages, the choices it
/// leaves to the council, and who may do what. Each item cites a clause of the register; the register's text explains it.
/// </summary>
public sealed record PolicyReference
{
    public static readonly PolicyReference None = new();

    public IReadOnlyList<PolicyForm> Forms { get; init; } = [];

    /// <summary>
    /// In the order of the file: an order of preference shows in <see cref="OptionGuide.Rank"/>, never in the place in the list.
    /// </summary>
    public IReadOnlyList<OptionGuide> Options { get; init; } = [];

    /// <summary>What holds of the choice between options as a whole, such as an order of preference.</summary>
    public IReadOnlyList<PolicyPoint> Choosing { get; init; } = [];

    public IReadOnlyList<RoleGuide> Roles { get; init; } = [];

    public IReadOnlyList<SignOffChain> SignOffs { get; init; } = [];

    public IReadOnlyList<MeetingGuide> Meetings { get; init; } = [];

    public IReadOnlyList<RequirementGroup> Requirements { get; init; } = [];

    public IReadOnlyList<AgeBand> AgeBands { get; init; } = [];

    public IReadOnlyList<PackSetting> Settings
    {
        get;
        init
        {
            field = value;
            LeapDayBirthdays = value.FirstOrDefault(setting => setting.Decides == PackSetting.LeapDayBirthdays);
        }
    } = [];

    /// <summary>
    /// The choice of the day on which who was born on 29 February reaches an age in an ordinary year; null where the policy leaves none.
    /// </summary>
    public PackSetting? LeapDayBirthdays { get; private init; }

    public IReadOnlyList<EligibilityQuestion> Questions { get; init; } = [];

    /// <summary>Who may record what.</summary>
    public Acts Acts { get; init; } = Acts.None;

    /// <summary>Every place where an item above cites a clause, in the order of the files.</summary>
    public IReadOnlyList<ClauseUse> Uses { get; init; } = [];

    /// <summary>The list that the council keeps under this id.</summary>
    public PolicyForm? List(string id) => Forms.FirstOrDefault(form => form.Kind == FormKind.List && form.Id == id);

    public PolicyForm? Form(string id) => Forms.FirstOrDefault(form => form.Id == id);

    public RoleGuide? Role(string id) => Roles.FirstOrDefault(role => role.Id == id);

    public EligibilityQuestion? Question(string id) => Questions.FirstOrDefault(question => question.Id == id);
}

/// <summary>A clause, and what it says of the item it stands under.</summary>
/// <param name="Says">One point of a clause that makes several; else the clause's own title, without the option it names first.</param>
public sealed record PolicyPoint(Clause Clause, string Says);

/// <summary>How a clause is put to use.</summary>
public enum ServedBy
{
    Rule,
    Gate,
    Indicator,
    Role,
    Option,
    Form,
    Data,
    Text,
}

/// <summary>One place where a pack puts a clause to use.</summary>
/// <param name="Where">File and line, or the id of the duty.</param>
/// <param name="What">In words: <c>field 'wishes' of the form Initial Permanence Planning Meeting</c>.</param>
public sealed record ClauseUse(string Clause, ServedBy Way, string Where, string What);
