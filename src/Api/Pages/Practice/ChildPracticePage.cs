using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Permanence.Api.Access;
using Permanence.Domain.History;
using Permanence.Domain.Records;
using Permanence.Grains;
using Permanence.Grains.Children;
using Permanence.Grains.Policies;

namespace Permanence.Api.Pages.Practice;

/// <summary>A page that brings the council's practice to one child's record.</summary>
[ResponseCache(NoStore = true)]
public abstract class ChildPracticePage(
    ICouncils councils,
    IAccess access,
    IClock clock,
    PolicySource policies,
    IGrainFactory grains,
    IPeople people
) : PracticePage(councils, access, clock, policies)
{
    private const int SiblingsAtMost = 12;

    [FromRoute(Name = "child")]
    public string Child { get; set; } = "";

    /// <summary>The record as it is read today.</summary>
    protected CaseHistory History { get; private set; } = null!;

    public string Name => History.Child.Name ?? $"Child {Child}";

    public string ChildUrl => Links.Child(Authority, Child);

    protected IChildGrain Grain => ChildGrain(Child);

    /// <summary>Whether there is such a record; the caller answers with not found where there is not.</summary>
    protected async Task<bool> Find()
    {
        if (await Grain.Read(HttpContext.RequestAborted) is not { } file)
            return false;
        History = new ChildHistory(file).On(Today);
        return true;
    }

    /// <summary>What forms are filled in from: the record, what is due, and the brothers and sisters with a record here.</summary>
    protected async Task<RecordAnswers?> Answers()
    {
        if (await Grain.Reading(AsOf.Now, null, HttpContext.RequestAborted) is not { } reading)
            return null;
        var siblings = await Task.WhenAll(
            History
                .Child.Siblings.Take(SiblingsAtMost)
                .Select(async id =>
                    await ChildGrain(id).Who(HttpContext.RequestAborted) is { } other
                        ? new FormChild(id, other.Name ?? $"Child {id}", other.Born)
                        : new FormChild(id, $"Child {id}")
                )
        );
        return new RecordAnswers(
            new FormFacts(Council.Name, History, reading.Evaluation, siblings, Council.Speech, people.Name, Today, Pack, Calendar)
        );
    }

    private IChildGrain ChildGrain(string child) => grains.GetGrain<IChildGrain>(new ChildKey(Authority, child));
}
