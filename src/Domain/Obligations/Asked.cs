using Permanence.Domain.Policies;

namespace Permanence.Domain.Obligations;

/// <summary>An obligation with the duty that asks it and what it arose from: what whoever wants to meet it has to know.</summary>
internal readonly record struct Asked(Obligation Obligation, Inquiry Inquiry, Arising Arising)
{
    public Duty Duty => Obligation.Duty!;
}
