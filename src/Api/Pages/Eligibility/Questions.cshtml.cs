using NodaTime;
using Permanence.Api.Access;
using Permanence.Api.Pages.Practice;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Eligibility;

/// <summary>Questions of who may apply, age, time and distance that a council's policy and the national rules answer.</summary>
public sealed class QuestionsModel(ICouncils councils, IAccess access, IClock clock, PolicySource policies)
    : PracticePage(councils, access, clock, policies);
