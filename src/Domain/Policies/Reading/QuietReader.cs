using Permanence.Domain.Policies.Schemas;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Reading;

/// <summary>Reads for which kinds of entry the document is silent, so that nothing need say that they are missing.</summary>
internal static class QuietReader
{
    public const string File = "quiet.yaml";

    private static readonly Key Reason = Key.Needed(
        "reason",
        Schema.Text.Saying("What the document says, and does not, in our own words.")
    );

    private static readonly Key After = new("nothing-after", Schema.Flag.Saying("It is silent about what comes after such an entry."));

    private static readonly Keys EntryKeys = new(Key.Needed("event", Selector.EventName), new("where", FieldTest.AnyFields), After, Reason);

    internal static Keys Keys { get; } = new(Key.Needed("quiet", Schema.List(EntryKeys)));

    /// <param name="met">What meets the duties of the layer and of those below it: that is nothing to be quiet about.</param>
    public static IReadOnlyList<QuietReason> Read(PolicyNode root, Definitions definitions, ILookup<string, (Selector By, Duty Duty)> met)
    {
        root.RefuseUnknown(Keys);
        var read = new List<QuietReason>();
        foreach (var item in root.Need("quiet", "it lists the kinds of entry")?.Items() ?? [])
        {
            item.RefuseUnknown(EntryKeys);
            var reason = item.Need("reason", "say why nothing is said where it is missing")?.Text();
            if (Selector.Read(item, definitions, Reason, After) is not { } entry || reason is null)
                continue;
            var quiet = new QuietReason(entry, reason, item.File, item.Line)
            {
                IsOfWhatComesAfter = item.Get("nothing-after")?.Flag() ?? false,
            };
            if (quiet.Met(met) is { } duty)
                item.Fault(
                    $"'{entry.TypeName}' may meet the duty '{duty.Id}' ({duty.Limbs[0].Clause.Id}): the document asks for it, so its "
                        + "absence has to be noticed. Say more narrowly with 'where' which entries it is silent about, or leave it out."
                );
            else
                read.Add(quiet);
        }

        return read;
    }
}
