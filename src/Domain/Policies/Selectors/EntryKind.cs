namespace Permanence.Domain.Policies.Selectors;

/// <summary>
/// What an entry has to be for a selector to pick it, whatever it has to agree with besides. The same for all selectors of a pack that ask
/// the same, so that a record is looked through once for them.
/// </summary>
/// <param name="Asked">Everything that is asked: one text for all that ask it.</param>
/// <param name="Number">Its place among those of its pack.</param>
internal readonly record struct EntryKind(string Asked, int Number);
