using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Entries;

/// <summary>A page that changes one child's record.</summary>
[ResponseCache(NoStore = true)]
public abstract class EntryPage(ICouncils councils, IAccess access, IClock clock, IGrainFactory grains)
    : CouncilPage(councils, access, clock)
{
    [FromRoute(Name = "child")]
    public string Child { get; set; } = "";

    /// <summary>Made when the form is first shown and sent with it: sending it twice records once.</summary>
    [BindProperty(Name = "commandId")]
    public Guid CommandId { get; set; } = Guid.NewGuid();

    public string Name { get; private set; } = "";

    public CaseFile CaseFile { get; private set; } = null!;

    public IReadOnlyList<FieldFault> Faults { get; protected set; } = [];

    /// <summary>What was typed, kept whatever becomes of it.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; protected set; } = new Dictionary<string, string>();

    public string ChildUrl => Links.Child(Authority, Child);

    protected IChildGrain Grain => grains.GetGrain<IChildGrain>(new ChildKey(Authority, Child));

    /// <summary>Null where the record is open to be changed.</summary>
    protected async Task<IActionResult?> Open()
    {
        if (!MayRecord)
            return Forbidden();
        if (await Grain.Read(HttpContext.RequestAborted) is not { } file)
            return NotFound();
        CaseFile = file;
        Name = new ChildHistory(file).On(Today).Child.Name ?? $"Child {Child}";
        return null;
    }

    protected void KeepTyped() => Typed = Request.Typed();

    /// <summary>What the council's policy recognises in such an entry; of its requirements, those of this child.</summary>
    protected async Task<RecordChoices> Choices(PolicySource policies, EventTypeSpecification type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var isOfRequirements = type.Fields.Any(field => field.Kind == FieldKind.Ids);
        var evaluation = isOfRequirements ? await Grain.Obligations(AsOf.Now, HttpContext.RequestAborted) : null;
        return RecordChoices.Of(policies, Council, Today, evaluation);
    }

    protected CareEvent? Find(string id) => CaseFile.Events.FirstOrDefault(one => one.Id == id);

    /// <summary>The entry with what was said about it since.</summary>
    protected KeptEntry? Kept(string id) => KeptEntry.Find(CaseFile, id);
}
