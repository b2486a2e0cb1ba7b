using Permanence.Builders;
using Permanence.Domain.Policies;
using Xunit;

namespace Permanence.Domain.Tests.Policies;

/// <summary>Every must has a consequence, or a reason why none is possible: text alone is none.</summary>
public sealed class ClauseConsequencesTests
{
    private static PolicyPack Fenmarsh(params (string Written, string Instead)[] changes)
    {
        var files = Invented.Fenmarsh.Select(file =>
            file with
            {
                Text = changes.Aggregate(file.Text, (text, one) => text.Replace(one.Written, one.Instead, StringComparison.Ordinal)),
            }
        );
        var faults = new List<PolicyFault>();
        var library = PolicyLibrary.Read([.. ReadOnce.Shared, .. files], ReadOnce.Calendar, faults);
        Assert.True(library is not null, string.Join('\n', faults));
        return library.For("fenmarsh")!.Versions[^1];
    }

    private static MustClause Of(PolicyPack pack, string id) => ClauseConsequences.Of(pack).Single(must => must.Clause.Id == id);

    [Fact]
    public void A_must_follows_from_where_it_is_enforced_and_not_from_where_it_is_only_shown()
    {
        var pack = Fenmarsh();
        Assert.Contains(Of(pack, "FEN-1").Consequences, one => one.Kind is ConsequenceKind.Attendance or ConsequenceKind.SignOff);
        Assert.Contains(Of(pack, "FEN-2").Consequences, one => one.Kind == ConsequenceKind.Field);
        Assert.Contains(Of(pack, "ENG-REVIEW-1").Consequences, one => one.Kind == ConsequenceKind.Duty);
        Assert.DoesNotContain(ClauseConsequences.Of(pack), must => must.Clause.Force != Force.Must);
        Assert.True(Of(Fenmarsh(("from: wishes, required: true", "from: wishes")), "FEN-2").IsOnlyText);
    }

    [Fact]
    public void A_reason_why_nothing_can_follow_is_one()
    {
        var reasoned = Fenmarsh(
            ("from: wishes, required: true", "from: wishes"),
            ("id: FEN-2,", "id: FEN-2, no-consequence: Nobody outside the meeting can see it,")
        );
        Assert.Equal(
            ("Nobody outside the meeting can see it", false),
            (Of(reasoned, "FEN-2").Reason, Of(reasoned, "FEN-2").IsOnlyText)
        );
    }
}
