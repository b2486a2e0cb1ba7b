using NodaTime;
using Permanence.Builders;
using Permanence.Domain.Obligations;
using Permanence.Domain.Policies;
using Permanence.Domain.Records;

namespace Permanence.Domain.Tests.Obligations;

/// <summary>One rule tried on one invented child: the policy of config/README.md with one more file.</summary>
internal sealed class Trial
{
    private readonly PolicyPacks policy;

    /// <param name="duties">What stands under <c>duties:</c>, indented by two.</param>
    /// <param name="moments">What stands under <c>moments:</c>.</param>
    public Trial(string duties, string moments = "")
    {
        var file = new PolicyFile(
            "authorities/saltmarsh/2026-01-05/tried.yaml",
            $"subject: Tried\n{(moments.Length == 0 ? "" : $"moments:\n{moments}")}duties:\n{duties}"
        );
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. Invented.Saltmarsh, file], ReadOnce.Calendar, faults);
        if (library is null)
            throw new InvalidOperationException(string.Join('\n', faults));
        policy = library.For("saltmarsh")!;
    }

    public Evaluation On(ChildBuilder child, string on) => On(child.File, on);

    public Evaluation On(CaseFile file, string on) => ObligationEngine.Evaluate(Timeline.Of(file), policy, ReadOnce.Calendar, A.Day(on));

    /// <summary>The one duty whose id begins so.</summary>
    public Obligation Ask(ChildBuilder child, string on, string duty = "tried") =>
        On(child, on).Obligations.Single(one => one.Id == duty || one.Id.StartsWith(duty + "@", StringComparison.Ordinal));

    public static LocalDate Day(string iso) => A.Day(iso);
}
