using System.Collections.Immutable;
using Permanence.Domain.Policies.Reading;
using Permanence.Domain.Policies.Selectors;

namespace Permanence.Domain.Policies.Conditions;

public abstract partial record Condition
{
    /// <summary>The event the duty arose from has these fields.</summary>
    public sealed record StartFields(ImmutableArray<FieldTest> Where) : Condition
    {
        internal static ConditionKind Kind { get; } =
            new("start", "the event the duty arose from has these fields", ["{ return-home: uncertain }"], FieldTest.AnyFields, Read);

        internal override bool Holds(IInquiry inquiry, in Arising arising) =>
            arising.Event is { } origin && FieldTest.AllHold(Where, origin);

        internal override bool IsOfTheStart => true;

        public override string InWords(ISpeech speech, bool so = true) =>
            $"the entry it arose from {(so ? "says" : "does not say")} "
            + string.Join(" and ", Where.Select(test => test.InWords(speech, "")));

        private static new StartFields Read(PolicyNode node, Definitions definitions)
        {
            var tests = new List<FieldTest>();
            foreach (var (name, wanted) in node.Pairs())
            {
                if (FieldNames.FindInAny(name) is { } field)
                    tests.Add(FieldTest.Read(field, wanted, definitions));
                else
                    wanted.Fault($"No event has a field '{name}'.{FieldNames.NearestInAny(name)}");
            }

            return new([.. tests]);
        }
    }
}
