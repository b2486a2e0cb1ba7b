using Permanence.Domain.Records;

namespace Permanence.Domain.Returns;

/// <summary>Brings what a return says of a child together with what its record says already.</summary>
public static class ReturnMerge
{
    public static ChildImport Plan(CaseFile? existing, ReturnedChild child, string authority, CollectionYear year, string importId)
    {
        ArgumentNullException.ThrowIfNull(child);
        return new ChildImport(authority, child.Id, existing is null, existing?.Child ?? new Child { Id = child.Id }, false, [], 0, 0, 0, []);
    }

    public static ChildUndo Undo(CaseFile file, string importId)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new ChildUndo(file.Child.Id, file.Child, false, [], false);
    }
}
