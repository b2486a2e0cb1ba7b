namespace Permanence.Demo;

/// <summary>What the record of a child in care does not say.</summary>
internal enum DemoSilence
{
    None,
    NoReview,
    NoPlan,
    EntryOnlyOnOrBefore,
    NoLegalStatus,
    NoPlacement,
    RecordStops,
}
